//! What providers told.

use actix_web::HttpResponse;
use http::{Answer, Can, Id, Query, permit};
use kernel::{Instant, PageQuery};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::model::event::{Event, EventId, EventStatus};
use crate::model::{AttemptId, ProviderCode};
use crate::ops::replay_event::replay_event;
use crate::queries::events::{EventFilter, list_events};

/// Something that a provider told, and what became of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct PaymentEventView {
    /// Which.
    pub id: EventId,
    /// Who told it.
    pub provider: ProviderCode,
    /// The provider's word for what happened.
    pub kind: String,
    /// What it is about, at the provider.
    pub provider_payment: String,
    /// The payment that this is here, if there is one.
    pub payment_id: Option<AttemptId>,
    /// About real money.
    pub live: bool,
    /// What became of it.
    pub status: EventStatus,
    /// Why it was not acted on, in a word.
    pub note: Option<String>,
    /// How often it came.
    pub deliveries: i32,
    /// When it came first.
    #[schema(value_type = String, format = DateTime)]
    pub received_at: Instant,
    /// When it was acted on.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub handled_at: Option<Instant>,
}

/// Which events.
#[derive(Debug, Default, Deserialize, IntoParams)]
pub struct PaymentEventQuery {
    /// `all`, `dead`, `waiting`, `received`, `done` or `ignored`.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    pub state: EventFilter,
    /// From 1.
    pub page: Option<u32>,
    /// 1 to 100.
    pub limit: Option<u32>,
}

/// `GET /admin/payment-events`.
pub async fn list(ctx: Can<permit::ViewOrders>, query: Query<PaymentEventQuery>) -> Answer {
    let at = PageQuery {
        page: query.page.unwrap_or(1),
        limit: query.limit.unwrap_or(20),
    }
    .checked()?;
    let mut tx = ctx.begin().await?;
    let found = list_events(&mut tx, query.state, at).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(found.map(PaymentEventView::from)))
}

/// `POST /admin/payment-events/{id}/replay`.
pub async fn replay(ctx: Can<permit::ManageOrders>, id: Id<EventId>) -> Answer {
    let mut tx = ctx.begin().await?;
    replay_event(&mut tx, id.0).await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}

impl From<Event> for PaymentEventView {
    fn from(e: Event) -> Self {
        Self {
            id: e.event_id,
            provider: e.provider,
            kind: e.kind,
            provider_payment: e.object_id,
            payment_id: e.attempt_id,
            live: e.live,
            status: e.status,
            note: e.note,
            deliveries: e.deliveries,
            received_at: e.received_at,
            handled_at: e.handled_at,
        }
    }
}
