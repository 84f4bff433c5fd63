//! What an account has, for tests to compare with what somebody else wrote down.

use super::payment::{How, Payment};
use super::world::World;

/// An account's money, in centavos.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Books {
    /// Its name there.
    pub collector: String,
    /// Every payment, oldest first.
    pub payments: Vec<Booked>,
    /// What can be used.
    pub available: i64,
    /// What will be.
    pub pending: i64,
    /// Fees and the tax on them, of all payments that were money.
    pub fees: i64,
}

/// A payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Booked {
    /// Its name.
    pub id: String,
    /// The name that was given to it.
    pub external_reference: Option<String>,
    /// `pse`, `visa` …
    pub method: String,
    /// The bank's code, of PSE.
    pub bank: Option<String>,
    /// How far it has come.
    pub status: String,
    /// Why.
    pub detail: String,
    /// Of how much.
    pub amount: i64,
    /// How much of it went back.
    pub refunded: i64,
    /// What Mercado Pago took, once it was money.
    pub fee: Option<i64>,
    /// What the collector got, once it was money, whatever went back since.
    pub net: Option<i64>,
    /// What went back.
    pub refunds: Vec<BookedRefund>,
}

/// A refund.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookedRefund {
    /// Its name.
    pub id: String,
    /// Of how much.
    pub amount: i64,
}

impl Books {
    pub(super) fn of(world: &World, collector: u64) -> Self {
        let own = || {
            world
                .payments
                .values()
                .filter(move |payment| payment.collector == collector)
        };
        let worth = |released| {
            own()
                .filter(|it| it.released == released)
                .map(Payment::worth)
                .sum()
        };
        Self {
            collector: collector.to_string(),
            payments: own().map(Booked::of).collect(),
            available: worth(true),
            pending: worth(false),
            fees: own().filter_map(Payment::fees).map(|(fee, tax)| fee + tax).sum(),
        }
    }
}

impl Booked {
    fn of(payment: &Payment) -> Self {
        let bank = match &payment.how {
            How::Pse { bank, .. } => Some(bank.clone()),
            How::Card { .. } => None,
        };
        let refunds = payment.refunds.iter().map(|refund| BookedRefund {
            id: refund.id.to_string(),
            amount: refund.amount,
        });
        Self {
            id: payment.id.to_string(),
            external_reference: payment.reference.clone(),
            method: payment.method.clone(),
            bank,
            status: payment.status.to_owned(),
            detail: payment.detail.to_owned(),
            amount: payment.amount,
            refunded: payment.refunded(),
            fee: payment.fees().map(|(fee, tax)| fee + tax),
            net: payment.net(),
            refunds: refunds.collect(),
        }
    }
}
