//! People who pay, and the cards that are kept for them.

use std::collections::BTreeMap;

use kernel::Instant;
use serde_json::{Value, json};

use super::account::is_live;
use super::answer::Answer;
use super::call::Call;
use super::cards::Card;
use super::create::metadata;
use super::listing::{Listed, page};
use super::world::World;

/// Somebody who pays.
#[derive(Debug, Clone)]
pub struct Customer {
    pub id: String,
    pub whose: String,
    pub email: Option<String>,
    pub metadata: BTreeMap<String, String>,
    pub created: Instant,
}

impl Listed for Card {
    fn id(&self) -> &str {
        &self.id
    }

    fn created(&self) -> Instant {
        self.created
    }
}

impl Customer {
    fn view(&self) -> Value {
        json!({
            "id": self.id, "object": "customer", "email": self.email, "name": null, "phone": null, "description": null,
            "created": self.created.unix_seconds(), "livemode": is_live(&self.whose), "metadata": self.metadata,
        })
    }
}

/// Somebody becomes known.
pub fn make(world: &mut World, call: &Call) -> Result<Answer, Answer> {
    call.form
        .only(&["description", "email", "metadata", "name", "phone"])?;
    let email = call.form.text("email").map(str::to_owned);
    if email.as_ref().is_some_and(|email| !email.contains('@')) {
        return Err(Answer::wrong("email_invalid", "email", "Invalid email address"));
    }
    let customer = Customer {
        id: world.name("cus"),
        whose: call.whose.clone(),
        email,
        metadata: metadata(call)?,
        created: call.now,
    };
    let view = customer.view();
    world.customers.insert(customer.id.clone(), customer);
    world.tell(&call.whose, "customer.created", view.clone(), call.now);
    Ok(Answer::ok(view))
}

/// The cards that are kept, newest first.
pub fn cards(world: &World, call: &Call, id: &str) -> Result<Answer, Answer> {
    call.form
        .only(&["allow_redisplay", "limit", "starting_after", "type"])?;
    let known = world
        .customers
        .get(id)
        .filter(|customer| customer.whose == call.whose);
    known.ok_or_else(|| Answer::missing("customer", id))?;
    let kept = world
        .cards
        .values()
        .filter(|card| card.customer.as_deref() == Some(id));
    page(
        call,
        &format!("/v1/customers/{id}/payment_methods"),
        kept,
        Card::view,
    )
}

/// A card is kept no longer, and never pays again.
pub fn detach(world: &mut World, call: &Call, id: &str) -> Result<Answer, Answer> {
    call.form.only(&[])?;
    let card = world.cards.get_mut(id).filter(|card| card.whose == call.whose);
    let card = card.ok_or_else(|| Answer::missing("payment_method", id))?;
    if card.customer.take().is_none() {
        let message =
            "The payment method you provided is not attached to a customer so detachment is impossible.";
        return Err(Answer::refused("payment_method_not_attached", message));
    }
    card.forgotten = true;
    let view = card.view();
    world.tell(&call.whose, "payment_method.detached", view.clone(), call.now);
    Ok(Answer::ok(view))
}
