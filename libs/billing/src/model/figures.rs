//! What shops pay the provider, in numbers.

use kernel::{Instant, TenantId};
use serde::Serialize;
use sqlx::FromRow;
use utoipa::ToSchema;

/// What a plan brings a month, in one money.
#[derive(Debug, Clone, PartialEq, Eq, FromRow, Serialize, ToSchema)]
pub struct PlanRevenue {
    /// Its short name.
    pub plan: String,
    /// ISO 4217.
    #[schema(example = "COP")]
    pub currency: String,
    /// Shops that pay for it.
    pub shops: i64,
    /// Minor units a month; of what is paid for a year, the twelfth part.
    pub monthly: i64,
}

/// A month, in one money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RevenueMonth {
    /// `2026-11`.
    pub month: String,
    /// ISO 4217.
    pub currency: String,
    /// What was paid a month when it began, minor units.
    pub opening: i64,
    /// What shops that began to pay brought.
    pub new: i64,
    /// What those that pay more brought.
    pub expansion: i64,
    /// What those that pay less took, below nothing.
    pub contraction: i64,
    /// What those that pay no more took, below nothing.
    pub churn: i64,
    /// How many those are.
    pub churned_shops: i64,
    /// What is paid a month at its end.
    pub closing: i64,
    /// Of what was paid at its beginning, so much went with those that pay no more: hundredths of a per cent; none where nothing was.
    pub churn_rate_bp: Option<i64>,
}

/// Something that a shop owes after its card was tried.
#[derive(Debug, Clone, PartialEq, Eq, FromRow, Serialize, ToSchema)]
pub struct FailedPayment {
    /// Whose.
    #[sqlx(rename = "tenant_id")]
    pub tenant: TenantId,
    /// The shop's name.
    pub name: String,
    /// The invoice's number.
    pub number: Option<String>,
    /// ISO 4217.
    pub currency: String,
    /// Minor units.
    pub due: i64,
    /// How often a card was tried.
    pub tries: i32,
    /// When it is tried again.
    pub next_try_at: Option<Instant>,
    /// When it was billed.
    pub issued_at: Instant,
    /// Until when the shop works on.
    pub grace_until: Option<Instant>,
}

/// Something that Stripe told and that waits for somebody.
#[derive(Debug, Clone, PartialEq, Eq, FromRow, Serialize, ToSchema)]
pub struct OpenEvent {
    /// Stripe's word for what happened.
    pub kind: String,
    /// What it is about, at Stripe.
    pub object_id: String,
    /// Whom, at Stripe.
    pub customer_id: Option<String>,
    /// Why it waits.
    pub note: Option<String>,
    /// When it came.
    pub received_at: Instant,
}

/// What a shop has, as the provider sees it.
#[derive(Debug, Clone, PartialEq, Eq, FromRow, Serialize, ToSchema)]
pub struct ShopPlan {
    /// Short name.
    pub plan: String,
    /// In Stripe's words.
    pub status: String,
    /// When the trial ends, or ended.
    pub trial_ends_at: Option<Instant>,
    /// When what is paid for ends.
    pub period_ends_at: Option<Instant>,
    /// Until when a shop that owes works on.
    pub grace_until: Option<Instant>,
    /// When it goes to the plan that costs nothing.
    pub cancel_at: Option<Instant>,
    /// Who it is at Stripe.
    pub customer_id: Option<String>,
    /// What it has there.
    #[sqlx(rename = "outside_id")]
    pub subscription_id: Option<String>,
    /// ISO 4217; none where nobody pays.
    pub currency: Option<String>,
    /// `month` or `year`.
    #[sqlx(rename = "period")]
    pub interval: Option<String>,
    /// Each time, minor units.
    pub price: Option<i64>,
}
