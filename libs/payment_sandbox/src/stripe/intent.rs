//! A payment, and how the API shows it.

use std::collections::BTreeMap;

use kernel::Instant;
use serde_json::{Value, json};

use super::account::is_live;
use super::answer::Answer;
use super::call::Call;
use super::cards::Decline;
use super::listing::{Listed, page};
use super::world::World;

/// A payment.
#[derive(Debug, Clone)]
pub struct Intent {
    pub id: String,
    pub whose: String,
    pub secret: String,
    pub amount: i64,
    pub currency: String,
    pub description: Option<String>,
    pub metadata: BTreeMap<String, String>,
    pub customer: Option<String>,
    /// Whether the card is kept once it has paid.
    pub keeps: bool,
    pub card: Option<String>,
    pub status: &'static str,
    /// What the card's bank asks, while it does.
    pub asked: Option<Asked>,
    pub decline: Option<Decline>,
    /// The last try.
    pub charge: Option<String>,
    /// What it is for: an invoice, or a visit to Checkout.
    pub bill: Option<String>,
    pub created: Instant,
    pub canceled: Option<Instant>,
}

/// A question of the card's bank.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Where it is asked.
    pub door: String,
    /// Where the browser goes then; none when the script asks within its own page.
    pub back: Option<String>,
}

impl Listed for Intent {
    fn id(&self) -> &str {
        &self.id
    }

    fn created(&self) -> Instant {
        self.created
    }
}

impl Intent {
    /// Whether it can still be paid, or taken back.
    pub fn is_open(&self) -> bool {
        !matches!(self.status, "succeeded" | "canceled")
    }

    fn next_action(&self) -> Value {
        match &self.asked {
            None => Value::Null,
            Some(Asked {
                door,
                back: Some(back),
            }) => json!({
                "type": "redirect_to_url", "redirect_to_url": { "url": door, "return_url": back },
            }),
            Some(Asked { door, back: None }) => json!({
                "type": "use_stripe_sdk",
                "use_stripe_sdk": { "type": "three_d_secure_redirect", "stripe_js": door, "source": self.id },
            }),
        }
    }
}

impl World {
    /// As the API shows it, with the last charge whole or by its name.
    pub fn intent_view(&self, intent: &Intent, whole: bool) -> Value {
        let charge = intent.charge.as_ref().and_then(|id| self.charges.get(id));
        let received = if intent.status == "succeeded" {
            intent.amount
        } else {
            0
        };
        let charge = if whole {
            json!(charge.map(|charge| self.charge_view(charge, true)))
        } else {
            json!(intent.charge)
        };
        json!({
            "id": intent.id, "object": "payment_intent", "amount": intent.amount, "amount_capturable": 0,
            "amount_received": received, "allowed_payment_method_types": ["card"], "automatic_payment_methods": null,
            "canceled_at": intent.canceled.map(Instant::unix_seconds), "capture_method": "automatic",
            "client_secret": intent.secret, "confirmation_method": "automatic", "created": intent.created.unix_seconds(),
            "currency": intent.currency, "customer": intent.customer, "description": intent.description,
            "last_payment_error": intent.decline.map(Decline::view), "latest_charge": charge,
            "livemode": is_live(&intent.whose), "metadata": intent.metadata, "next_action": intent.next_action(),
            "payment_method": intent.card, "payment_method_types": ["card"],
            "setup_future_usage": intent.keeps.then_some("off_session"), "status": intent.status,
        })
    }

    /// It is told what became of it.
    pub fn tell_of_intent(&mut self, id: &str, kind: &'static str, now: Instant) {
        let told = self
            .intents
            .get(id)
            .map(|intent| (intent.whose.clone(), self.intent_view(intent, false)));
        if let Some((whose, object)) = told {
            self.tell(&whose, kind, object, now);
        }
    }
}

/// One, to its account, or to a browser that has its secret.
pub fn show(world: &World, call: &Call, id: &str) -> Result<Answer, Answer> {
    let intent = world.intent_of(&call.whose, id)?;
    proved(call, intent)?;
    let whole = call.form.wants_charges() && !call.public;
    Ok(Answer::ok(world.intent_view(intent, whole)))
}

/// A browser proves by the secret that it may.
pub fn proved(call: &Call, intent: &Intent) -> Result<(), Answer> {
    if call.public && call.form.text("client_secret") != Some(intent.secret.as_str()) {
        return Err(Answer::missing("payment_intent", &intent.id));
    }
    Ok(())
}

/// Those of the account, newest first.
pub fn list(world: &World, call: &Call) -> Result<Answer, Answer> {
    call.form
        .only(&["created", "limit", "starting_after", "customer"])?;
    let own = world.intents.values().filter(|intent| intent.whose == call.whose);
    let customer = call.form.text("customer");
    let fits = own.filter(|intent| customer.is_none() || intent.customer.as_deref() == customer);
    let whole = call.form.wants_charges();
    page(call, "/v1/payment_intents", fits, |intent| {
        world.intent_view(intent, whole)
    })
}

/// Nobody shall pay it any more.
pub fn cancel(world: &mut World, call: &Call, id: &str) -> Result<Answer, Answer> {
    call.form.only(&["cancellation_reason"])?;
    let intent = world.intent_of(&call.whose, id)?;
    if !intent.is_open() {
        let message = format!(
            "You cannot cancel this PaymentIntent because it has a status of {}.",
            intent.status
        );
        return Err(Answer::refused("payment_intent_unexpected_state", &message));
    }
    if let Some(intent) = world.intents.get_mut(id) {
        intent.status = "canceled";
        intent.asked = None;
        intent.canceled = Some(call.now);
    }
    world.tell_of_intent(id, "payment_intent.canceled", call.now);
    let intent = world.intent_of(&call.whose, id)?;
    Ok(Answer::ok(world.intent_view(intent, call.form.wants_charges())))
}
