//! What people do with their subscriptions, and what a test wants to know or to go wrong.

use super::books::{BookedInvoice, BookedSubscription, Told};
use super::collect::{AfterLast, Dunning};
use super::person::CheckoutEnd;
use crate::stripe::account::owner;
use crate::stripe::cards::{Card, Decline, Nature, brand};
use crate::stripe::desk::{Desk, EXPIRES};
use crate::stripe::hooks::signature;
use crate::stripe::world::World;

impl Desk {
    /// Somebody types this card on the page of Checkout, and goes on.
    pub fn check_out(&self, session: &str, number: &str) -> CheckoutEnd {
        let mut world = self.world();
        let whose = world
            .billing
            .sessions
            .get(session)
            .map(|session| session.whose.clone());
        let Some(card) = whose.and_then(|whose| typed(&mut world, &whose, number)) else {
            return CheckoutEnd::Gone;
        };
        let base = world.base.clone().unwrap_or_default();
        world.check_out(session, Some(&card), &base)
    }

    /// The same without a card, where none is asked for.
    pub fn check_out_without_card(&self, session: &str) -> CheckoutEnd {
        self.world().check_out(session, None, "")
    }

    /// The card's bank asked on the way through Checkout, and its owner answers.
    pub fn answer_checkout(&self, session: &str, yes: bool) -> CheckoutEnd {
        self.world().answer_visit(session, yes)
    }

    /// A code is typed on the page of Checkout. False for one that does not work.
    pub fn type_code(&self, session: &str, code: &str) -> bool {
        self.world().type_code(session, code)
    }

    /// In the portal: from now on this card pays. False for one that its bank does not let be kept.
    pub fn change_card(&self, customer: &str, number: &str) -> bool {
        let mut world = self.world();
        let whose = world
            .customers
            .get(customer)
            .map(|customer| customer.whose.clone());
        let card = whose.and_then(|whose| typed(&mut world, &whose, number));
        card.is_some_and(|card| world.change_card(customer, &card))
    }

    /// From now on all cards of this customer have no money.
    pub fn empty_cards(&self, customer: &str) {
        let nature = Nature::Declines(Decline::card("insufficient_funds"));
        self.world().cards_become(customer, nature);
    }

    /// From now on all cards of this customer pay.
    pub fn fill_cards(&self, customer: &str) {
        self.world().cards_become(customer, Nature::Pays);
    }

    /// On the invoice's own page, by this card. True once it is paid.
    pub fn pay_invoice(&self, invoice: &str, number: &str) -> bool {
        let mut world = self.world();
        let whose = world.billing.invoices.get(invoice).map(|one| one.whose.clone());
        if let Some(card) = whose.and_then(|whose| typed(&mut world, &whose, number)) {
            let base = world.base.clone().unwrap_or_default();
            world.pay_by_hand(invoice, &card, &base);
        }
        world
            .billing
            .invoices
            .get(invoice)
            .is_some_and(|one| one.status == "paid")
    }

    /// The card's bank asked about an invoice, and its owner answers. False where nobody is asked.
    pub fn answer_invoice(&self, invoice: &str, yes: bool) -> bool {
        let mut world = self.world();
        let Some(one) = world.billing.invoices.get(invoice).cloned() else {
            return false;
        };
        let at = world.clock(&one.customer, world.now);
        one.intent.is_some_and(|intent| world.answer(&intent, yes, at))
    }

    /// In the portal: the subscription ends with what is paid already, or does not any more.
    pub fn cancel_in_portal(&self, subscription: &str, yes: bool) -> bool {
        let mut world = self.world();
        let customer = world
            .billing
            .subscriptions
            .get(subscription)
            .map(|one| one.customer.clone());
        customer.is_some_and(|customer| world.leave_later(subscription, &customer, yes).is_ok())
    }

    /// All that fell due by now happens.
    pub fn pass(&self) {
        drop(self.world());
    }

    /// One customer's own clock goes ahead by so many seconds, and all that falls due by it happens.
    pub fn advance(&self, customer: &str, seconds: i64) -> bool {
        let mut world = self.world();
        let known = world
            .customers
            .get_mut(customer)
            .map(|customer| customer.ahead += seconds);
        let now = world.now;
        world.pass_billing(now);
        known.is_some()
    }

    /// How the account of this secret key has missing payments tried again: days from one try to the next, and what then.
    pub fn dunning(&self, secret_key: &str, days: &[u32], last: AfterLast) {
        if let Some((whose, _)) = owner(secret_key) {
            let days = days.to_vec();
            self.world().account(whose).dunning = Dunning { days, last };
        }
    }

    /// Every subscription of the account of this secret key, oldest first.
    pub fn subscriptions(&self, secret_key: &str) -> Vec<BookedSubscription> {
        let (world, whose) = (self.world(), whose(secret_key));
        let own = world
            .billing
            .subscriptions
            .values()
            .filter(|one| one.whose == whose);
        own.map(|one| world.booked_subscription(one)).collect()
    }

    /// Every invoice of the account of this secret key, oldest first.
    pub fn invoices(&self, secret_key: &str) -> Vec<BookedInvoice> {
        let (world, whose) = (self.world(), whose(secret_key));
        let own = world.billing.invoices.values().filter(|one| one.whose == whose);
        own.map(|one| world.booked_invoice(one)).collect()
    }

    /// All that a customer's cards have paid, in minor units.
    pub fn charged(&self, secret_key: &str, customer: &str) -> i64 {
        self.world().charged(&whose(secret_key), customer)
    }

    /// Everything that happened in the account of this secret key, oldest first, whether somebody was told or not.
    pub fn events(&self, secret_key: &str) -> Vec<Told> {
        let (world, whose) = (self.world(), whose(secret_key));
        let own = world.events.values().filter(|event| event.whose == whose);
        let told = own.map(|event| Told {
            id: event.id.clone(),
            kind: event.kind.to_owned(),
            object: event.object["id"].as_str().unwrap_or_default().to_owned(),
            body: event.view().to_string(),
        });
        told.collect()
    }

    /// The header `Stripe-Signature` of a body, made now: for a test that tells in an order of its own.
    pub fn signature(&self, body: &str, secret: &str) -> String {
        let t = self.world().now.unix_seconds();
        signature(t, body, &[secret.to_owned()])
    }
}

fn whose(secret_key: &str) -> String {
    owner(secret_key).map_or_else(String::new, |(whose, _)| whose.to_owned())
}

fn typed(world: &mut World, whose: &str, number: &str) -> Option<String> {
    let (brand, now) = (brand(number)?, world.now);
    let card = Card::new(world, whose, (number, brand), EXPIRES, now);
    let id = card.id.clone();
    world.cards.insert(id.clone(), card);
    Some(id)
}
