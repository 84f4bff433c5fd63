//! Payments that begin.

use std::collections::BTreeMap;

use super::answer::Answer;
use super::call::Call;
use super::confirm::{Way, answered, try_card};
use super::intent::Intent;
use super::world::World;

/// What an order may say.
const FIELDS: [&str; 14] = [
    "allowed_payment_method_types",
    "amount",
    "automatic_payment_methods",
    "confirm",
    "currency",
    "customer",
    "description",
    "metadata",
    "off_session",
    "payment_method",
    "receipt_email",
    "return_url",
    "setup_future_usage",
    "statement_descriptor_suffix",
];
/// Least of a payment, in minor units: fifty cents of a dollar, in pesos.
const LEAST: i64 = 200_000;
/// So many digits an amount has at most, where a currency has many.
const MOST: i64 = 999_999_999_999;
/// Most pairs of metadata, longest name and longest text.
const METADATA: (usize, usize, usize) = (50, 40, 500);

/// Begins one, and pays it when it names a card and says so.
pub fn make(world: &mut World, call: &Call) -> Result<Answer, Answer> {
    call.form.only(&FIELDS)?;
    let intent = intent(world, call)?;
    let card = call.form.text("payment_method").map(str::to_owned);
    let confirm = call.form.is_true("confirm");
    let way = Way::of(call)?;
    if let Some(card) = &card {
        usable(world, &intent, card)?;
    }
    if !confirm && (call.form.text("return_url").is_some() || call.form.text("off_session").is_some()) {
        return Err(Answer::refused(
            "parameter_invalid",
            "You may only pass this parameter with confirm=true",
        ));
    }
    let id = intent.id.clone();
    world.intents.insert(id.clone(), intent);
    world.tell_of_intent(&id, "payment_intent.created", call.now);
    match card {
        Some(card) if confirm => {
            let outcome = try_card(world, &id, &card, &way);
            answered(world, call, &id, outcome)
        }
        _ => answered(world, call, &id, None),
    }
}

fn intent(world: &mut World, call: &Call) -> Result<Intent, Answer> {
    let form = &call.form;
    let currency = form.needed("currency")?.to_owned();
    let customer = form.text("customer").map(str::to_owned);
    if let Some(customer) = &customer {
        let known = world
            .customers
            .get(customer)
            .is_some_and(|one| one.whose == call.whose);
        let missing = || Answer::wrong("resource_missing", "customer", "No such customer");
        known.then_some(()).ok_or_else(missing)?;
    }
    let card = form.text("payment_method").map(str::to_owned);
    let id = world.name("pi");
    Ok(Intent {
        secret: format!("{id}_secret_{}", world.proof(&id)),
        id,
        whose: call.whose.clone(),
        amount: amount(call, &currency)?,
        currency,
        description: form.text("description").map(str::to_owned),
        metadata: metadata(call)?,
        customer,
        keeps: form.text("setup_future_usage").is_some(),
        status: if card.is_some() {
            "requires_confirmation"
        } else {
            "requires_payment_method"
        },
        card,
        asked: None,
        decline: None,
        charge: None,
        bill: None,
        created: call.now,
        canceled: None,
    })
}

fn amount(call: &Call, currency: &str) -> Result<i64, Answer> {
    let wrong = |code: &str, message: &str| Answer::wrong(code, "amount", message);
    let known = currency.len() == 3 && currency.bytes().all(|b| b.is_ascii_lowercase());
    if !known {
        return Err(Answer::wrong("parameter_invalid", "currency", "Invalid currency"));
    }
    call.form.needed("amount")?;
    let amount = call.form.number("amount")?.unwrap_or(0);
    let least = least(currency);
    match amount {
        ..=0 => Err(wrong("parameter_invalid_integer", "Invalid positive integer")),
        amount if amount < least => Err(wrong(
            "amount_too_small",
            "Amount must convert to at least 50 cents.",
        )),
        amount if amount > MOST => Err(wrong("amount_too_large", "Amount must be no more than allowed.")),
        amount => Ok(amount),
    }
}

/// What a card can be charged at least.
pub fn least(currency: &str) -> i64 {
    if currency == "cop" { LEAST } else { 50 }
}

/// Pairs for whoever asks, within Stripe's bounds.
pub fn metadata(call: &Call) -> Result<BTreeMap<String, String>, Answer> {
    let all = call.form.below("metadata");
    let (pairs, name, text) = METADATA;
    let long = |(key, value): (&String, &String)| key.chars().count() > name || value.chars().count() > text;
    if all.len() > pairs || all.iter().any(long) {
        return Err(Answer::wrong(
            "metadata_invalid",
            "metadata",
            "Metadata is too long",
        ));
    }
    Ok(all)
}

/// A card that belongs to somebody pays only for that one, and one that was used for nobody again.
pub fn usable(world: &World, intent: &Intent, card: &str) -> Result<(), Answer> {
    let found = world.cards.get(card).filter(|found| found.whose == intent.whose);
    let missing = || Answer::wrong("resource_missing", "payment_method", "No such PaymentMethod");
    let found = found.ok_or_else(missing)?;
    if found.is_spent() || (found.customer.is_some() && found.customer != intent.customer) {
        let message = "This PaymentMethod was previously used or belongs to another customer";
        return Err(Answer::wrong(
            "payment_method_unexpected_state",
            "payment_method",
            message,
        ));
    }
    Ok(())
}
