//! Visits to the page where a subscription is begun.

use std::collections::BTreeMap;

use kernel::Instant;
use serde_json::{Value, json};

use super::collect::DAY;
use super::coupon::Given;
use super::months::{moment, plus_months};
use super::subscription::Subscription;
use crate::stripe::account::is_live;
use crate::stripe::answer::Answer;
use crate::stripe::call::Call;
use crate::stripe::create::metadata;
use crate::stripe::world::World;

/// What a visit may say.
const FIELDS: [&str; 14] = [
    "allow_promotion_codes",
    "allowed_payment_method_types",
    "cancel_url",
    "client_reference_id",
    "customer",
    "discounts",
    "expires_at",
    "line_items",
    "locale",
    "metadata",
    "mode",
    "payment_method_collection",
    "subscription_data",
    "success_url",
];
/// It may be open from half an hour to a day.
const OPEN: std::ops::RangeInclusive<i64> = 30 * 60..=DAY;

/// A visit.
#[derive(Debug, Clone)]
pub struct Session {
    pub id: String,
    pub whose: String,
    pub customer: String,
    pub price: String,
    pub reference: Option<String>,
    pub metadata: BTreeMap<String, String>,
    /// For the subscription.
    pub passed_on: BTreeMap<String, String>,
    pub trial_days: Option<i64>,
    /// Whether a card is asked for although nothing is due.
    pub always_card: bool,
    pub missing: String,
    /// Whether there is a field for codes.
    pub typed: bool,
    pub given: Option<Given>,
    pub tax_rates: Vec<String>,
    pub success: String,
    pub cancel: String,
    pub expires: Instant,
    pub status: &'static str,
    pub payment: &'static str,
    pub subscription: Option<String>,
    pub invoice: Option<String>,
    pub intent: Option<String>,
    /// A card whose bank is asked before it is kept.
    pub asked: Option<String>,
    pub created: Instant,
}

impl Session {
    pub fn is_open(&self) -> bool {
        self.status == "open"
    }
}

impl World {
    fn session_of(&self, whose: &str, id: &str) -> Result<&Session, Answer> {
        let found = self.billing.sessions.get(id).filter(|one| one.whose == whose);
        found.ok_or_else(|| Answer::missing("checkout.session", id))
    }

    /// What would begin now.
    pub fn prospect(&self, session: &Session, at: Instant) -> Subscription {
        let months = self
            .billing
            .prices
            .get(&session.price)
            .map_or(1, |price| price.months);
        let trial = session.trial_days.map(|days| (at, at.plus_seconds(days * DAY)));
        let (anchor, counted) = trial.map_or((at, months), |(_, end)| (end, 0));
        Subscription {
            id: String::new(),
            whose: session.whose.clone(),
            customer: session.customer.clone(),
            item: String::new(),
            price: session.price.clone(),
            status: if trial.is_some() { "trialing" } else { "active" },
            anchor,
            months: counted,
            start: at,
            end: plus_months(anchor, counted),
            trial,
            noticed: false,
            missing: session.missing.clone(),
            cancel_at_period_end: false,
            canceled: None,
            ended: None,
            schedule: None,
            latest: None,
            pending: None,
            card: None,
            discount: session.given.clone(),
            tax_rates: session.tax_rates.clone(),
            worth: 0,
            waiting: vec![],
            metadata: session.passed_on.clone(),
            created: at,
        }
    }

    /// Its first invoice, which is nowhere yet.
    pub fn first_invoice(&self, one: &Subscription, at: Instant) -> super::invoice::Invoice {
        let mut lines = vec![self.period_line(one)];
        self.discount(one, &mut lines, at);
        self.tax(one, &mut lines);
        self.invoice_for(one, "subscription_create", lines, at)
    }

    /// What is due on the page.
    pub fn due(&self, session: &Session) -> i64 {
        let at = self.clock(&session.customer, self.now);
        self.first_invoice(&self.prospect(session, at), at).due()
    }

    /// The subscription begins: whatever was due is paid.
    pub fn complete(&mut self, id: &str, at: Instant) {
        let Some(session) = self
            .billing
            .sessions
            .get(id)
            .filter(|session| session.is_open())
            .cloned()
        else {
            return;
        };
        let intent = session
            .intent
            .as_ref()
            .and_then(|intent| self.intents.get(intent));
        let paid_by = intent
            .filter(|intent| intent.status == "succeeded")
            .and_then(|intent| intent.card.clone());
        let mut one = self.prospect(&session, at);
        one.id = self.name("sub");
        one.item = self.name("si");
        one.card = paid_by.clone().or(session.asked.clone());
        let invoice = self.first_invoice(&one, at);
        one.worth = invoice.lines.iter().map(|line| line.amount - line.discount).sum();
        if let Some(card) = &one.card {
            self.keep_for(&session.customer, card);
        }
        if let Some(given) = &session.given {
            self.count_given(&session.whose, given);
        }
        let subscription = one.id.clone();
        self.billing.subscriptions.insert(subscription.clone(), one);
        self.tell_of_subscription(&subscription, "customer.subscription.created", None, at);
        let invoice = self.put_invoice(invoice, at);
        self.finalize(&invoice, at);
        if paid_by.is_some()
            && let Some(invoice) = self.billing.invoices.get_mut(&invoice)
        {
            invoice.intent.clone_from(&session.intent);
            invoice.attempts = 1;
        }
        self.settle(&invoice, at);
        if let Some(kept) = self.billing.sessions.get_mut(id) {
            kept.status = "complete";
            kept.payment = if paid_by.is_some() {
                "paid"
            } else {
                "no_payment_required"
            };
            kept.subscription = Some(subscription);
            kept.invoice = Some(invoice);
        }
        self.tell_of_session(id, "checkout.session.completed", at);
    }

    /// Nobody came, or somebody turned back for good. Nothing can be paid for it any more.
    pub fn leave(&mut self, id: &str, at: Instant) {
        let Some(session) = self.billing.sessions.get_mut(id) else {
            return;
        };
        session.status = "expired";
        if let Some(intent) = session.intent.clone() {
            self.give_up_payment(&intent, at);
        }
        self.tell_of_session(id, "checkout.session.expired", at);
    }

    fn tell_of_session(&mut self, id: &str, kind: &'static str, at: Instant) {
        let told = self.billing.sessions.get(id);
        if let Some((whose, object)) = told.map(|one| (one.whose.clone(), self.session_view(one))) {
            self.tell(&whose, kind, object, at);
        }
    }

    fn session_view(&self, one: &Session) -> Value {
        let price = self.billing.prices.get(&one.price);
        let base = self.base.as_deref().unwrap_or_default();
        let url = one.is_open().then(|| format!("{base}/c/pay/{}", one.id));
        let total = match &one.invoice {
            Some(invoice) => self
                .billing
                .invoices
                .get(invoice)
                .map_or(0, super::invoice::Invoice::due),
            None => self.due(one),
        };
        json!({
            "id": one.id, "object": "checkout.session", "allow_promotion_codes": one.typed, "amount_subtotal": total,
            "amount_total": total, "allowed_payment_method_types": ["card"],
            "automatic_tax": { "enabled": false, "liability": null, "status": null }, "cancel_url": one.cancel,
            "client_reference_id": one.reference, "client_secret": null, "created": one.created.unix_seconds(),
            "currency": price.map(|price| price.currency.clone()), "custom_fields": [], "custom_text": {},
            "customer": one.customer, "customer_creation": null, "customer_details": null, "customer_email": null,
            "discounts": one.given.iter().map(|given| json!({ "coupon": given.coupon, "promotion_code": given.code }))
                .collect::<Vec<_>>(),
            "expires_at": one.expires.unix_seconds(), "invoice": one.invoice, "livemode": is_live(&one.whose), "locale": "es",
            "metadata": one.metadata, "mode": "subscription", "payment_intent": null,
            "payment_method_collection": if one.always_card { "always" } else { "if_required" },
            "payment_method_types": ["card"], "payment_status": one.payment, "setup_intent": null, "shipping_options": [],
            "status": one.status, "subscription": one.subscription, "success_url": one.success, "url": url,
        })
    }
}

/// The page opens for somebody.
pub fn make(world: &mut World, call: &Call) -> Result<Answer, Answer> {
    call.form.only(&FIELDS)?;
    if call.form.needed("mode")? != "subscription" {
        return Err(Answer::wrong(
            "parameter_invalid",
            "mode",
            "Only subscriptions are known here",
        ));
    }
    let session = session(world, call)?;
    let view = world.session_view(&session);
    world.billing.sessions.insert(session.id.clone(), session);
    Ok(Answer::ok(view))
}

fn session(world: &mut World, call: &Call) -> Result<Session, Answer> {
    let form = &call.form;
    let customer = form.needed("customer")?.to_owned();
    let known = world
        .customers
        .get(&customer)
        .is_some_and(|one| one.whose == call.whose);
    let missing = || Answer::wrong("resource_missing", "customer", "No such customer");
    known.then_some(()).ok_or_else(missing)?;
    let price = price(world, call)?;
    let given = discount(world, call)?;
    let trial_days = form.number("subscription_data[trial_period_days]")?;
    if trial_days.is_some_and(|days| !(1..=730).contains(&days)) {
        let name = "subscription_data[trial_period_days]";
        return Err(Answer::wrong(
            "parameter_invalid_integer",
            name,
            "Invalid number of days",
        ));
    }
    let kind = if is_live(&call.whose) {
        "cs_live"
    } else {
        "cs_test"
    };
    let missing = form.text("subscription_data[trial_settings][end_behavior][missing_payment_method]");
    Ok(Session {
        id: world.name(kind),
        whose: call.whose.clone(),
        customer,
        price,
        reference: form.text("client_reference_id").map(str::to_owned),
        metadata: metadata(call)?,
        passed_on: form.below("subscription_data[metadata]"),
        trial_days,
        always_card: form.text("payment_method_collection") != Some("if_required"),
        missing: missing.unwrap_or("create_invoice").to_owned(),
        typed: form.is_true("allow_promotion_codes"),
        given,
        tax_rates: tax_rates(world, call)?,
        success: address(call, "success_url")?,
        cancel: address(call, "cancel_url")?,
        expires: expiry(call)?,
        status: "open",
        payment: "unpaid",
        subscription: None,
        invoice: None,
        intent: None,
        asked: None,
        created: moment(call.now.unix_seconds()),
    })
}

fn price(world: &World, call: &Call) -> Result<String, Answer> {
    let name = "line_items[0][price]";
    let price = world.price_of(&call.whose, call.form.needed(name)?);
    let price = price.ok_or_else(|| Answer::wrong("resource_missing", name, "No such price"))?;
    if !price.active {
        let message = "The price specified is inactive. This field only accepts active prices.";
        return Err(Answer::wrong("price_inactive", name, message));
    }
    if call.form.text("line_items[1][price]").is_some()
        || call.form.text("line_items[0][quantity]") != Some("1")
    {
        return Err(Answer::wrong(
            "parameter_invalid",
            "line_items",
            "Only one of one thing is known here",
        ));
    }
    Ok(price.id.clone())
}

fn discount(world: &mut World, call: &Call) -> Result<Option<Given>, Answer> {
    let form = &call.form;
    let (coupon, code) = (
        form.text("discounts[0][coupon]"),
        form.text("discounts[0][promotion_code]"),
    );
    if (coupon.is_some() || code.is_some()) && form.is_true("allow_promotion_codes") {
        let message = "You may only specify one of these parameters: allow_promotion_codes, discounts.";
        return Err(Answer::wrong("parameter_invalid", "discounts", message));
    }
    let of = code
        .and_then(|id| world.billing.codes.get(id))
        .filter(|code| code.whose == call.whose);
    let of = of.map(|code| code.coupon.clone());
    let Some(coupon) = coupon.map(str::to_owned).or(of) else {
        let missing = || {
            Answer::wrong(
                "resource_missing",
                "discounts[0][promotion_code]",
                "No such promotion code",
            )
        };
        return code.is_none().then_some(None).ok_or_else(missing);
    };
    let given = world.give(&call.whose, (&coupon, code), call.now);
    let over = || {
        Answer::wrong(
            "resource_missing",
            "discounts[0]",
            "This discount can no longer be used",
        )
    };
    given.map(Some).ok_or_else(over)
}

fn tax_rates(world: &World, call: &Call) -> Result<Vec<String>, Answer> {
    let name = "subscription_data[default_tax_rates]";
    let rates: Vec<String> = call.form.below(name).into_values().collect();
    let known = |id: &String| {
        world
            .billing
            .tax_rates
            .get(id)
            .is_some_and(|rate| rate.whose == call.whose)
    };
    if rates.iter().all(known) {
        Ok(rates)
    } else {
        Err(Answer::wrong("resource_missing", name, "No such tax rate"))
    }
}

fn address(call: &Call, name: &str) -> Result<String, Answer> {
    let text = call.form.needed(name)?;
    let url = text.parse::<reqwest::Url>();
    let fine = url.is_ok_and(|url| matches!(url.scheme(), "http" | "https"));
    let wrong = || Answer::wrong("url_invalid", name, "Not a valid URL");
    fine.then(|| text.to_owned()).ok_or_else(wrong)
}

fn expiry(call: &Call) -> Result<Instant, Answer> {
    let now = call.now.unix_seconds();
    let until = call.form.number("expires_at")?.unwrap_or(now + DAY);
    let wrong = || {
        Answer::wrong(
            "parameter_invalid",
            "expires_at",
            "Between 30 minutes and 24 hours from now",
        )
    };
    OPEN.contains(&(until - now))
        .then(|| moment(until))
        .ok_or_else(wrong)
}

pub fn show(world: &World, call: &Call, id: &str) -> Result<Answer, Answer> {
    let one = world.session_of(&call.whose, id)?;
    Ok(Answer::ok(world.session_view(one)))
}

/// The page closes.
pub fn expire(world: &mut World, call: &Call, id: &str) -> Result<Answer, Answer> {
    let one = world.session_of(&call.whose, id)?;
    if !one.is_open() {
        let message = format!(
            "Only Checkout Sessions with a status in [\"open\"] can be expired. This one is {}.",
            one.status
        );
        return Err(Answer::refused("parameter_invalid", &message));
    }
    world.leave(id, moment(call.now.unix_seconds()));
    show(world, call, id)
}
