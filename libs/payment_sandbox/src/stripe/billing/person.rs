//! What people do on the pages: they type a card, a code, or say whether it was them.

use kernel::Instant;

use crate::numbers::is_number;
use crate::stripe::cards::{Card, Decline, Nature, Outcome, brand, today};
use crate::stripe::confirm::{Way, try_card};
use crate::stripe::world::World;

/// What came of a visit to Checkout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CheckoutEnd {
    /// The subscription has begun.
    Done,
    /// The card's bank asks its owner.
    Asked,
    /// The card's bank says no: its code. Another card may be tried.
    Declined(String),
    /// The page is closed, or there is none.
    Gone,
}

impl World {
    /// A card, as it is typed: number, month and year, code. Why it is none, in Spanish.
    pub fn type_card(
        &mut self,
        whose: &str,
        (number, expiry, code): (&str, &str, &str),
        now: Instant,
    ) -> Result<String, &'static str> {
        let number: String = number.split_whitespace().collect();
        let brand = brand(&number).filter(|_| is_number(&number));
        let brand = brand.ok_or("El número de la tarjeta no es válido.")?;
        let parts = expiry
            .split_once('/')
            .map(|(month, year)| (month.trim(), year.trim()));
        let read = |text: &str| text.parse::<i64>().ok();
        let expires = parts.and_then(|(month, year)| Some((read(year)? % 100 + 2_000, read(month)?)));
        let fine = |expires: &(i64, i64)| (1..=12).contains(&expires.1) && *expires >= today(now);
        let expires = expires
            .filter(fine)
            .ok_or("La tarjeta está vencida, o la fecha no es válida.")?;
        if !(3..=4).contains(&code.len()) || !code.bytes().all(|b| b.is_ascii_digit()) {
            return Err("El código de seguridad no es válido.");
        }
        let card = Card::new(self, whose, (&number, brand), expires, now);
        let id = card.id.clone();
        self.cards.insert(id.clone(), card);
        Ok(id)
    }

    /// The button of Checkout, with a card or without one.
    pub fn check_out(&mut self, id: &str, card: Option<&str>, base: &str) -> CheckoutEnd {
        let Some(session) = self
            .billing
            .sessions
            .get(id)
            .filter(|session| session.is_open())
            .cloned()
        else {
            return CheckoutEnd::Gone;
        };
        let at = self.clock(&session.customer, self.now);
        let due = self.due(&session);
        let Some(card) = card else {
            if due > 0 || session.always_card {
                return CheckoutEnd::Declined(Decline::NO_CARD.code.to_owned());
            }
            self.complete(id, at);
            return CheckoutEnd::Done;
        };
        if due > 0 {
            let way = Way::page(base.to_owned(), format!("{base}/c/pay/{id}"), at);
            return self.pay_visit(id, card, due, &way);
        }
        match self.cards.get(card).map(Card::kept) {
            Some(Outcome::Pays) => {
                self.keep_for(&session.customer, card);
                self.note_asked(id, card);
                self.complete(id, at);
                CheckoutEnd::Done
            }
            Some(Outcome::Asks) => {
                self.note_asked(id, card);
                CheckoutEnd::Asked
            }
            Some(Outcome::Declines(decline)) => CheckoutEnd::Declined(decline.code.to_owned()),
            None => CheckoutEnd::Gone,
        }
    }

    /// What is due is paid first; the subscription begins with it.
    fn pay_visit(&mut self, id: &str, card: &str, due: i64, way: &Way) -> CheckoutEnd {
        let Some(session) = self.billing.sessions.get(id).cloned() else {
            return CheckoutEnd::Gone;
        };
        let known = session.intent.and_then(|intent| self.intents.get(&intent));
        let known = known.filter(|intent| intent.is_open() && intent.amount == due);
        let currency = self
            .billing
            .prices
            .get(&session.price)
            .map(|price| price.currency.clone());
        let intent = if let Some(intent) = known {
            intent.id.clone()
        } else {
            let due = (due, currency.unwrap_or_default());
            self.bill(&session.whose, &session.customer, due, id, way.now())
        };
        if let Some(session) = self.billing.sessions.get_mut(id) {
            session.intent = Some(intent.clone());
        }
        match try_card(self, &intent, card, way) {
            Some(decline) => CheckoutEnd::Declined(decline.code.to_owned()),
            None => self.visit_end(id),
        }
    }

    /// How a visit stands whose card was neither declined nor refused.
    pub fn visit_end(&self, id: &str) -> CheckoutEnd {
        match self.billing.sessions.get(id).map(|session| session.status) {
            Some("open") => CheckoutEnd::Asked,
            Some("complete") => CheckoutEnd::Done,
            _ => CheckoutEnd::Gone,
        }
    }

    fn note_asked(&mut self, id: &str, card: &str) {
        if let Some(session) = self.billing.sessions.get_mut(id) {
            session.asked = Some(card.to_owned());
        }
    }

    /// The card's bank asked on the way through Checkout, and its owner answers.
    pub fn answer_visit(&mut self, id: &str, yes: bool) -> CheckoutEnd {
        let Some(session) = self
            .billing
            .sessions
            .get(id)
            .filter(|session| session.is_open())
            .cloned()
        else {
            return CheckoutEnd::Gone;
        };
        let at = self.clock(&session.customer, self.now);
        let refused = || CheckoutEnd::Declined(Decline::NOT_PROVED.code.to_owned());
        let intent = session.intent.filter(|_| session.asked.is_none());
        if let Some(intent) = intent {
            let asked = self.answer(&intent, yes, at);
            return if asked && yes {
                self.visit_end(id)
            } else {
                refused()
            };
        }
        let Some(card) = session.asked else {
            return CheckoutEnd::Gone;
        };
        if !yes {
            if let Some(session) = self.billing.sessions.get_mut(id) {
                session.asked = None;
            }
            return refused();
        }
        self.keep_for(&session.customer, &card);
        self.complete(id, at);
        CheckoutEnd::Done
    }

    /// A card is kept for somebody, who has agreed that it pays without them. It is the one that pays, unless there is one.
    pub fn keep_for(&mut self, customer: &str, card: &str) {
        if let Some(card) = self.cards.get_mut(card) {
            card.customer = Some(customer.to_owned());
            card.agreed = true;
        }
        if let Some(customer) = self.customers.get_mut(customer) {
            customer.card.get_or_insert_with(|| card.to_owned());
        }
    }

    /// In the portal: from now on this card pays everything. False for one that its bank does not let be kept.
    pub fn change_card(&mut self, customer: &str, card: &str) -> bool {
        let kept = self.cards.get(card).map(Card::kept);
        if !matches!(kept, Some(Outcome::Pays | Outcome::Asks)) {
            return false;
        }
        self.keep_for(customer, card);
        let at = self.clock(customer, self.now);
        if let Some(customer) = self.customers.get_mut(customer) {
            customer.card = Some(card.to_owned());
        }
        let own = self
            .billing
            .subscriptions
            .values()
            .filter(|one| one.customer == customer && !one.is_over());
        let own: Vec<String> = own.map(|one| one.id.clone()).collect();
        for id in own {
            let before = self.before(&id);
            if let Some(one) = self.billing.subscriptions.get_mut(&id) {
                one.card = Some(card.to_owned());
            }
            self.tell_of_subscription(&id, "customer.subscription.updated", Some(&before), at);
        }
        true
    }

    /// On an invoice's own page: by this card. The card stays the customer's when it pays.
    pub fn pay_by_hand(&mut self, invoice: &str, card: &str, base: &str) -> Option<Decline> {
        let customer = self.billing.invoices.get(invoice)?.customer.clone();
        let at = self.clock(&customer, self.now);
        let back = format!("{base}/i/{invoice}/{}", self.proof(invoice));
        let declined = self.collect(invoice, Some(card), &Way::page(base.to_owned(), back, at));
        let paid = self
            .billing
            .invoices
            .get(invoice)
            .is_some_and(|one| one.status == "paid");
        if paid {
            self.change_card(&customer, card);
        }
        declined
    }

    /// All cards of somebody do this from now on.
    pub fn cards_become(&mut self, customer: &str, nature: Nature) {
        let own = self
            .cards
            .values_mut()
            .filter(|card| card.customer.as_deref() == Some(customer));
        own.for_each(|card| card.nature = nature);
    }

    /// A code on the page of Checkout. False for one that does not work.
    pub fn type_code(&mut self, id: &str, typed: &str) -> bool {
        let open = self
            .billing
            .sessions
            .get(id)
            .filter(|session| session.is_open() && session.typed);
        let Some(whose) = open.map(|session| session.whose.clone()) else {
            return false;
        };
        let now = self.now;
        let Some((code, coupon)) = self
            .code_typed(&whose, typed, now)
            .map(|code| (code.id.clone(), code.coupon.clone()))
        else {
            return false;
        };
        let given = self.give(&whose, (&coupon, Some(&code)), now);
        let works = given.is_some();
        if let (Some(given), Some(session)) = (given, self.billing.sessions.get_mut(id)) {
            session.given = Some(given);
        }
        works
    }
}
