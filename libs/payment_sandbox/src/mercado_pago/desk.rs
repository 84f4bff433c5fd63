//! What people do at Mercado Pago and at the bank themselves, and what is to go wrong.

use std::net::SocketAddr;
use std::time::Duration;

use kernel::Instant;

use super::Sandbox;
use super::books::Books;
use super::cards::{self, CardToken};
use super::chargeback::Chargeback;
use super::hooks::{self, Delivery};
use super::payment::{How, Payment};
use super::world::World;
use crate::faults::Fault;
use crate::wire::hex;

/// A handle on a [`Sandbox`]. What names a payment says whether there is one.
#[derive(Debug, Clone)]
pub struct Desk {
    sandbox: Sandbox,
}

impl Desk {
    pub(super) fn new(sandbox: Sandbox) -> Self {
        Self { sandbox }
    }

    /// A payment becomes money, were it late.
    pub fn approve(&self, payment: &str) -> bool {
        self.become_of(payment, "approved", "accredited")
    }

    /// Another sum came than was asked for, minor units: the payment is money, and says so itself.
    pub fn approve_for(&self, payment: &str, amount: i64) -> bool {
        self.with(payment, |world, id, now| {
            if let Some(payment) = world.payments.get_mut(&id) {
                payment.amount = amount;
            }
            world.change(id, "approved", "accredited", now);
        })
    }

    /// Its bank says no.
    pub fn reject(&self, payment: &str) -> bool {
        self.become_of(payment, "rejected", "by_bank")
    }

    /// It takes any status and detail.
    pub fn become_of(&self, payment: &str, status: &'static str, detail: &'static str) -> bool {
        self.with(payment, |world, id, now| world.change(id, status, detail, now))
    }

    /// Its time is over now, if it is open.
    pub fn let_expire(&self, payment: &str) -> bool {
        self.with(payment, |world, id, now| {
            if let Some(payment) = world.payments.get_mut(&id) {
                payment.expires = Some(now);
            }
            world.pass(now);
        })
    }

    /// The card's owner has it taken back; the chargeback's name. None for what is no money, or was not paid by card.
    pub fn charge_back(&self, payment: &str) -> Option<String> {
        let now = self.sandbox.now();
        let mut world = self.sandbox.world();
        let id = world.next();
        let payment = payment
            .parse()
            .ok()
            .and_then(|payment: u64| world.payments.get(&payment));
        let payment = payment.filter(|it| it.status == "approved" && matches!(it.how, How::Card { .. }))?;
        let chargeback = chargeback(payment, id, now);
        let of = payment.id;
        world.chargebacks.insert(id, chargeback);
        world.change(of, "charged_back", "in_process", now);
        world.tell_of_chargeback(id, "chargeback.created", now);
        Some(id.to_string())
    }

    /// It is decided who bears a chargeback: Mercado Pago, and the money comes back, or the collector.
    pub fn close_charge_back(&self, chargeback: &str, covered: bool) -> bool {
        let now = self.sandbox.now();
        let mut world = self.sandbox.world();
        let Some(found) = chargeback
            .parse()
            .ok()
            .and_then(|id: u64| world.chargebacks.get_mut(&id))
        else {
            return false;
        };
        found.covered = Some(covered);
        let (id, payment) = (found.id, found.payment);
        let detail = if covered { "reimbursed" } else { "settled" };
        world.change(payment, "charged_back", detail, now);
        world.tell_of_chargeback(id, "chargeback.updated", now);
        true
    }

    /// Everything that the account of this access token got can be used from now on.
    pub fn settle(&self, token: &str) {
        let mut world = self.sandbox.world();
        let collector = world.account(token).map(|account| account.id);
        let own = world
            .payments
            .values_mut()
            .filter(|it| Some(it.collector) == collector);
        own.filter(|it| it.approved.is_some())
            .for_each(|it| it.released = true);
    }

    /// What the account of this access token has. None when there can be no such account.
    pub fn books(&self, token: &str) -> Option<Books> {
        let mut world = self.sandbox.world();
        let collector = world.account(token)?.id;
        Some(Books::of(&world, collector))
    }

    /// Where an account is told what happens to payments that name no address of their own, and what it is signed with.
    pub fn panel(&self, token: &str, url: &str, secret: &str) {
        if let Some(account) = self.sandbox.world().account(token) {
            account.panel = Some(url.to_owned());
            secret.clone_into(&mut account.secret);
        }
    }

    /// From now on the access token is worth nothing.
    pub fn revoke(&self, token: &str) {
        self.sandbox.world().revoked.push(token.to_owned());
    }

    /// What the browser's script would make of a card whose owner has this name: `APRO`, `OTHE`, `CONT`, `CHAL` … None when the
    /// number is of no brand.
    pub fn card(&self, number: &str, holder: &str) -> Option<String> {
        let token = hex(&self.sandbox.env.random::<16>());
        let card = CardToken {
            first_six: number.get(..6)?.to_owned(),
            last_four: number.get(number.len().checked_sub(4)?..)?.to_owned(),
            brand: cards::brand(number)?,
            holder: holder.to_owned(),
        };
        self.sandbox.world().cards.insert(token.clone(), card);
        Some(token)
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

    fn with(&self, payment: &str, act: impl FnOnce(&mut World, u64, Instant)) -> bool {
        let now = self.sandbox.now();
        let mut world = self.sandbox.world();
        let known = payment
            .parse::<u64>()
            .ok()
            .filter(|id| world.payments.contains_key(id));
        if let Some(id) = known {
            act(&mut world, id, now);
        }
        known.is_some()
    }
}

fn chargeback(payment: &Payment, id: u64, now: Instant) -> Chargeback {
    Chargeback {
        id,
        payment: payment.id,
        collector: payment.collector,
        live: payment.live,
        amount: payment.amount - payment.refunded(),
        created: now,
        covered: None,
    }
}
