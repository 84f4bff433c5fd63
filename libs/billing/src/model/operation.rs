//! What Stripe is asked to change, as it is kept before, while and after it is asked.

use kernel::{Currency, Instant};
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use utoipa::ToSchema;

use super::plans::PlanVersionId;
use super::price::Period;

kernel::define_id!(
    /// Something that Stripe is asked to change; also the key of idempotency there.
    OperationId
);

/// What is asked for. Stored by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
#[schema(as = PlanChangeKind)]
pub enum OperationKind {
    /// To know the shop.
    Customer,
    /// A page on which somebody subscribes.
    Checkout,
    /// More, at once.
    Upgrade,
    /// Less, when the period ends.
    Downgrade,
    /// Nothing more, when the period ends.
    Cancel,
    /// To take back what was to begin or end with the period.
    Stay,
}

/// How far it has come. Stored by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum OperationStatus {
    /// It was shown, and nobody has agreed.
    Proposed,
    /// Stripe is asked.
    Sending,
    /// It was asked, and nobody answered: it may have happened.
    Unknown,
    /// Stripe does it as soon as it is paid.
    Waiting,
    /// It is done.
    Done,
    /// Stripe said no.
    Refused,
    /// Nobody agreed, or paid, in time.
    Expired,
}

/// One of them.
#[derive(Debug, Clone, FromRow)]
pub struct Operation {
    /// Which.
    pub operation_id: OperationId,
    /// What is asked for.
    pub kind: OperationKind,
    /// How far it has come.
    pub status: OperationStatus,
    /// The plan that is wanted.
    pub plan_version_id: Option<PlanVersionId>,
    /// In which money.
    pub currency: Option<String>,
    /// For how long at once.
    pub period: Option<Period>,
    /// What it is changed from.
    pub from_plan_version_id: Option<PlanVersionId>,
    /// Likewise.
    pub from_period: Option<Period>,
    /// What is left of a trial, in days.
    pub trial_days: Option<i16>,
    /// A code for less, as Stripe names it.
    pub promotion_id: Option<String>,
    /// Up to when what is left of the present plan was counted.
    pub counted_at: Option<Instant>,
    /// What was shown before it was agreed to, minor units.
    pub shown: Option<i64>,
    /// What was charged.
    pub charged: Option<i64>,
    /// How what was shown comes about.
    #[sqlx(json(nullable))]
    pub lines: Option<Vec<ShownLine>>,
    /// What it came to at Stripe.
    pub outside_id: Option<String>,
    /// How often it was asked for.
    pub tries: i16,
    /// When it was begun.
    pub created_at: Instant,
    /// Until when somebody can agree.
    pub expires_at: Option<Instant>,
}

/// A line of what is to be charged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ShownLine {
    /// In Stripe's words.
    pub text: String,
    /// Minor units; below nothing, it is a credit.
    pub amount: i64,
}

impl Operation {
    /// The money that it is in.
    pub fn money(&self) -> Currency {
        let code = self.currency.as_deref().and_then(Currency::parse);
        code.unwrap_or(Currency::COP)
    }

    /// Whether somebody can still agree to it.
    pub fn is_open(&self, now: Instant) -> bool {
        self.status == OperationStatus::Proposed && self.expires_at.is_some_and(|end| end > now)
    }

    /// Whether Stripe is, or may be, about to do it.
    pub const fn is_under_way(&self) -> bool {
        matches!(self.status, OperationStatus::Sending | OperationStatus::Unknown)
    }
}

/// The columns of [`Operation`].
macro_rules! operation_columns {
    () => {
        "operation_id, kind, status, plan_version_id, currency, period, from_plan_version_id, from_period, trial_days,
         promotion_id, counted_at, shown, charged, lines, outside_id, tries, created_at, expires_at"
    };
}
pub(crate) use operation_columns;
