//! Differences with providers.

use actix_web::HttpResponse;
use http::{Answer, Can, Id, Json, Query, permit};
use kernel::{Instant, Line, PageQuery};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::model::AttemptId;
use crate::model::difference::{Difference, DifferenceClass, DifferenceId};
use crate::ops::differences::close_difference;
use crate::queries::differences::list_differences;

/// Where our books and a provider's do not agree.
#[derive(Debug, Serialize, ToSchema)]
pub struct PaymentDifferenceView {
    /// Which.
    pub id: DifferenceId,
    /// What kind.
    pub class: DifferenceClass,
    /// The provider's name for the payment.
    pub provider_payment: String,
    /// Ours, if we know one.
    pub payment_id: Option<AttemptId>,
    /// What we have.
    pub ours: String,
    /// What the provider has.
    pub theirs: String,
    /// Since when it is known.
    #[schema(value_type = String, format = DateTime)]
    pub found_at: Instant,
    /// When it was gone, or somebody said what became of it.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub closed_at: Option<Instant>,
    /// What they said.
    pub note: Option<String>,
    /// Who is to see to it: the shop's owner, by name.
    pub owner: Option<String>,
}

/// What became of one.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CloseDifferenceRequest {
    /// In a sentence.
    pub note: Line<300>,
}

/// `GET /admin/payments/differences`.
pub async fn list(ctx: Can<permit::ViewOrders>, page: Query<PageQuery>) -> Answer {
    let at = page.0.checked()?;
    let mut tx = ctx.begin().await?;
    let found = list_differences(&mut tx, at).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(found.map(PaymentDifferenceView::from)))
}

/// `POST /admin/payments/differences/{id}/close`.
pub async fn close(
    ctx: Can<permit::ManageOrders>,
    id: Id<DifferenceId>,
    body: Json<CloseDifferenceRequest>,
) -> Answer {
    let person = ctx.person.as_ref().map(|person| person.person_id);
    let mut tx = ctx.begin().await?;
    close_difference(&mut tx, id.0, &body.note, person).await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}

impl From<Difference> for PaymentDifferenceView {
    fn from(d: Difference) -> Self {
        Self {
            id: d.difference_id,
            class: d.class,
            provider_payment: d.outside_id,
            payment_id: d.attempt_id,
            ours: d.ours,
            theirs: d.theirs,
            found_at: d.found_at,
            closed_at: d.closed_at,
            note: d.note,
            owner: d.owner,
        }
    }
}
