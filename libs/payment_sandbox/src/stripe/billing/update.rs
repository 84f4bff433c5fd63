//! Changes of a subscription.

use kernel::Instant;

use super::months::moment;
use super::subscription::{Pending, Subscription};
use crate::stripe::answer::Answer;
use crate::stripe::call::Call;
use crate::stripe::confirm::Way;
use crate::stripe::create::metadata;
use crate::stripe::world::World;

/// A change that nobody pays is given up after so many seconds.
const PATIENCE: i64 = 23 * 60 * 60;
/// What may be said of a change that waits for its money.
const CHANGE: [&str; 4] = [
    "items",
    "payment_behavior",
    "proration_behavior",
    "proration_date",
];

/// Another price, as a call says it: which, from when on, and whether what was paid goes back.
pub struct Wish {
    pub price: String,
    pub at: Instant,
    pub back: bool,
}

impl Wish {
    /// From `items[0][…]` and the two words about proration, or the same within `subscription_details`.
    pub fn of(world: &World, call: &Call, one: &Subscription, within: &str) -> Result<Self, Answer> {
        let name = |field: &str| match (within, field.split_once('[')) {
            ("", _) => field.to_owned(),
            (within, None) => format!("{within}[{field}]"),
            (within, Some((root, rest))) => format!("{within}[{root}][{rest}"),
        };
        let form = &call.form;
        if form.text(&name("items[0][id]")) != Some(one.item.as_str()) {
            let message = "Without the item's id this would be a second item, which is not known here";
            return Err(Answer::wrong("parameter_missing", &name("items[0][id]"), message));
        }
        let price = form.needed(&name("items[0][price]"))?;
        world.sellable(&call.whose, price, one)?;
        let back = match form.text(&name("proration_behavior")) {
            Some("always_invoice") => true,
            Some("none") => false,
            _ => {
                let message = "Only always_invoice and none are known here";
                return Err(Answer::wrong(
                    "parameter_invalid",
                    &name("proration_behavior"),
                    message,
                ));
            }
        };
        let now = world.clock(&one.customer, call.now);
        let at = form
            .number(&name("proration_date"))?
            .unwrap_or_else(|| now.unix_seconds());
        if !(one.start.unix_seconds()..=one.end.unix_seconds()).contains(&at) {
            let message = "The proration_date must be within the current period";
            return Err(Answer::wrong(
                "parameter_invalid_integer",
                &name("proration_date"),
                message,
            ));
        }
        Ok(Self {
            price: price.to_owned(),
            at: moment(at),
            back,
        })
    }
}

impl World {
    /// A price that a subscription can have: active, and of its currency.
    fn sellable(&self, whose: &str, price: &str, one: &Subscription) -> Result<(), Answer> {
        let wrong = |code, message| Answer::wrong(code, "items[0][price]", message);
        let new = self
            .price_of(whose, price)
            .ok_or_else(|| wrong("resource_missing", "No such price"))?;
        if !new.active {
            return Err(wrong("price_inactive", "The price specified is inactive."));
        }
        let old = self.billing.prices.get(&one.price);
        if old.is_some_and(|old| old.currency != new.currency) {
            return Err(wrong("currency_mismatch", "The price has another currency."));
        }
        Ok(())
    }

    /// The change is made: from now on it is this price.
    fn apply(&mut self, id: &str, price: &str, (anew, worth): (bool, i64), at: Instant) {
        let months = self.billing.prices.get(price).map_or(1, |price| price.months);
        if let Some(one) = self.billing.subscriptions.get_mut(id) {
            price.clone_into(&mut one.price);
            one.worth = worth;
            if anew {
                one.turn(at, months, true);
            }
        }
    }

    /// The change that waited is paid.
    pub fn apply_pending(&mut self, id: &str, at: Instant) {
        let before = self.before(id);
        let Some(one) = self.billing.subscriptions.get_mut(id) else {
            return;
        };
        let Some(pending) = one.pending.take() else {
            return;
        };
        let becomes = (pending.anew, pending.worth);
        self.apply(id, &pending.price, becomes, pending.at);
        self.tell_of_subscription(id, "customer.subscription.pending_update_applied", None, at);
        self.tell_of_subscription(id, "customer.subscription.updated", Some(&before), at);
    }

    /// The change that waited is given up, and its invoice counts no more.
    pub fn expire_pending(&mut self, id: &str, at: Instant) {
        let pending = self
            .billing
            .subscriptions
            .get_mut(id)
            .and_then(|one| one.pending.take());
        if let Some(pending) = pending {
            self.void(&pending.invoice, at);
            self.tell_of_subscription(id, "customer.subscription.pending_update_expired", None, at);
        }
    }

    /// Another price: at once where nothing is due, or once that is paid.
    fn wish(&mut self, one: &Subscription, wish: &Wish, call: &Call, now: Instant) {
        self.expire_pending(&one.id, now);
        let change = self.change_lines(one, &wish.price, wish.at, wish.back);
        if change.lines.is_empty() {
            let before = self.before(&one.id);
            self.apply(&one.id, &wish.price, (change.anew, change.worth), wish.at);
            self.tell_of_subscription(&one.id, "customer.subscription.updated", Some(&before), now);
            return;
        }
        let mut invoice = self.invoice_for(one, "subscription_update", change.lines, now);
        (invoice.start, invoice.end) = (now, now);
        let id = self.put_invoice(invoice, now);
        let pending = Pending {
            price: wish.price.clone(),
            at: wish.at,
            expires: now.plus_seconds(PATIENCE),
            invoice: id.clone(),
            anew: change.anew,
            worth: change.worth,
        };
        if let Some(kept) = self.billing.subscriptions.get_mut(&one.id) {
            kept.pending = Some(pending);
        }
        self.finalize(&id, now);
        let card = self.card_of(one);
        let back = format!("{}/i/{id}/{}", call.base, self.proof(&id));
        self.collect(&id, card.as_deref(), &Way::page(call.base.clone(), back, now));
        if self
            .billing
            .subscriptions
            .get(&one.id)
            .is_some_and(|one| one.pending.is_some())
        {
            self.tell_of_subscription(&one.id, "customer.subscription.updated", None, now);
        }
    }
}

/// One of the changes that are known: another price, the end, a trial's end, a discount.
pub fn update(world: &mut World, call: &Call, id: &str) -> Result<Answer, Answer> {
    let one = world.subscription_of(&call.whose, id)?.clone();
    if one.is_over() {
        let message = "A canceled subscription can only update its cancellation_details and metadata.";
        return Err(Answer::refused("parameter_invalid", message));
    }
    let now = world.clock(&one.customer, call.now);
    if call.form.text("payment_behavior") == Some("pending_if_incomplete") {
        call.form.only(&CHANGE)?;
        let wish = Wish::of(world, call, &one, "")?;
        world.wish(&one, &wish, call, now);
        return super::subscription::show(world, call, id);
    }
    call.form.only(&[
        "cancel_at_period_end",
        "discounts",
        "metadata",
        "proration_behavior",
        "trial_end",
    ])?;
    let before = world.before(id);
    let changes = metadata(call)?;
    if let Some(yes) = call.form.text("cancel_at_period_end") {
        unplanned(&one)?;
        world.cancel_later(id, yes == "true", now);
    }
    if let Some(until) = call.form.number("trial_end")? {
        world.move_trial(id, moment(until), now)?;
    }
    if let Some(coupon) = call.form.text("discounts[0][coupon]").map(str::to_owned) {
        let given = world.give(&call.whose, (&coupon, None), now);
        let missing = || Answer::wrong("resource_missing", "discounts[0][coupon]", "No such coupon");
        let given = given.ok_or_else(missing)?;
        world.count_given(&call.whose, &given);
        if let Some(one) = world.billing.subscriptions.get_mut(id) {
            one.discount = Some(given);
        }
    }
    if let Some(one) = world.billing.subscriptions.get_mut(id) {
        one.metadata.extend(changes);
    }
    world.tell_of_subscription(id, "customer.subscription.updated", Some(&before), now);
    super::subscription::show(world, call, id)
}

/// Whether a subscription ends, its schedule says where it has one.
fn unplanned(one: &Subscription) -> Result<(), Answer> {
    let Some(schedule) = &one.schedule else {
        return Ok(());
    };
    let message = format!(
        "The subscription is managed by the subscription schedule `{schedule}`, and updating any cancelation behavior directly is \
         not allowed. Please update the schedule instead."
    );
    Err(Answer::refused("parameter_invalid", &message))
}

impl World {
    /// It ends with what is paid already, or does not any more.
    pub fn cancel_later(&mut self, id: &str, yes: bool, now: Instant) {
        if let Some(one) = self.billing.subscriptions.get_mut(id) {
            one.cancel_at_period_end = yes;
            one.canceled = yes.then_some(now);
        }
    }

    /// Nothing is paid until then.
    fn move_trial(&mut self, id: &str, until: Instant, now: Instant) -> Result<(), Answer> {
        if until <= now {
            return Err(Answer::wrong(
                "parameter_invalid",
                "trial_end",
                "trial_end must be in the future",
            ));
        }
        if let Some(one) = self.billing.subscriptions.get_mut(id) {
            let start = if one.is_trial() { one.start } else { now };
            one.status = "trialing";
            one.trial = Some((start, until));
            one.noticed = false;
            (one.start, one.end) = (start, until);
            (one.anchor, one.months, one.worth) = (until, 0, 0);
        }
        Ok(())
    }
}

/// It is over now. Nothing goes back.
pub fn cancel(world: &mut World, call: &Call, id: &str) -> Result<Answer, Answer> {
    call.form.only(&["invoice_now", "prorate"])?;
    let one = world.subscription_of(&call.whose, id)?;
    if one.is_over() {
        return Err(Answer::missing("subscription", id));
    }
    let now = world.clock(&one.customer.clone(), call.now);
    world.end_subscription(id, now);
    super::subscription::show(world, call, id)
}

/// It has no discount any more.
pub fn drop_discount(world: &mut World, call: &Call, id: &str) -> Result<Answer, Answer> {
    let one = world.subscription_of(&call.whose, id)?;
    let now = world.clock(&one.customer.clone(), call.now);
    let given = one.discount.clone();
    let missing = || Answer::missing("discount", id);
    let given = given.ok_or_else(missing)?;
    let before = world.before(id);
    if let Some(one) = world.billing.subscriptions.get_mut(id) {
        one.discount = None;
    }
    world.tell_of_subscription(id, "customer.subscription.updated", Some(&before), now);
    Ok(Answer::ok(
        serde_json::json!({ "id": given.id, "object": "discount", "deleted": true }),
    ))
}

/// What waited for a card goes on: a new period begins.
pub fn resume(world: &mut World, call: &Call, id: &str) -> Result<Answer, Answer> {
    call.form.only(&["billing_cycle_anchor", "proration_behavior"])?;
    let one = world.subscription_of(&call.whose, id)?.clone();
    if one.status != "paused" {
        let message = format!(
            "Only a paused subscription can be resumed. This one is {}.",
            one.status
        );
        return Err(Answer::refused("parameter_invalid", &message));
    }
    let now = world.clock(&one.customer, call.now);
    if let Some(one) = world.billing.subscriptions.get_mut(id) {
        (one.anchor, one.months) = (now, 0);
    }
    world.renew(&one, now);
    super::subscription::show(world, call, id)
}
