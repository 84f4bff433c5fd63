//! Payments as the shop's programs see them.

use actix_web::HttpResponse;
use http::idempotency::IdempotencyKey;
use http::{Answer, Can, Id, Json, Query, permit};
use kernel::{Instant, Line, PageQuery};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use crate::http::refund_once::{Wish, refund_once};
use crate::model::{
    Attempt, AttemptId, AttemptStatus, MethodCode, ProviderCode, Refund, RefundId, RefundStatus,
};
use crate::ops::refunds::Back;
use crate::queries::attempts::{get_attempt, list_refunds};
use crate::queries::payments::{Listed, PaymentFilter, list_payments};

/// One try to collect what is owed.
#[derive(Debug, Serialize, ToSchema)]
pub struct PaymentAttemptView {
    /// Which.
    pub id: AttemptId,
    /// Number of the order.
    pub reference: Option<String>,
    /// How.
    pub method: MethodCode,
    /// Who moves the money, if it is a provider.
    pub provider: Option<ProviderCode>,
    /// The provider's name for it.
    pub provider_payment: Option<String>,
    /// Where it stands.
    pub status: AttemptStatus,
    /// Minor units.
    pub amount: i64,
    /// Of what.
    pub currency: String,
    /// Brand of the card, if it was one.
    pub card_brand: Option<String>,
    /// Its last four digits.
    pub card_last4: Option<String>,
    /// What went back, minor units.
    pub refunded: i64,
    /// What the provider keeps, minor units.
    pub fee: Option<i64>,
    /// Money that nobody owed.
    pub surplus: bool,
    /// Why not, in the provider's word.
    pub failure: Option<String>,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Instant,
    /// When it ended, one way or the other.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub settled_at: Option<Instant>,
}

/// A payment with what went back of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct PaymentAttemptDetail {
    /// The payment.
    #[serde(flatten)]
    pub payment: PaymentAttemptView,
    /// The oldest first.
    pub refunds: Vec<PaymentRefundView>,
}

/// Money that went back, or is to.
#[derive(Debug, Serialize, ToSchema)]
pub struct PaymentRefundView {
    /// Which.
    pub id: RefundId,
    /// Minor units.
    pub amount: i64,
    /// How far it has come.
    pub status: RefundStatus,
    /// Why.
    pub reason: Option<String>,
    /// Why not, in the provider's word.
    pub failure: Option<String>,
}

/// What to give back.
#[derive(Debug, Clone, Default, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PaymentRefundRequest {
    /// Minor units; left out, all that is left.
    #[serde(default)]
    #[validate(range(min = 1))]
    pub amount: Option<i64>,
    /// Why.
    #[serde(default, deserialize_with = "kernel::text::blank_as_none")]
    pub reason: Option<Line<300>>,
}

/// Which payments.
#[derive(Debug, Default, Deserialize, IntoParams)]
pub struct PaymentQuery {
    /// `all`, `open`, `paid`, `failed` or `attention`.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    pub state: PaymentFilter,
    /// From 1.
    pub page: Option<u32>,
    /// 1 to 100.
    pub limit: Option<u32>,
}

/// `GET /admin/payments`.
pub async fn list(ctx: Can<permit::ViewOrders>, query: Query<PaymentQuery>) -> Answer {
    let at = PageQuery {
        page: query.page.unwrap_or(1),
        limit: query.limit.unwrap_or(20),
    }
    .checked()?;
    let mut tx = ctx.begin().await?;
    let found = list_payments(&mut tx, query.state, at).await?;
    tx.commit().await?;
    let view = |listed: Listed| PaymentAttemptView {
        reference: Some(listed.title),
        ..PaymentAttemptView::from(listed.attempt)
    };
    Ok(HttpResponse::Ok().json(found.map(view)))
}

/// `GET /admin/payments/{id}`.
pub async fn show(ctx: Can<permit::ViewOrders>, id: Id<AttemptId>) -> Answer {
    let mut tx = ctx.begin().await?;
    let payment = get_attempt(&mut tx, id.0).await?;
    let refunds = list_refunds(&mut tx, id.0).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(PaymentAttemptDetail {
        payment: payment.into(),
        refunds: refunds.into_iter().map(PaymentRefundView::from).collect(),
    }))
}

/// `POST /admin/payments/{id}/refunds`. The same key again gives the same answer.
pub async fn refund(
    ctx: Can<permit::ManageOrders>,
    id: Id<AttemptId>,
    key: IdempotencyKey,
    body: Json<PaymentRefundRequest>,
) -> Answer {
    let back = Back {
        amount: body.amount,
        reason: body.reason.clone(),
        person: ctx.person.as_ref().map(|person| person.person_id),
    };
    let wish = Wish {
        route: "POST /api/v1/admin/payments/{id}/refunds",
        key: &key,
        hash: body.hash,
    };
    Ok(refund_once(&ctx, id.0, &back, &wish).await?)
}

impl From<Attempt> for PaymentAttemptView {
    fn from(a: Attempt) -> Self {
        Self {
            id: a.attempt_id,
            reference: a.reference,
            method: a.method,
            provider: a.provider,
            provider_payment: a.outside_id,
            status: a.status,
            amount: a.amount,
            currency: a.currency.as_str().to_owned(),
            card_brand: a.card_brand,
            card_last4: a.card_last4,
            refunded: a.refunded,
            fee: a.fee,
            surplus: a.surplus,
            failure: a.failure,
            created_at: a.created_at,
            settled_at: a.settled_at,
        }
    }
}

impl From<Refund> for PaymentRefundView {
    fn from(r: Refund) -> Self {
        Self {
            id: r.refund_id,
            amount: r.amount,
            status: r.status,
            reason: r.reason,
            failure: r.failure,
        }
    }
}
