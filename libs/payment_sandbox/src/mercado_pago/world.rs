//! What it remembers.

use std::collections::{BTreeMap, HashMap};
use std::net::SocketAddr;

use kernel::Instant;

use super::account::Account;
use super::answer::Answer;
use super::cards::CardToken;
use super::chargeback::Chargeback;
use super::hooks::Hook;
use super::payment::Payment;
use crate::faults::Faults;

/// A call that was answered: what it said, and what it was told.
pub struct Kept {
    pub said: String,
    pub answer: Answer,
}

/// Everything.
pub struct World {
    /// Where it is, if it knows.
    pub base: Option<String>,
    /// By access token.
    pub accounts: BTreeMap<String, Account>,
    /// Access tokens that are worth nothing any more.
    pub revoked: Vec<String>,
    pub payments: BTreeMap<u64, Payment>,
    pub chargebacks: BTreeMap<u64, Chargeback>,
    pub cards: HashMap<String, CardToken>,
    /// By collector and key of idempotency.
    pub kept: HashMap<(u64, String), Kept>,
    /// What is to be told, in order.
    pub hooks: Vec<Hook>,
    pub faults: Faults,
    /// Where everything is told, whatever address it names.
    pub receiver: Option<SocketAddr>,
    last: u64,
}

impl World {
    /// Names begin at the clock's milliseconds, so that no two runs give the same ones.
    pub fn new(now: Instant) -> Self {
        Self {
            base: None,
            accounts: BTreeMap::new(),
            revoked: vec![],
            payments: BTreeMap::new(),
            chargebacks: BTreeMap::new(),
            cards: HashMap::new(),
            kept: HashMap::new(),
            hooks: vec![],
            faults: Faults::default(),
            receiver: None,
            last: u64::try_from(now.0.as_millisecond()).unwrap_or(0),
        }
    }

    /// A number that was never used before.
    pub fn next(&mut self) -> u64 {
        self.last += 1;
        self.last
    }

    /// The account of a token, made when it is first seen.
    pub fn account(&mut self, token: &str) -> Option<&mut Account> {
        if self.revoked.iter().any(|revoked| revoked == token) {
            return None;
        }
        if !self.accounts.contains_key(token) {
            self.accounts.insert(token.to_owned(), Account::of(token)?);
        }
        self.accounts.get_mut(token)
    }

    /// A payment, if it is this collector's.
    pub fn payment_of(&self, collector: u64, id: u64) -> Option<&Payment> {
        self.payments
            .get(&id)
            .filter(|payment| payment.collector == collector)
    }

    /// A payment changes, and its collector is told.
    pub fn change(&mut self, id: u64, status: &'static str, detail: &'static str, now: Instant) {
        if let Some(payment) = self.payments.get_mut(&id) {
            payment.become_of(status, detail, now);
            self.tell(id, "payment.updated", now);
        }
    }

    /// What happens by itself until now: what nobody paid ends, and who pays late has paid.
    pub fn pass(&mut self, now: Instant) {
        let is_over = |at: Option<Instant>| at.is_some_and(|at| at <= now);
        let ended: Vec<u64> = self
            .payments
            .values()
            .filter(|it| it.is_open() && is_over(it.expires))
            .map(|it| it.id)
            .collect();
        for id in ended {
            let asked = self.payments.get(&id).is_some_and(Payment::is_asked);
            let detail = if asked {
                "cc_rejected_3ds_challenge"
            } else {
                "expired"
            };
            self.change(id, "rejected", detail, now);
        }
        let paid: Vec<u64> = self
            .payments
            .values()
            .filter(|it| is_over(it.late))
            .map(|it| it.id)
            .collect();
        for id in paid {
            if let Some(payment) = self.payments.get_mut(&id) {
                payment.late = None;
            }
            self.change(id, "approved", "accredited", now);
        }
    }
}

impl Payment {
    /// Whether the card's bank asks its owner.
    fn is_asked(&self) -> bool {
        matches!(self.how, super::payment::How::Card { asked: true, .. })
    }
}
