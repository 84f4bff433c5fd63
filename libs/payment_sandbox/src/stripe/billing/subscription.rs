//! A subscription, and how the API shows it.

use std::collections::BTreeMap;

use kernel::Instant;
use serde_json::{Value, json};

use super::catalog::Price;
use super::coupon::Given;
use super::months::plus_months;
use crate::stripe::account::is_live;
use crate::stripe::answer::Answer;
use crate::stripe::call::Call;
use crate::stripe::listing::{Listed, page};
use crate::stripe::world::World;

/// A subscription: to one price.
#[derive(Debug, Clone)]
pub struct Subscription {
    pub id: String,
    pub whose: String,
    pub customer: String,
    /// Of its one item.
    pub item: String,
    pub price: String,
    pub status: &'static str,
    /// Periods are counted from here.
    pub anchor: Instant,
    /// So many months after the anchor the period ends.
    pub months: i64,
    pub start: Instant,
    pub end: Instant,
    pub trial: Option<(Instant, Instant)>,
    /// Whether it was told that the trial ends.
    pub noticed: bool,
    /// What a trial ends in without a card: `create_invoice`, `pause`, `cancel`.
    pub missing: String,
    pub cancel_at_period_end: bool,
    pub canceled: Option<Instant>,
    pub ended: Option<Instant>,
    pub schedule: Option<String>,
    pub latest: Option<String>,
    pub pending: Option<Pending>,
    pub card: Option<String>,
    pub discount: Option<Given>,
    pub tax_rates: Vec<String>,
    /// What a whole period at this price came to, after discounts: what its unused part is worth.
    pub worth: i64,
    /// Invoices that wait for something.
    pub waiting: Vec<String>,
    pub metadata: BTreeMap<String, String>,
    pub created: Instant,
}

/// A change that waits for its money.
#[derive(Debug, Clone)]
pub struct Pending {
    pub price: String,
    pub at: Instant,
    pub expires: Instant,
    pub invoice: String,
    /// Whether a new period begins with it.
    pub anew: bool,
    /// What a whole period is worth then.
    pub worth: i64,
}

impl Listed for Subscription {
    fn id(&self) -> &str {
        &self.id
    }

    fn created(&self) -> Instant {
        self.created
    }
}

impl Subscription {
    pub fn is_over(&self) -> bool {
        self.status == "canceled"
    }

    pub fn is_trial(&self) -> bool {
        self.status == "trialing"
    }

    /// Seconds of the period, and those that are left of it.
    pub fn left(&self, at: Instant) -> (i64, i64) {
        (self.end.seconds_since(self.start), self.end.seconds_since(at))
    }

    /// A new period begins at a moment: the next one, or the first of another rhythm.
    pub fn turn(&mut self, at: Instant, months: i64, anew: bool) {
        if anew {
            self.anchor = at;
            self.months = 0;
        }
        self.months += months;
        self.start = at;
        self.end = plus_months(self.anchor, self.months);
    }
}

impl World {
    pub fn subscription_of(&self, whose: &str, id: &str) -> Result<&Subscription, Answer> {
        let found = self
            .billing
            .subscriptions
            .get(id)
            .filter(|one| one.whose == whose);
        found.ok_or_else(|| Answer::missing("subscription", id))
    }

    /// The card that pays it: its own, or the customer's.
    pub fn card_of(&self, subscription: &Subscription) -> Option<String> {
        let own = subscription.card.clone();
        own.or_else(|| self.customers.get(&subscription.customer)?.card.clone())
    }

    /// As the API shows it.
    pub fn subscription_view(&self, one: &Subscription) -> Value {
        let price = self.billing.prices.get(&one.price);
        let trial =
            |at: fn(&(Instant, Instant)) -> Instant| one.trial.as_ref().map(|trial| at(trial).unix_seconds());
        let canceled = |at: Option<Instant>| at.map(Instant::unix_seconds);
        json!({
            "id": one.id, "object": "subscription", "application": null, "application_fee_percent": null,
            "automatic_tax": { "disabled_reason": null, "enabled": false, "liability": null },
            "billing_cycle_anchor": one.anchor.unix_seconds(), "billing_cycle_anchor_config": null,
            "billing_mode": { "type": "flexible" }, "billing_schedules": [], "billing_thresholds": null,
            "cancel_at": one.cancel_at_period_end.then(|| one.end.unix_seconds()),
            "cancel_at_period_end": one.cancel_at_period_end, "canceled_at": canceled(one.canceled),
            "cancellation_details": { "comment": null, "feedback": null, "reason": null },
            "collection_method": "charge_automatically", "created": one.created.unix_seconds(),
            "currency": price.map(|price| price.currency.clone()), "customer": one.customer, "days_until_due": null,
            "default_payment_method": one.card, "default_source": null,
            "default_tax_rates": self.rates(one).map(super::tax::TaxRate::view).collect::<Vec<_>>(),
            "description": null, "discounts": one.discount.iter().map(|given| given.id.clone()).collect::<Vec<_>>(),
            "ended_at": canceled(one.ended),
            "invoice_settings": { "account_tax_ids": null, "issuer": { "type": "self" } },
            "items": { "object": "list", "has_more": false, "url": "/v1/subscription_items", "data": [Self::item(one, price)] },
            "latest_invoice": one.latest, "livemode": is_live(&one.whose), "metadata": one.metadata,
            "next_pending_invoice_item_invoice": null, "on_behalf_of": null, "pause_collection": null,
            "payment_settings": { "payment_method_options": null, "save_default_payment_method": "off" },
            "pending_invoice_item_interval": null, "pending_setup_intent": null, "pending_update": self.pending(one),
            "schedule": one.schedule, "start_date": one.created.unix_seconds(), "status": one.status, "test_clock": null,
            "transfer_data": null, "trial_end": trial(|trial| trial.1), "trial_start": trial(|trial| trial.0),
            "trial_settings": { "end_behavior": { "missing_payment_method": one.missing } },
        })
    }

    fn item(one: &Subscription, price: Option<&Price>) -> Value {
        json!({
            "id": one.item, "object": "subscription_item", "billing_thresholds": null, "created": one.created.unix_seconds(),
            "current_period_start": one.start.unix_seconds(), "current_period_end": one.end.unix_seconds(), "discounts": [],
            "metadata": {}, "price": price.map(Price::view), "quantity": 1, "subscription": one.id, "tax_rates": [],
        })
    }

    fn pending(&self, one: &Subscription) -> Value {
        let Some(pending) = &one.pending else {
            return Value::Null;
        };
        let price = self.billing.prices.get(&pending.price);
        json!({
            "billing_cycle_anchor": null, "expires_at": pending.expires.unix_seconds(),
            "subscription_items": [Self::item(one, price)], "trial_end": null, "trial_from_plan": null,
        })
    }

    /// It is told, with what was otherwise before.
    pub fn tell_of_subscription(
        &mut self,
        id: &str,
        kind: &'static str,
        before: Option<&Value>,
        at: Instant,
    ) {
        let Some(one) = self.billing.subscriptions.get(id) else {
            return;
        };
        let (whose, now) = (one.whose.clone(), self.subscription_view(one));
        let previous = before.map(|before| differences(before, &now));
        if previous.as_ref() != Some(&json!({})) {
            self.tell_change(&whose, kind, now, previous, at);
        }
    }

    /// How it looks now, to tell later what was otherwise.
    pub fn before(&self, id: &str) -> Value {
        let one = self.billing.subscriptions.get(id);
        one.map_or(Value::Null, |one| self.subscription_view(one))
    }

    /// It is over, and nothing is collected any more.
    pub fn end_subscription(&mut self, id: &str, at: Instant) {
        let Some(one) = self.billing.subscriptions.get_mut(id) else {
            return;
        };
        one.status = "canceled";
        one.ended = Some(at);
        one.canceled = one.canceled.or(Some(at));
        one.pending = None;
        let (waiting, schedule) = (std::mem::take(&mut one.waiting), one.schedule.take());
        for invoice in waiting {
            self.rest(&invoice);
        }
        if let Some(schedule) = schedule {
            self.close_schedule(&schedule, "canceled", at);
        }
        self.tell_of_subscription(id, "customer.subscription.deleted", None, at);
    }
}

/// What stood at the first level before, where it is otherwise now.
fn differences(before: &Value, now: &Value) -> Value {
    let fields = before.as_object().into_iter().flatten();
    let changed = fields.filter(|(name, value)| now.get(name.as_str()) != Some(*value));
    Value::Object(
        changed
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect(),
    )
}

pub fn show(world: &World, call: &Call, id: &str) -> Result<Answer, Answer> {
    let one = world.subscription_of(&call.whose, id)?;
    Ok(Answer::ok(world.subscription_view(one)))
}

/// Those of a customer, or all; without a word on their status, those that are not over.
pub fn list(world: &World, call: &Call) -> Result<Answer, Answer> {
    call.form.only(&[
        "created",
        "customer",
        "limit",
        "price",
        "starting_after",
        "status",
    ])?;
    let (customer, status) = (call.form.text("customer"), call.form.text("status"));
    let fits = world.billing.subscriptions.values().filter(|one| {
        let stands = match status {
            None => !one.is_over(),
            Some("all") => true,
            Some("ended") => one.is_over(),
            Some(status) => one.status == status,
        };
        stands && one.whose == call.whose && customer.is_none_or(|customer| one.customer == customer)
    });
    page(call, "/v1/subscriptions", fits, |one| {
        world.subscription_view(one)
    })
}
