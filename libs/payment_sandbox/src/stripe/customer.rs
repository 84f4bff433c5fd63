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
use super::search::pair;
use super::world::World;

/// Somebody who pays.
#[derive(Debug, Clone)]
pub struct Customer {
    pub id: String,
    pub whose: String,
    pub email: Option<String>,
    pub name: Option<String>,
    /// The card that pays their invoices.
    pub card: Option<String>,
    /// What they owe; less than nothing for what they have left.
    pub balance: i64,
    /// So many numbers their invoices have had.
    pub numbers: u32,
    /// So many seconds their own clock is ahead.
    pub ahead: i64,
    pub metadata: BTreeMap<String, String>,
    pub created: Instant,
}

impl Listed for Customer {
    fn id(&self) -> &str {
        &self.id
    }

    fn created(&self) -> Instant {
        self.created
    }
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
            "id": self.id, "object": "customer", "email": self.email, "name": self.name, "phone": null, "description": null,
            "balance": self.balance, "invoice_settings": { "default_payment_method": self.card }, "created": self.created.unix_seconds(), "livemode": is_live(&self.whose), "metadata": self.metadata,
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
        name: call.form.text("name").map(str::to_owned),
        card: None,
        balance: 0,
        numbers: 0,
        ahead: 0,
        metadata: metadata(call)?,
        created: call.now,
    };
    let view = customer.view();
    world.customers.insert(customer.id.clone(), customer);
    world.tell(&call.whose, "customer.created", view.clone(), call.now);
    Ok(Answer::ok(view))
}

pub fn show(world: &World, call: &Call, id: &str) -> Result<Answer, Answer> {
    let found = world.customers.get(id).filter(|one| one.whose == call.whose);
    let found = found.ok_or_else(|| Answer::missing("customer", id))?;
    Ok(Answer::ok(found.view()))
}

/// What is said of somebody from now on.
pub fn update(world: &mut World, call: &Call, id: &str) -> Result<Answer, Answer> {
    call.form
        .only(&["description", "email", "metadata", "name", "phone"])?;
    let changes = metadata(call)?;
    let found = world.customers.get_mut(id).filter(|one| one.whose == call.whose);
    let customer = found.ok_or_else(|| Answer::missing("customer", id))?;
    let said = |name: &str, was: &Option<String>| call.form.text(name).map(str::to_owned).or(was.clone());
    customer.email = said("email", &customer.email);
    customer.name = said("name", &customer.name);
    customer.metadata.extend(changes);
    let view = customer.view();
    world.tell(&call.whose, "customer.updated", view.clone(), call.now);
    Ok(Answer::ok(view))
}

/// Those of the account whose metadata say so. The index follows by [`World::lag`].
pub fn search(world: &World, call: &Call) -> Result<Answer, Answer> {
    call.form.only(&["limit", "page", "query"])?;
    let (name, text) = pair(call.form.needed("query")?)
        .ok_or_else(|| Answer::refused("search_query_invalid", "Unsupported search query clause"))?;
    let own = world.customers.values().filter(|one| one.whose == call.whose);
    let known = own.filter(|one| call.now.seconds_since(one.created) >= world.lag);
    let fits = known.filter(|one| one.metadata.get(&name) == Some(&text));
    page(call, "/v1/customers/search", fits, Customer::view)
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
