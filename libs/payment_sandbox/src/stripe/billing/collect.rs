//! Invoices become final, are charged, and are paid or not.

use kernel::Instant;

use super::invoice::Invoice;
use super::months::moment;
use crate::stripe::cards::Decline;
use crate::stripe::confirm::{Way, try_card};
use crate::stripe::intent::Intent;
use crate::stripe::world::World;

/// Seconds of a day.
pub const DAY: i64 = 24 * 60 * 60;

/// How missing payments are tried again.
#[derive(Debug, Clone)]
pub struct Dunning {
    /// Days from one try to the next.
    pub days: Vec<u32>,
    pub last: AfterLast,
}

/// What becomes of a subscription when the last try failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AfterLast {
    /// It is unpaid: nothing is tried any more.
    Unpaid,
    /// It is over.
    Cancel,
    /// It stays past due.
    LeavePastDue,
}

impl Default for Dunning {
    fn default() -> Self {
        Self {
            days: vec![3, 5, 7],
            last: AfterLast::Unpaid,
        }
    }
}

impl World {
    /// A customer's own clock, which may be ahead. It counts whole seconds.
    pub fn clock(&self, customer: &str, now: Instant) -> Instant {
        let ahead = self.customers.get(customer).map_or(0, |customer| customer.ahead);
        moment(now.unix_seconds()).plus_seconds(ahead)
    }

    /// A draft.
    pub fn put_invoice(&mut self, mut invoice: Invoice, at: Instant) -> String {
        let id = self.name("in");
        invoice.id.clone_from(&id);
        for (place, line) in invoice.lines.iter_mut().enumerate() {
            line.id = format!("il_{}_{place}", id.trim_start_matches("in_"));
        }
        if let Some(one) = self.billing.subscriptions.get_mut(&invoice.subscription) {
            one.latest = Some(id.clone());
            one.waiting.push(id.clone());
            if let Some(given) = one.discount.as_mut() {
                given.used |= invoice.lines.iter().any(|line| line.discount > 0);
            }
        }
        self.billing.invoices.insert(id.clone(), invoice);
        self.tell_of_invoice(&id, "invoice.created", at);
        id
    }

    /// It has a number, and changes no more. Where nothing is due it is paid.
    pub fn finalize(&mut self, id: &str, at: Instant) {
        let Some(invoice) = self.billing.invoices.get_mut(id) else {
            return;
        };
        if let Some(customer) = self.customers.get_mut(&invoice.customer) {
            invoice.before = customer.balance;
            customer.balance = invoice.settled().1;
            customer.numbers += 1;
            let tail = customer.id.len().saturating_sub(8);
            let prefix = customer.id.get(tail..).unwrap_or_default();
            invoice.number = Some(format!("{prefix}-{:04}", customer.numbers));
        }
        let (due, after) = invoice.settled();
        invoice.after = Some(after);
        invoice.status = "open";
        invoice.finalizes = None;
        self.tell_of_invoice(id, "invoice.finalized", at);
        if due == 0 {
            self.settle(id, at);
        }
    }

    /// Tries the card that is there, with nobody to be asked; another time later when it is declined.
    pub fn collect_alone(&mut self, id: &str, at: Instant) {
        let Some(invoice) = self.billing.invoices.get_mut(id).filter(|one| one.is_open()) else {
            return;
        };
        invoice.tries += 1;
        let (whose, subscription, tries) =
            (invoice.whose.clone(), invoice.subscription.clone(), invoice.tries);
        let dunning = self.account(&whose).dunning.clone();
        let wait = dunning.days.get(tries - 1).map(|days| i64::from(*days) * DAY);
        if let Some(invoice) = self.billing.invoices.get_mut(id) {
            invoice.retries = wait.map(|wait| at.plus_seconds(wait));
        }
        let card = self.billing.subscriptions.get(&subscription);
        let card = card.and_then(|one| self.card_of(one));
        let way = Way::alone(self.base.clone().unwrap_or_default(), at);
        let declined = self.collect(id, card.as_deref(), &way).is_some();
        if declined && wait.is_none() {
            self.give_up(&subscription, dunning.last, at);
        }
    }

    /// The last try failed.
    fn give_up(&mut self, subscription: &str, last: AfterLast, at: Instant) {
        match last {
            AfterLast::LeavePastDue => {}
            AfterLast::Cancel => self.end_subscription(subscription, at),
            AfterLast::Unpaid => self.stand(subscription, "unpaid", at),
        }
    }

    /// One try with a card. Why it was declined; none when it is paid, or its bank asks.
    pub fn collect(&mut self, id: &str, card: Option<&str>, way: &Way) -> Option<Decline> {
        let at = way.now();
        let intent = self.invoice_intent(id, at)?;
        if let Some(invoice) = self.billing.invoices.get_mut(id) {
            invoice.attempts += 1;
        }
        let Some(card) = card else {
            self.bill_declined(&intent, Decline::NO_CARD, at);
            return Some(Decline::NO_CARD);
        };
        let declined = try_card(self, &intent, card, way);
        if self
            .intents
            .get(&intent)
            .is_some_and(|intent| intent.asked.is_some())
        {
            self.tell_of_invoice(id, "invoice.payment_action_required", at);
        }
        declined
    }

    /// The payment of an invoice: one for all tries.
    fn invoice_intent(&mut self, id: &str, at: Instant) -> Option<String> {
        let invoice = self.billing.invoices.get(id).filter(|one| one.is_open())?;
        if let Some(known) = &invoice.intent {
            return Some(known.clone());
        }
        let due = (invoice.due(), invoice.currency.clone());
        let (whose, customer) = (invoice.whose.clone(), invoice.customer.clone());
        let intent = self.bill(&whose, &customer, due, id, at);
        if let Some(invoice) = self.billing.invoices.get_mut(id) {
            invoice.intent = Some(intent.clone());
        }
        Some(intent)
    }

    /// A payment for an invoice, or for a visit to Checkout; its name.
    pub fn bill(
        &mut self,
        whose: &str,
        customer: &str,
        (amount, currency): (i64, String),
        bill: &str,
        at: Instant,
    ) -> String {
        let id = self.name("pi");
        let intent = Intent {
            secret: format!("{id}_secret_{}", self.proof(&id)),
            id: id.clone(),
            whose: whose.to_owned(),
            amount,
            currency,
            description: Some("Subscription".to_owned()),
            metadata: [].into(),
            customer: Some(customer.to_owned()),
            keeps: true,
            card: None,
            status: "requires_payment_method",
            asked: None,
            decline: None,
            charge: None,
            bill: Some(bill.to_owned()),
            created: at,
            canceled: None,
        };
        self.intents.insert(id.clone(), intent);
        self.tell_of_intent(&id, "payment_intent.created", at);
        id
    }

    /// A payment came: what it was for goes on.
    pub fn bill_paid(&mut self, intent: &str, at: Instant) {
        let bill = self.intents.get(intent).and_then(|intent| intent.bill.clone());
        match bill {
            Some(bill) if bill.starts_with("in_") => self.settle(&bill, at),
            Some(bill) => self.complete(&bill, at),
            None => {}
        }
    }

    /// A payment did not come: it is told, and a subscription that was well is past due.
    pub fn bill_declined(&mut self, intent: &str, decline: Decline, at: Instant) {
        let bill = self.intents.get(intent).and_then(|intent| intent.bill.clone());
        let Some(invoice) = bill.and_then(|bill| self.billing.invoices.get(&bill)).cloned() else {
            return;
        };
        self.tell_of_invoice(&invoice.id, "invoice.payment_failed", at);
        if decline == Decline::ALONE {
            self.tell_of_invoice(&invoice.id, "invoice.payment_action_required", at);
        }
        let one = self.billing.subscriptions.get(&invoice.subscription);
        let waits = one.and_then(|one| one.pending.as_ref());
        let is_change = waits.is_some_and(|pending| pending.invoice == invoice.id);
        if !is_change && one.is_some_and(|one| matches!(one.status, "active" | "trialing")) {
            self.stand(&invoice.subscription, "past_due", at);
        }
    }

    /// An invoice is paid: what waited for it happens.
    pub fn settle(&mut self, id: &str, at: Instant) {
        let Some(invoice) = self.billing.invoices.get_mut(id).filter(|one| one.is_open()) else {
            return;
        };
        invoice.status = "paid";
        invoice.paid = Some(at);
        invoice.retries = None;
        let subscription = invoice.subscription.clone();
        self.tell_of_invoice(id, "invoice.paid", at);
        self.tell_of_invoice(id, "invoice.payment_succeeded", at);
        let Some(one) = self.billing.subscriptions.get_mut(&subscription) else {
            return;
        };
        one.waiting.retain(|waiting| waiting != id);
        let (status, pending) = (one.status, one.pending.clone());
        if pending.is_some_and(|pending| pending.invoice == id) {
            self.apply_pending(&subscription, at);
        } else if matches!(status, "past_due" | "unpaid") && self.is_newest(id, &subscription) {
            self.stand(&subscription, "active", at);
        }
    }

    /// Of those of its subscription that are final and count.
    fn is_newest(&self, id: &str, subscription: &str) -> bool {
        let counts =
            |one: &&Invoice| one.subscription == subscription && !matches!(one.status, "draft" | "void");
        let newest = self.billing.invoices.values().rev().find(counts);
        newest.is_some_and(|newest| newest.id == id)
    }

    /// How a subscription stands from now on.
    pub fn stand(&mut self, subscription: &str, status: &'static str, at: Instant) {
        let before = self.before(subscription);
        if let Some(one) = self.billing.subscriptions.get_mut(subscription) {
            one.status = status;
        }
        self.tell_of_subscription(subscription, "customer.subscription.updated", Some(&before), at);
    }

    /// Nothing is collected any more by itself.
    pub fn rest(&mut self, id: &str) {
        if let Some(invoice) = self.billing.invoices.get_mut(id) {
            invoice.finalizes = None;
            invoice.retries = None;
        }
    }

    /// It counts no more, and the customer has again what it had used up.
    pub fn void(&mut self, id: &str, at: Instant) {
        let Some(invoice) = self.billing.invoices.get_mut(id).filter(|one| one.is_open()) else {
            return;
        };
        invoice.status = "void";
        invoice.retries = None;
        let (back, intent) = (
            invoice.before - invoice.after.unwrap_or(0),
            invoice.intent.clone(),
        );
        let (customer, subscription) = (invoice.customer.clone(), invoice.subscription.clone());
        if let Some(customer) = self.customers.get_mut(&customer) {
            customer.balance += back;
        }
        if let Some(intent) = intent {
            self.give_up_payment(&intent, at);
        }
        if let Some(one) = self.billing.subscriptions.get_mut(&subscription) {
            one.waiting.retain(|waiting| waiting != id);
        }
        self.tell_of_invoice(id, "invoice.voided", at);
    }

    /// Nobody can pay it any more.
    pub fn give_up_payment(&mut self, intent: &str, at: Instant) {
        if let Some(intent) = self.intents.get_mut(intent).filter(|intent| intent.is_open()) {
            intent.status = "canceled";
            intent.asked = None;
            intent.canceled = Some(at);
        }
    }
}
