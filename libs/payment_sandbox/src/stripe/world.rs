//! What it remembers.

use std::collections::{BTreeMap, HashMap};
use std::net::SocketAddr;

use aws_lc_rs::hmac;
use kernel::Instant;

use super::account::Account;
use super::answer::Answer;
use super::balance::Movement;
use super::billing::Billing;
use super::cards::Card;
use super::charge::Charge;
use super::customer::Customer;
use super::dispute::Dispute;
use super::event::Event;
use super::form::Form;
use super::hooks::Hook;
use super::intent::Intent;
use super::refund::Refund;
use crate::faults::Faults;
use crate::wire::hex;

/// A call that was answered: what it said, and what it was told.
pub struct Kept {
    pub at: Instant,
    pub path: String,
    pub form: Form,
    pub answer: Answer,
}

/// Everything. Names rise, so that whatever is in order of its names is in order of time.
pub struct World {
    /// Where it is, if it knows.
    pub base: Option<String>,
    /// By what their keys end in.
    pub accounts: BTreeMap<String, Account>,
    /// Keys that are worth nothing any more.
    pub revoked: Vec<String>,
    pub intents: BTreeMap<String, Intent>,
    pub charges: BTreeMap<String, Charge>,
    pub cards: BTreeMap<String, Card>,
    pub customers: BTreeMap<String, Customer>,
    pub refunds: BTreeMap<String, Refund>,
    pub disputes: BTreeMap<String, Dispute>,
    pub movements: BTreeMap<String, Movement>,
    pub events: BTreeMap<String, Event>,
    pub billing: Billing,
    /// By account and key of idempotency.
    pub kept: HashMap<(String, String), Kept>,
    /// What is to be told, in order.
    pub hooks: Vec<Hook>,
    pub faults: Faults,
    /// Where everything is told, whatever address it names.
    pub receiver: Option<SocketAddr>,
    /// So many seconds the search knows nothing of what was made.
    pub lag: i64,
    /// The clock, as it was when somebody last looked.
    pub now: Instant,
    salt: [u8; 16],
    last: u64,
}

impl World {
    /// Names begin at the clock's milliseconds, so that no two runs give the same ones.
    pub fn new(now: Instant, salt: [u8; 16]) -> Self {
        Self {
            base: None,
            accounts: BTreeMap::new(),
            revoked: vec![],
            intents: BTreeMap::new(),
            charges: BTreeMap::new(),
            cards: BTreeMap::new(),
            customers: BTreeMap::new(),
            refunds: BTreeMap::new(),
            disputes: BTreeMap::new(),
            movements: BTreeMap::new(),
            events: BTreeMap::new(),
            billing: Billing::default(),
            kept: HashMap::new(),
            hooks: vec![],
            faults: Faults::default(),
            receiver: None,
            lag: 0,
            now,
            salt,
            last: u64::try_from(now.0.as_millisecond()).unwrap_or(0),
        }
    }

    /// A name that was never used before.
    pub fn name(&mut self, prefix: &str) -> String {
        self.last += 1;
        format!("{prefix}_{:016}", self.last)
    }

    /// What proves that somebody may do something with what has this name.
    pub fn proof(&self, name: &str) -> String {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &self.salt);
        let digits = hex(hmac::sign(&key, name.as_bytes()).as_ref());
        digits.get(..24).unwrap_or_default().to_owned()
    }

    /// The account of a key, made when it is first seen.
    pub fn account(&mut self, whose: &str) -> &mut Account {
        self.accounts
            .entry(whose.to_owned())
            .or_insert_with(|| Account::of(whose))
    }

    /// A payment, if it is this account's.
    pub fn intent_of(&self, whose: &str, id: &str) -> Result<&Intent, Answer> {
        let found = self.intents.get(id).filter(|intent| intent.whose == whose);
        found.ok_or_else(|| Answer::missing("payment_intent", id))
    }

    /// What happens by itself until now: refunds that are under way end, and periods of subscriptions.
    pub fn pass(&mut self, now: Instant) {
        self.now = now;
        self.pass_billing(now);
        let is_over = |refund: &&Refund| refund.due.is_some_and(|due| due.at <= now);
        let ended = self.refunds.values().filter(is_over);
        let ended: Vec<String> = ended.map(|refund| refund.id.clone()).collect();
        for id in ended {
            self.end_refund(&id, now);
        }
    }
}
