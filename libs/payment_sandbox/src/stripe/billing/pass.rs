//! What time brings: trials end, periods begin, drafts become final, cards are tried again, and what nobody wanted is given up.

use kernel::Instant;

use super::collect::DAY;
use super::subscription::Subscription;
use crate::stripe::world::World;

/// It is told so many seconds before a trial ends.
const NOTICE: i64 = 3 * DAY;
/// A draft becomes final after so many seconds.
const DRAFT: i64 = 60 * 60;

/// What falls due.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    /// A visit to Checkout is over.
    Leave(String),
    /// The last phase of a schedule ends.
    Release(String),
    /// It is told that a trial ends.
    Notice(String),
    /// A change that nobody paid is given up.
    GiveUp(String),
    /// A period ends.
    Turn(String),
    /// A draft becomes final, and is charged.
    Finalize(String),
    /// A card is tried again.
    Retry(String),
}

impl World {
    /// Everything until now, in order of time.
    pub fn pass_billing(&mut self, now: Instant) {
        while let Some((at, step)) = self.next_step(now) {
            self.take(step, at);
        }
    }

    fn next_step(&self, now: Instant) -> Option<(Instant, Step)> {
        let subscriptions = self.billing.subscriptions.values().filter(|one| !one.is_over());
        let due = subscriptions.filter_map(|one| {
            let next = self.steps(one).into_iter().min()?;
            (next.0 <= self.clock(&one.customer, now)).then_some(next)
        });
        let open = self.billing.sessions.values().filter(|session| session.is_open());
        let left = open.map(|session| (session.expires, Step::Leave(session.id.clone())));
        due.chain(left.filter(|(at, _)| *at <= now)).min()
    }

    /// When the next thing happens to a customer's subscriptions by itself.
    pub fn next_for(&self, customer: &str) -> Option<Instant> {
        let own = self.billing.subscriptions.values();
        let own = own.filter(|one| one.customer == customer && !one.is_over());
        own.flat_map(|one| self.steps(one)).map(|(at, _)| at).min()
    }

    fn steps(&self, one: &Subscription) -> Vec<(Instant, Step)> {
        let mut steps = vec![];
        if one.status != "paused" {
            steps.push((one.end, Step::Turn(one.id.clone())));
        }
        if let Some((start, end)) = one.trial.filter(|_| one.is_trial() && !one.noticed) {
            steps.push((end.plus_seconds(-NOTICE).max(start), Step::Notice(one.id.clone())));
        }
        if let Some(pending) = &one.pending {
            steps.push((pending.expires, Step::GiveUp(one.id.clone())));
        }
        let schedule = one
            .schedule
            .as_ref()
            .and_then(|id| self.billing.schedules.get(id));
        if let Some(last) = schedule.and_then(|schedule| schedule.phases.last()) {
            steps.push((last.end, Step::Release(one.id.clone())));
        }
        for invoice in one.waiting.iter().filter_map(|id| self.billing.invoices.get(id)) {
            steps.extend(
                invoice
                    .finalizes
                    .map(|at| (at, Step::Finalize(invoice.id.clone()))),
            );
            steps.extend(invoice.retries.map(|at| (at, Step::Retry(invoice.id.clone()))));
        }
        steps
    }

    fn take(&mut self, step: Step, at: Instant) {
        match step {
            Step::Leave(id) => self.leave(&id, at),
            Step::Release(id) => self.release(&id, at),
            Step::Notice(id) => {
                if let Some(one) = self.billing.subscriptions.get_mut(&id) {
                    one.noticed = true;
                }
                self.tell_of_subscription(&id, "customer.subscription.trial_will_end", None, at);
            }
            Step::GiveUp(id) => self.expire_pending(&id, at),
            Step::Turn(id) => self.turn(&id, at),
            Step::Finalize(id) => {
                self.finalize(&id, at);
                self.collect_alone(&id, at);
            }
            Step::Retry(id) => self.collect_alone(&id, at),
        }
    }

    /// A period ends: the next one begins, or all is over.
    fn turn(&mut self, id: &str, at: Instant) {
        let Some(one) = self.billing.subscriptions.get(id).cloned() else {
            return;
        };
        if one.pending.is_some() {
            self.expire_pending(id, at);
        }
        let bare = one.is_trial() && self.card_of(&one).is_none();
        match one.missing.as_str() {
            _ if one.cancel_at_period_end => self.end_subscription(id, at),
            "cancel" if bare => self.end_subscription(id, at),
            "pause" if bare => self.pause(id, at),
            _ => self.renew(&one, at),
        }
    }

    fn pause(&mut self, id: &str, at: Instant) {
        let before = self.before(id);
        if let Some(one) = self.billing.subscriptions.get_mut(id) {
            one.status = "paused";
        }
        self.tell_of_subscription(id, "customer.subscription.paused", None, at);
        self.tell_of_subscription(id, "customer.subscription.updated", Some(&before), at);
    }

    /// The next period, at the price that was planned for it. Its invoice stays a draft for an hour, and for good while nothing
    /// is collected.
    pub fn renew(&mut self, one: &Subscription, at: Instant) {
        let before = self.before(&one.id);
        let planned = self.planned(one, at);
        let price = planned.clone().unwrap_or_else(|| one.price.clone());
        let months = |id: &str| self.billing.prices.get(id).map_or(1, |price| price.months);
        let (months, anew) = (months(&price), months(&price) != months(&one.price));
        let Some(kept) = self.billing.subscriptions.get_mut(&one.id) else {
            return;
        };
        kept.price = price;
        kept.turn(at, months, anew);
        if kept.is_trial() || kept.status == "paused" {
            kept.status = "active";
        }
        let renewed = kept.clone();
        let mut lines = vec![self.period_line(&renewed)];
        self.discount(&renewed, &mut lines, at);
        self.tax(&renewed, &mut lines);
        let worth = lines.iter().map(|line| line.amount - line.discount).sum();
        let mut invoice = self.invoice_for(&renewed, "subscription_cycle", lines, at);
        invoice.finalizes = (renewed.status != "unpaid").then(|| at.plus_seconds(DRAFT));
        if let Some(kept) = self.billing.subscriptions.get_mut(&one.id) {
            kept.worth = worth;
        }
        self.put_invoice(invoice, at);
        self.tell_of_subscription(&one.id, "customer.subscription.updated", Some(&before), at);
        if planned.is_some() {
            self.tell_of_schedule(
                one.schedule.as_deref().unwrap_or_default(),
                "subscription_schedule.updated",
                at,
            );
        }
    }

    /// The price that a schedule has from this moment on.
    fn planned(&self, one: &Subscription, at: Instant) -> Option<String> {
        let schedule = self.billing.schedules.get(one.schedule.as_ref()?)?;
        let phase = schedule.phases.iter().find(|phase| phase.start == at)?;
        Some(phase.price.clone())
    }
}
