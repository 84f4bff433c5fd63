//! What a subscription is going to become.

use kernel::Instant;
use serde_json::{Value, json};

use super::months::{moment, plus_months};
use crate::stripe::account::is_live;
use crate::stripe::answer::Answer;
use crate::stripe::call::Call;
use crate::stripe::world::World;

/// Phases at most.
const MOST: usize = 10;

/// What a subscription is going to become.
#[derive(Debug, Clone)]
pub struct Schedule {
    pub id: String,
    pub whose: String,
    pub customer: String,
    pub subscription: String,
    pub status: &'static str,
    pub phases: Vec<Phase>,
    pub created: Instant,
    pub released: Option<Instant>,
}

/// At which price, from when until when.
#[derive(Debug, Clone)]
pub struct Phase {
    pub price: String,
    pub start: Instant,
    pub end: Instant,
}

impl World {
    fn schedule_of(&self, whose: &str, id: &str) -> Result<&Schedule, Answer> {
        let found = self.billing.schedules.get(id).filter(|one| one.whose == whose);
        found.ok_or_else(|| Answer::missing("subscription_schedule", id))
    }

    fn schedule_view(&self, one: &Schedule) -> Value {
        let now = self.clock(&one.customer, self.now);
        let active = one.status == "active";
        let current = one
            .phases
            .iter()
            .find(|phase| active && phase.start <= now && now < phase.end);
        let span = |phase: &Phase| json!({ "start_date": phase.start.unix_seconds(), "end_date": phase.end.unix_seconds() });
        let phases = one.phases.iter().map(|phase| self.phase_view(phase));
        let released = (one.status == "released").then_some(&one.subscription);
        json!({
            "id": one.id, "object": "subscription_schedule", "application": null, "billing_mode": { "type": "flexible" },
            "canceled_at": null, "completed_at": null, "created": one.created.unix_seconds(), "current_phase": current.map(span),
            "customer": one.customer, "default_settings": { "billing_cycle_anchor": "automatic" }, "end_behavior": "release",
            "livemode": is_live(&one.whose), "metadata": {}, "phases": phases.collect::<Vec<_>>(),
            "released_at": one.released.map(Instant::unix_seconds), "released_subscription": released, "status": one.status,
            "subscription": active.then_some(&one.subscription), "test_clock": null,
        })
    }

    fn phase_view(&self, phase: &Phase) -> Value {
        let currency = self
            .billing
            .prices
            .get(&phase.price)
            .map(|price| price.currency.clone());
        json!({
            "add_invoice_items": [], "currency": currency, "discounts": [], "start_date": phase.start.unix_seconds(),
            "end_date": phase.end.unix_seconds(), "proration_behavior": "none", "metadata": {}, "trial_end": null,
            "items": [{ "price": phase.price, "quantity": 1, "discounts": [], "metadata": {} }],
        })
    }

    pub fn tell_of_schedule(&mut self, id: &str, kind: &'static str, at: Instant) {
        let told = self.billing.schedules.get(id);
        if let Some((whose, object)) = told.map(|one| (one.whose.clone(), self.schedule_view(one))) {
            self.tell(&whose, kind, object, at);
        }
    }

    /// It is over, and its subscription knows nothing of it any more.
    pub fn close_schedule(&mut self, id: &str, status: &'static str, at: Instant) {
        if let Some(schedule) = self.billing.schedules.get_mut(id) {
            schedule.status = status;
            schedule.released = (status == "released").then_some(at);
        }
        let kind = if status == "released" {
            "subscription_schedule.released"
        } else {
            "subscription_schedule.canceled"
        };
        self.tell_of_schedule(id, kind, at);
    }

    /// The subscription goes on by itself.
    pub fn release(&mut self, subscription: &str, at: Instant) {
        let before = self.before(subscription);
        let known = self.billing.subscriptions.get_mut(subscription);
        if let Some(schedule) = known.and_then(|one| one.schedule.take()) {
            self.close_schedule(&schedule, "released", at);
            self.tell_of_subscription(subscription, "customer.subscription.updated", Some(&before), at);
        }
    }
}

/// Of a subscription as it is: one phase, its period.
pub fn make(world: &mut World, call: &Call) -> Result<Answer, Answer> {
    call.form.only(&["from_subscription"])?;
    let named = call.form.needed("from_subscription")?;
    let one = world.subscription_of(&call.whose, named).cloned();
    let missing = |_| Answer::wrong("resource_missing", "from_subscription", "No such subscription");
    let one = one.map_err(missing)?;
    if one.is_over() || one.schedule.is_some() {
        let message = "You cannot migrate a subscription that is already attached to a schedule.";
        return Err(Answer::wrong("parameter_invalid", "from_subscription", message));
    }
    let now = world.clock(&one.customer, call.now);
    let id = world.name("sub_sched");
    let phase = Phase {
        price: one.price.clone(),
        start: one.start,
        end: one.end,
    };
    let schedule = Schedule {
        id: id.clone(),
        whose: call.whose.clone(),
        customer: one.customer.clone(),
        subscription: one.id.clone(),
        status: "active",
        phases: vec![phase],
        created: now,
        released: None,
    };
    world.billing.schedules.insert(id.clone(), schedule);
    let before = world.before(&one.id);
    if let Some(one) = world.billing.subscriptions.get_mut(&one.id) {
        one.schedule = Some(id.clone());
    }
    world.tell_of_schedule(&id, "subscription_schedule.created", now);
    world.tell_of_subscription(&one.id, "customer.subscription.updated", Some(&before), now);
    show(world, call, &id)
}

pub fn show(world: &World, call: &Call, id: &str) -> Result<Answer, Answer> {
    let one = world.schedule_of(&call.whose, id)?;
    Ok(Answer::ok(world.schedule_view(one)))
}

/// Other phases. The one that is now stays, until the end of its period.
pub fn update(world: &mut World, call: &Call, id: &str) -> Result<Answer, Answer> {
    call.form
        .only(&["end_behavior", "phases", "proration_behavior"])?;
    let schedule = world.schedule_of(&call.whose, id)?.clone();
    if schedule.status != "active" {
        let message = format!("You cannot update a schedule that is {}.", schedule.status);
        return Err(Answer::refused("parameter_invalid", &message));
    }
    if call.form.text("end_behavior").unwrap_or("release") != "release" {
        return Err(Answer::wrong(
            "parameter_invalid",
            "end_behavior",
            "Only release is known here",
        ));
    }
    let phases = phases(world, call)?;
    let one = world.billing.subscriptions.get(&schedule.subscription);
    let stays = one.zip(phases.first()).is_some_and(|(one, first)| {
        let start = schedule.phases.first().map(|phase| phase.start.unix_seconds());
        first.price == one.price
            && Some(first.start.unix_seconds()) == start
            && first.end.unix_seconds() == one.end.unix_seconds()
    });
    if !stays {
        let message = "The current phase cannot be changed but for its end, which is the period's here";
        return Err(Answer::wrong("parameter_invalid", "phases[0]", message));
    }
    if let Some(schedule) = world.billing.schedules.get_mut(id) {
        schedule.phases = phases;
    }
    let now = world.clock(&schedule.customer, call.now);
    world.tell_of_schedule(id, "subscription_schedule.updated", now);
    show(world, call, id)
}

fn phases(world: &World, call: &Call) -> Result<Vec<Phase>, Answer> {
    let mut phases: Vec<Phase> = vec![];
    for place in 0..MOST {
        let name = |field: &str| format!("phases[{place}]{field}");
        let Some(price) = call.form.text(&name("[items][0][price]")) else {
            break;
        };
        let known = world
            .price_of(&call.whose, price)
            .is_some_and(|price| price.active);
        if !known && place > 0 {
            return Err(Answer::wrong(
                "resource_missing",
                &name("[items][0][price]"),
                "No such price",
            ));
        }
        let at = |field: &str| Ok::<_, Answer>(call.form.number(&name(field))?.map(moment));
        let start = at("[start_date]")?.or(phases.last().map(|phase| phase.end));
        let missing = || {
            Answer::wrong(
                "parameter_missing",
                &name("[start_date]"),
                "The first phase needs a start",
            )
        };
        let start = start.ok_or_else(missing)?;
        let end = match (at("[end_date]")?, call.form.text(&name("[duration][interval]"))) {
            (Some(end), None) => end,
            (None, Some("month")) => plus_months(start, 1),
            (None, Some("year")) => plus_months(start, 12),
            _ => {
                return Err(Answer::wrong(
                    "parameter_missing",
                    &name("[end_date]"),
                    "The phase needs an end",
                ));
            }
        };
        if end <= start {
            return Err(Answer::wrong(
                "parameter_invalid",
                &name("[end_date]"),
                "The phase ends before it begins",
            ));
        }
        phases.push(Phase {
            price: price.to_owned(),
            start,
            end,
        });
    }
    Ok(phases)
}

/// The subscription goes on by itself.
pub fn release(world: &mut World, call: &Call, id: &str) -> Result<Answer, Answer> {
    call.form.only(&["preserve_cancel_date"])?;
    let schedule = world.schedule_of(&call.whose, id)?.clone();
    if schedule.status != "active" {
        let message = format!("You cannot release a schedule that is {}.", schedule.status);
        return Err(Answer::refused("parameter_invalid", &message));
    }
    let now = world.clock(&schedule.customer, call.now);
    world.release(&schedule.subscription, now);
    show(world, call, id)
}
