//! What people do at Stripe and in the browser themselves, and what is to go wrong.

use std::net::SocketAddr;
use std::sync::MutexGuard;
use std::time::Duration;

use super::Sandbox;
use super::account::{Endpoint, owner};
use super::books::Books;
use super::cards::{Card, Decline, Nature, brand};
use super::confirm::{Way, try_card};
use super::hooks::{self, Delivery};
use super::world::World;
use crate::faults::Fault;

/// Good until the end of this month.
pub const EXPIRES: (i64, i64) = (2034, 12);

/// A handle on a [`Sandbox`]. What names something says whether there is such a thing.
#[derive(Debug, Clone)]
pub struct Desk {
    sandbox: Sandbox,
}

impl Desk {
    pub(super) fn new(sandbox: Sandbox) -> Self {
        Self { sandbox }
    }

    /// The world as it is by now.
    pub(super) fn world(&self) -> MutexGuard<'_, World> {
        self.sandbox.world()
    }

    /// The payer types a card's number in the browser and pays, or is asked, or declined. False where there is nothing to pay.
    pub fn pay(&self, payment: &str, number: &str) -> bool {
        let now = self.sandbox.now();
        let mut world = self.sandbox.world();
        let open = world.intents.get(payment).filter(|intent| intent.is_open());
        let (Some(intent), Some(brand)) = (open.cloned(), brand(number)) else {
            return false;
        };
        let card = Card::new(&mut world, &intent.whose, (number, brand), EXPIRES, now);
        let id = card.id.clone();
        world.cards.insert(id.clone(), card);
        let way = Way::in_script(world.base.clone().unwrap_or_default(), now);
        try_card(&mut world, payment, &id, &way);
        true
    }

    /// The card's bank asked, and its owner answers: it was them, or not. False where nobody is asked.
    pub fn answer(&self, payment: &str, yes: bool) -> bool {
        let now = self.sandbox.now();
        self.sandbox.world().answer(payment, yes, now)
    }

    /// The card's owner disputes a payment; the dispute's name. None for what is no money, or is disputed already.
    pub fn dispute(&self, payment: &str) -> Option<String> {
        let now = self.sandbox.now();
        self.sandbox.world().dispute(payment, now)
    }

    /// It is decided whose the money is. False for what is no open dispute.
    pub fn close_dispute(&self, dispute: &str, won: bool) -> bool {
        let now = self.sandbox.now();
        self.sandbox.world().close_dispute(dispute, won, now)
    }

    /// Everything that the account of this secret key has goes to its bank; the payout's name. None where there is nothing.
    pub fn pay_out(&self, secret_key: &str) -> Option<String> {
        let (whose, _) = owner(secret_key)?;
        let now = self.sandbox.now();
        self.sandbox.world().pay_out(whose, now)
    }

    /// Refunds that are under way end now.
    pub fn settle_refunds(&self) {
        let now = self.sandbox.now();
        let mut world = self.sandbox.world();
        let open = world.refunds.values().filter(|refund| refund.due.is_some());
        let open: Vec<String> = open.map(|refund| refund.id.clone()).collect();
        for id in open {
            world.end_refund(&id, now);
        }
    }

    /// From now on a kept card has no money.
    pub fn empty_card(&self, card: &str) -> bool {
        let mut world = self.sandbox.world();
        let known = world.cards.get_mut(card);
        known
            .map(|card| card.nature = Nature::Declines(Decline::card("insufficient_funds")))
            .is_some()
    }

    /// What the account of this secret key has. None when there can be no such account.
    pub fn books(&self, secret_key: &str) -> Option<Books> {
        let (whose, _) = owner(secret_key)?;
        let now = self.sandbox.now();
        Some(Books::of(&self.sandbox.world(), whose, now))
    }

    /// The account of this secret key is told here what happens, signed by each of these secrets.
    pub fn endpoint(&self, secret_key: &str, url: &str, secrets: &[&str]) {
        self.endpoint_for(secret_key, url, secrets, &[]);
    }

    /// The same, of what begins with one of these words only (`invoice.`); none: of all.
    pub fn endpoint_for(&self, secret_key: &str, url: &str, secrets: &[&str], kinds: &[&str]) {
        let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        if let Some((whose, _)) = owner(secret_key) {
            let endpoint = Endpoint {
                url: url.to_owned(),
                secrets: owned(secrets),
                kinds: owned(kinds),
            };
            let mut world = self.sandbox.world();
            let endpoints = &mut world.account(whose).endpoints;
            endpoints.retain(|known| known.url != url);
            endpoints.push(endpoint);
        }
    }

    /// The balance of the account of this secret key is counted in another currency, in small letters: so many minor units of
    /// a payment are one of it.
    pub fn count_in(&self, secret_key: &str, currency: &str, per: i64) {
        if let Some((whose, _)) = owner(secret_key) {
            self.sandbox.world().account(whose).rate = Some((currency.to_owned(), per.max(1)));
        }
    }

    /// For so many seconds the search knows nothing of a new payment.
    pub fn lag(&self, seconds: i64) {
        self.sandbox.world().lag = seconds;
    }

    /// From now on this key is worth nothing.
    pub fn revoke(&self, key: &str) {
        self.sandbox.world().revoked.push(key.to_owned());
    }

    /// Tells everything that waits, in order, whether it is due or not.
    pub async fn deliver_now(&self) -> Vec<Delivery> {
        hooks::deliver(&self.sandbox, true).await
    }

    /// Tells what is due by the clock.
    pub async fn deliver_due(&self) -> Vec<Delivery> {
        hooks::deliver(&self.sandbox, false).await
    }

    /// Whatever address a notification names on this machine, it is brought here: a program of tests listens where it could.
    pub fn send_to(&self, receiver: SocketAddr) {
        self.sandbox.world().receiver = Some(receiver);
    }

    /// How much waits to be told.
    pub fn waiting(&self) -> usize {
        self.sandbox.world().hooks.len()
    }

    /// The next time that this can go wrong it does.
    pub fn fail_next(&self, fault: Fault) {
        self.sandbox.world().faults.next(fault);
    }

    /// From now on this goes wrong so often in a thousand times.
    pub fn fail(&self, fault: Fault, per_thousand: u32) {
        self.sandbox.world().faults.odds(fault, per_thousand);
    }

    /// Where the chance begins that decides it.
    pub fn seed(&self, seed: u64) {
        self.sandbox.world().faults.seed(seed);
    }

    /// How long [`Fault::Slow`] takes, of the real clock.
    pub fn slow(&self, time: Duration) {
        self.sandbox.world().faults.slow = time;
    }

    /// How long a call is kept that gets no answer, of the real clock.
    pub fn hang(&self, time: Duration) {
        self.sandbox.world().faults.hang = time;
    }
}
