//! A try of a payment with a card.

use kernel::Instant;
use serde_json::{Value, json};

use super::account::is_live;
use super::balance::Movement;
use super::cards::{Card, Decline};
use super::world::World;

/// A try, whether it came to something or not.
#[derive(Debug, Clone)]
pub struct Charge {
    pub id: String,
    pub whose: String,
    pub intent: String,
    pub amount: i64,
    pub currency: String,
    pub brand: &'static str,
    pub last_four: String,
    pub card: String,
    pub created: Instant,
    /// Why it came to nothing.
    pub decline: Option<Decline>,
    /// What it did to the balance.
    pub movement: Option<String>,
}

impl World {
    /// The card pays: a charge, money in the balance, and the card is kept if that was wished.
    pub fn pay(&mut self, id: &str, now: Instant) {
        let Some(mut charge) = self.charge(id, None, now) else {
            return;
        };
        let movement = self.move_money(
            "charge",
            &charge.id,
            &charge.whose,
            (charge.amount, &charge.currency),
            now,
        );
        charge.movement = Some(movement);
        let (whose, card) = (charge.whose.clone(), charge.card.clone());
        let view = self.keep_charge(charge, "succeeded");
        self.keep_card(id, &card);
        self.tell(&whose, "charge.succeeded", view, now);
        self.tell_of_intent(id, "payment_intent.succeeded", now);
        self.bill_paid(id, now);
        if self.cards.get(&card).is_some_and(Card::is_disputed) {
            self.dispute(id, now);
        }
    }

    /// The card's bank says no: another card may be tried.
    pub fn decline(&mut self, id: &str, decline: Decline, now: Instant) {
        if let Some(charge) = self.charge(id, Some(decline), now) {
            let whose = charge.whose.clone();
            let view = self.keep_charge(charge, "requires_payment_method");
            self.tell(&whose, "charge.failed", view, now);
        }
        self.refuse(id, decline, now);
    }

    /// The same without a try: its owner did not say that it was them.
    pub fn refuse(&mut self, id: &str, decline: Decline, now: Instant) {
        if let Some(intent) = self.intents.get_mut(id) {
            intent.status = "requires_payment_method";
            intent.asked = None;
            intent.card = None;
            intent.decline = Some(decline);
        }
        self.tell_of_intent(id, "payment_intent.payment_failed", now);
        self.bill_declined(id, decline, now);
    }

    fn charge(&mut self, id: &str, decline: Option<Decline>, now: Instant) -> Option<Charge> {
        let name = self.name("ch");
        let intent = self.intents.get(id)?;
        let card = self.cards.get(intent.card.as_ref()?)?;
        Some(Charge {
            id: name,
            whose: intent.whose.clone(),
            intent: id.to_owned(),
            amount: intent.amount,
            currency: intent.currency.clone(),
            brand: card.brand,
            last_four: card.last_four.clone(),
            card: card.id.clone(),
            created: now,
            decline,
            movement: None,
        })
    }

    /// As its payment's last one; how it looks.
    fn keep_charge(&mut self, charge: Charge, status: &'static str) -> Value {
        if let Some(intent) = self.intents.get_mut(&charge.intent) {
            intent.charge = Some(charge.id.clone());
            intent.status = status;
            intent.asked = None;
        }
        let view = self.charge_view(&charge, false);
        self.charges.insert(charge.id.clone(), charge);
        view
    }

    /// How much of a charge went back, or is on its way.
    pub fn refunded(&self, charge: &str) -> i64 {
        let own = self.refunds.values().filter(|refund| refund.charge == charge);
        own.filter(|refund| refund.status != "failed")
            .map(|refund| refund.amount)
            .sum()
    }

    /// As the API shows it, with its movement whole or by its name.
    pub fn charge_view(&self, charge: &Charge, whole: bool) -> Value {
        let refunded = self.refunded(&charge.id);
        let movement = charge.movement.as_ref().and_then(|id| self.movements.get(id));
        let movement = if whole {
            json!(movement.map(Movement::view))
        } else {
            json!(charge.movement)
        };
        let paid = charge.decline.is_none();
        let disputed = self.disputes.values().any(|dispute| dispute.charge == charge.id);
        json!({
            "id": charge.id, "object": "charge", "amount": charge.amount, "amount_captured": if paid { charge.amount } else { 0 },
            "amount_refunded": refunded, "balance_transaction": movement, "captured": paid,
            "created": charge.created.unix_seconds(), "currency": charge.currency, "disputed": disputed,
            "failure_code": charge.decline.map(|decline| decline.code), "livemode": is_live(&charge.whose), "paid": paid,
            "payment_intent": charge.intent, "payment_method": charge.card,
            "payment_method_details": { "type": "card", "card": { "brand": charge.brand, "last4": charge.last_four } },
            "refunded": refunded == charge.amount, "status": if paid { "succeeded" } else { "failed" },
        })
    }
}
