//! A payment, and how the API shows it.

use kernel::Instant;
use serde_json::{Value, json};

use super::money;
use super::refund::Refund;

/// What a browser does at the bank: PSE lets it for so many seconds.
pub const PSE_LIFE: i64 = 15 * 60;
/// The card's owner has so many to answer a challenge.
pub const CHALLENGE_LIFE: i64 = 5 * 60;
/// Whoever pays late does so this long after the end.
pub const LATE: i64 = 5 * 60;

/// A payment.
#[derive(Debug, Clone)]
pub struct Payment {
    pub id: u64,
    pub collector: u64,
    pub token: String,
    pub live: bool,
    pub method: String,
    pub amount: i64,
    pub description: Value,
    pub reference: Option<String>,
    pub metadata: Value,
    pub payer: Value,
    /// Where its changes are told, if not where the account says.
    pub notify: Option<String>,
    pub status: &'static str,
    pub detail: &'static str,
    pub how: How,
    pub refunds: Vec<Refund>,
    pub created: Instant,
    pub changed: Instant,
    pub approved: Option<Instant>,
    /// When it ends unpaid.
    pub expires: Option<Instant>,
    /// When somebody pays who was too late.
    pub late: Option<Instant>,
    /// Whether its money can be used.
    pub released: bool,
}

/// What is special about it.
#[derive(Debug, Clone)]
pub enum How {
    Pse {
        bank: String,
        callback: String,
    },
    Card {
        first_six: String,
        last_four: String,
        installments: i64,
        asked: bool,
    },
}

impl Payment {
    pub fn refunded(&self) -> i64 {
        self.refunds.iter().map(|refund| refund.amount).sum()
    }

    /// Fee and the tax on it, once it was money.
    pub fn fees(&self) -> Option<(i64, i64)> {
        self.approved.map(|_| money::fee(self.amount))
    }

    /// What its collector got, whatever went back since.
    pub fn net(&self) -> Option<i64> {
        self.fees().map(|(fee, tax)| self.amount - fee - tax)
    }

    /// What its collector has of it.
    pub fn worth(&self) -> i64 {
        let taken = matches!(
            (self.status, self.detail),
            ("charged_back", "in_process" | "settled")
        );
        let back = if taken { self.amount } else { self.refunded() };
        self.net().map_or(0, |net| net - back)
    }

    pub fn is_open(&self) -> bool {
        matches!(self.status, "pending" | "in_process" | "authorized")
    }

    pub fn become_of(&mut self, status: &'static str, detail: &'static str, now: Instant) {
        self.status = status;
        self.detail = detail;
        self.changed = now;
        if status == "approved" {
            self.approved.get_or_insert(now);
        }
        if !self.is_open() {
            self.expires = None;
        }
    }

    /// As the API shows it.
    pub fn view(&self, base: &str) -> Value {
        let mut view = json!({
            "id": self.id, "date_created": self.created, "date_approved": self.approved, "date_last_updated": self.changed,
            "date_of_expiration": self.expires, "operation_type": "regular_payment", "payment_method_id": self.method,
            "status": self.status, "status_detail": self.detail, "currency_id": "COP", "description": self.description,
            "live_mode": self.live, "collector_id": self.collector, "payer": self.payer, "metadata": self.metadata,
            "external_reference": self.reference, "transaction_amount": money::write(self.amount),
            "transaction_amount_refunded": money::write(self.refunded()), "notification_url": self.notify,
            "captured": true, "binary_mode": false, "fee_details": self.fee_details(),
            "money_release_status": if self.released { "released" } else { "pending" },
            "refunds": self.refunds.iter().map(Refund::view).collect::<Vec<_>>(),
            "transaction_details": {
                "net_received_amount": money::write(self.net().unwrap_or(0)),
                "total_paid_amount": money::write(self.amount), "overpaid_amount": 0,
            },
        });
        self.how.show(&mut view, self.id, base, self.is_open());
        view
    }

    fn fee_details(&self) -> Value {
        let fee = |kind: &str, amount| json!({ "type": kind, "amount": money::write(amount), "fee_payer": "collector" });
        self.fees().map_or(json!([]), |(own, tax)| {
            json!([fee("mercadopago_fee", own), fee("iva", tax)])
        })
    }
}

impl How {
    fn show(&self, view: &mut Value, id: u64, base: &str, open: bool) {
        match self {
            Self::Pse { bank, callback } => {
                view["payment_type_id"] = json!("bank_transfer");
                view["callback_url"] = json!(callback);
                view["card"] = json!({});
                let details = &mut view["transaction_details"];
                details["financial_institution"] = json!(bank);
                details["external_resource_url"] = json!(format!("{base}/sandbox/bank/{id}"));
                details["bank_transfer_id"] = json!(id % 1_000_000);
                details["transaction_id"] = json!(id.to_string());
            }
            Self::Card {
                first_six,
                last_four,
                installments,
                asked,
            } => {
                view["payment_type_id"] = json!("credit_card");
                view["installments"] = json!(installments);
                view["card"] = json!({ "first_six_digits": first_six, "last_four_digits": last_four });
                if *asked && open {
                    let door = format!("{base}/sandbox/challenge/{id}");
                    view["three_ds_info"] =
                        json!({ "external_resource_url": door, "creq": format!("sandbox{id}") });
                }
            }
        }
    }
}
