//! Money that a card's owner had taken back.

use kernel::Instant;
use serde_json::{Value, json};

use super::money;

/// Proof is taken for so many seconds.
const TERM: i64 = 10 * 24 * 60 * 60;

/// A chargeback.
#[derive(Debug, Clone)]
pub struct Chargeback {
    pub id: u64,
    pub payment: u64,
    pub collector: u64,
    pub live: bool,
    pub amount: i64,
    pub created: Instant,
    /// Whether Mercado Pago bears it, once that is decided.
    pub covered: Option<bool>,
}

impl Chargeback {
    pub fn view(&self) -> Value {
        let documentation = match self.covered {
            None => "pending",
            Some(true) => "valid",
            Some(false) => "not_supplied",
        };
        json!({
            "id": self.id.to_string(), "payments": [self.payment], "currency": "COP", "amount": money::write(self.amount),
            "coverage_applied": self.covered, "coverage_elegible": true, "documentation_required": true,
            "documentation_status": documentation, "documentation": [], "live_mode": self.live,
            "date_documentation_deadline": self.created.plus_seconds(TERM), "date_created": self.created,
            "date_last_updated": self.created,
        })
    }
}
