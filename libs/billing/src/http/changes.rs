//! Changes of plan as programs read them.

use kernel::Instant;
use serde::Serialize;
use utoipa::ToSchema;

use super::views::Desk;
use crate::model::invoice::Invoice;
use crate::model::operation::{Operation, OperationId, OperationKind, ShownLine};
use crate::model::price::Period;
use crate::model::usage::{Shortfall, shortfalls};

/// A plan that begins later.
#[derive(Debug, Serialize, ToSchema)]
pub struct NextPlan {
    /// Its short name.
    pub plan: String,
    /// For how long is paid at once.
    pub interval: Period,
    /// When it begins.
    pub starts_at: Instant,
}

/// What a change of plan comes to.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChangePreview {
    /// What to agree to.
    pub id: OperationId,
    /// `upgrade` at once, `downgrade` or `cancel` when what was paid for ends.
    pub kind: OperationKind,
    /// The plan that is wanted.
    pub plan: String,
    /// For how long is paid at once.
    pub interval: Period,
    /// ISO 4217.
    #[schema(example = "COP")]
    pub currency: String,
    /// What is charged at once, minor units.
    pub amount_due: i64,
    /// How that comes about.
    pub lines: Vec<ShownLine>,
    /// When it begins; none: at once.
    pub starts_at: Option<Instant>,
    /// Until when it can be agreed to.
    pub expires_at: Option<Instant>,
    /// What of the shop's would not fit.
    pub shortfalls: Vec<Shortfall>,
}

/// Invoices.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlanInvoices {
    /// The newest first.
    pub data: Vec<Invoice>,
}

/// Where to go on, at Stripe.
#[derive(Debug, Serialize, ToSchema)]
pub struct StripePage {
    /// A secret of whoever asked; it serves for a short time.
    pub url: String,
}

impl Desk {
    /// What a change comes to.
    pub fn preview(&self, proposed: &Operation) -> ChangePreview {
        let wanted = self.plans.iter().find(|v| Some(v.id) == proposed.plan_version_id);
        let is_later = proposed.kind != OperationKind::Upgrade;
        ChangePreview {
            id: proposed.operation_id,
            kind: proposed.kind,
            plan: wanted
                .map(|version| version.plan.name.clone())
                .unwrap_or_default(),
            interval: proposed.period.unwrap_or_default(),
            currency: proposed.money().as_str().to_owned(),
            amount_due: proposed.shown.unwrap_or(0),
            lines: proposed.lines.clone().unwrap_or_default(),
            starts_at: is_later
                .then_some(self.has.period_ends_at.or(self.has.trial_ends_at))
                .flatten(),
            expires_at: proposed.expires_at,
            shortfalls: wanted.map_or_else(Vec::new, |version| shortfalls(&self.usage, &version.plan)),
        }
    }

    /// What begins with the next period.
    pub fn next_plan(&self) -> Option<NextPlan> {
        Some(NextPlan {
            plan: self.has.next_plan.clone()?,
            interval: self.has.next_period?,
            starts_at: self.has.next_at?,
        })
    }
}
