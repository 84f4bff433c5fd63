//! Discounts, and codes that people type to have one.

use kernel::Instant;
use serde_json::{Value, json};

use super::money::share;
use super::months::plus_months;
use super::tax::{percent, points};
use crate::stripe::account::is_live;
use crate::stripe::answer::Answer;
use crate::stripe::call::Call;
use crate::stripe::listing::{Listed, page};
use crate::stripe::world::World;

/// A discount.
#[derive(Debug, Clone)]
pub struct Coupon {
    pub id: String,
    pub whose: String,
    pub name: Option<String>,
    pub off: Off,
    /// `once`, `repeating`, `forever`.
    pub duration: String,
    pub months: Option<i64>,
    pub most: Option<i64>,
    pub used: i64,
    pub until: Option<i64>,
    pub deleted: bool,
    pub created: Instant,
}

/// How much less.
#[derive(Debug, Clone)]
pub enum Off {
    /// In hundredths of a per cent.
    Percent(i64),
    Amount(i64, String),
}

/// A code.
#[derive(Debug, Clone)]
pub struct Code {
    pub id: String,
    pub whose: String,
    pub text: String,
    pub coupon: String,
    pub active: bool,
    pub most: Option<i64>,
    pub used: i64,
    pub until: Option<i64>,
    pub created: Instant,
}

/// What somebody has.
#[derive(Debug, Clone)]
pub struct Given {
    pub id: String,
    pub coupon: String,
    pub code: Option<String>,
    pub since: Instant,
    /// Whether an invoice had it.
    pub used: bool,
}

impl Listed for Code {
    fn id(&self) -> &str {
        &self.id
    }

    fn created(&self) -> Instant {
        self.created
    }
}

impl Coupon {
    pub fn is_valid(&self, now: Instant) -> bool {
        !self.deleted
            && self.most.is_none_or(|most| self.used < most)
            && self.until.is_none_or(|until| now.unix_seconds() < until)
    }

    /// What is taken off lines that come to this, in one currency; each line's own part for a per cent.
    pub fn of(&self, amounts: &[i64], currency: &str) -> Vec<i64> {
        match &self.off {
            Off::Percent(points) => amounts
                .iter()
                .map(|amount| share((*amount).max(0), *points))
                .collect(),
            Off::Amount(amount, of) if of == currency => {
                let mut left = *amount;
                let take = |line: &i64| {
                    let taken = left.min((*line).max(0));
                    left -= taken;
                    taken
                };
                amounts.iter().map(take).collect()
            }
            Off::Amount(..) => vec![0; amounts.len()],
        }
    }

    fn view(&self, now: Instant) -> Value {
        let (percent_off, amount_off, currency) = match &self.off {
            Off::Percent(points) => (percent(*points), Value::Null, Value::Null),
            Off::Amount(amount, currency) => (Value::Null, json!(amount), json!(currency)),
        };
        json!({
            "id": self.id, "object": "coupon", "amount_off": amount_off, "created": self.created.unix_seconds(),
            "currency": currency, "duration": self.duration, "duration_in_months": self.months,
            "livemode": is_live(&self.whose), "max_redemptions": self.most, "metadata": {}, "name": self.name,
            "percent_off": percent_off, "redeem_by": self.until, "times_redeemed": self.used, "valid": self.is_valid(now),
        })
    }
}

impl Code {
    fn view(&self) -> Value {
        json!({
            "id": self.id, "object": "promotion_code", "active": self.active, "code": self.text,
            "created": self.created.unix_seconds(), "customer": null, "expires_at": self.until,
            "livemode": is_live(&self.whose), "max_redemptions": self.most, "metadata": {},
            "promotion": { "type": "coupon", "coupon": self.coupon },
            "restrictions": { "first_time_transaction": false, "minimum_amount": null, "minimum_amount_currency": null },
            "times_redeemed": self.used,
        })
    }

    fn works(&self, now: Instant) -> bool {
        self.active
            && self.most.is_none_or(|most| self.used < most)
            && self.until.is_none_or(|until| now.unix_seconds() < until)
    }
}

impl World {
    pub fn coupon_of(&self, whose: &str, id: &str) -> Option<&Coupon> {
        self.billing.coupons.get(&(whose.to_owned(), id.to_owned()))
    }

    /// A discount that may be given now; none for what is over.
    pub fn give(&mut self, whose: &str, (coupon, code): (&str, Option<&str>), now: Instant) -> Option<Given> {
        self.coupon_of(whose, coupon)
            .filter(|coupon| coupon.is_valid(now))?;
        if let Some(code) = code {
            self.billing.codes.get(code).filter(|code| code.works(now))?;
        }
        Some(Given {
            id: self.name("di"),
            coupon: coupon.to_owned(),
            code: code.map(str::to_owned),
            since: now,
            used: false,
        })
    }

    /// It is counted once somebody has it.
    pub fn count_given(&mut self, whose: &str, given: &Given) {
        let key = (whose.to_owned(), given.coupon.clone());
        if let Some(coupon) = self.billing.coupons.get_mut(&key) {
            coupon.used += 1;
        }
        if let Some(code) = given
            .code
            .as_ref()
            .and_then(|code| self.billing.codes.get_mut(code))
        {
            code.used += 1;
        }
    }

    /// The discount on an invoice of this moment, if it still counts.
    pub fn counts(&self, whose: &str, given: &Given, at: Instant) -> Option<&Coupon> {
        let coupon = self.coupon_of(whose, &given.coupon)?;
        let fits = match (coupon.duration.as_str(), coupon.months) {
            ("once", _) => !given.used,
            ("repeating", Some(months)) => at < plus_months(given.since, months),
            _ => true,
        };
        fits.then_some(coupon)
    }

    /// The code that is typed so, great or small, if it works.
    pub fn code_typed(&self, whose: &str, typed: &str, now: Instant) -> Option<&Code> {
        let mut own = self.billing.codes.values().filter(|code| code.whose == whose);
        own.find(|code| code.text.eq_ignore_ascii_case(typed.trim()) && code.works(now))
    }
}

fn span(call: &Call, name: &str) -> Result<Option<i64>, Answer> {
    let wrong = || Answer::wrong("parameter_invalid_integer", name, "Invalid positive integer");
    match call.form.number(name)? {
        Some(..=0) => Err(wrong()),
        number => Ok(number),
    }
}

fn off(call: &Call) -> Result<Off, Answer> {
    let form = &call.form;
    if let Some(text) = form.text("percent_off") {
        let points = points(text).filter(|points| (1..=10_000).contains(points));
        let wrong = || Answer::wrong("parameter_invalid", "percent_off", "Invalid percent_off");
        return points.map(Off::Percent).ok_or_else(wrong);
    }
    let amount = span(call, "amount_off")?;
    let missing = || {
        Answer::wrong(
            "parameter_missing",
            "percent_off",
            "Must provide percent_off or amount_off",
        )
    };
    let currency = super::catalog::currency(form.needed("currency")?)?;
    amount
        .map(|amount| Off::Amount(amount, currency))
        .ok_or_else(missing)
}

pub fn make(world: &mut World, call: &Call) -> Result<Answer, Answer> {
    let form = &call.form;
    form.only(&[
        "amount_off",
        "currency",
        "duration",
        "duration_in_months",
        "id",
        "max_redemptions",
        "name",
        "percent_off",
        "redeem_by",
    ])?;
    let id = match form.text("id") {
        Some(id) => id.to_owned(),
        None => world.name("coupon"),
    };
    let key = (call.whose.clone(), id.clone());
    if world
        .billing
        .coupons
        .get(&key)
        .is_some_and(|coupon| !coupon.deleted)
    {
        return Err(Answer::refused(
            "resource_already_exists",
            "Coupon already exists.",
        ));
    }
    let (duration, months) = (form.needed("duration")?, span(call, "duration_in_months")?);
    let fine = matches!(
        (duration, months),
        ("once" | "forever", None) | ("repeating", Some(_))
    );
    if !fine {
        return Err(Answer::wrong("parameter_invalid", "duration", "Invalid duration"));
    }
    let coupon = Coupon {
        id,
        whose: call.whose.clone(),
        name: form.text("name").map(str::to_owned),
        off: off(call)?,
        duration: duration.to_owned(),
        months,
        most: span(call, "max_redemptions")?,
        used: 0,
        until: form.number("redeem_by")?,
        deleted: false,
        created: call.now,
    };
    let view = coupon.view(call.now);
    world.billing.coupons.insert(key, coupon);
    Ok(Answer::ok(view))
}

pub fn show(world: &World, call: &Call, id: &str) -> Result<Answer, Answer> {
    let found = world.coupon_of(&call.whose, id).filter(|coupon| !coupon.deleted);
    let found = found.ok_or_else(|| Answer::missing("coupon", id))?;
    Ok(Answer::ok(found.view(call.now)))
}

/// Nobody can begin to use it any more. Those who do go on.
pub fn delete(world: &mut World, call: &Call, id: &str) -> Result<Answer, Answer> {
    let key = (call.whose.clone(), id.to_owned());
    let coupon = world
        .billing
        .coupons
        .get_mut(&key)
        .filter(|coupon| !coupon.deleted);
    let coupon = coupon.ok_or_else(|| Answer::missing("coupon", id))?;
    coupon.deleted = true;
    Ok(Answer::ok(
        json!({ "id": id, "object": "coupon", "deleted": true }),
    ))
}

pub fn make_code(world: &mut World, call: &Call) -> Result<Answer, Answer> {
    let form = &call.form;
    form.only(&["code", "expires_at", "max_redemptions", "metadata", "promotion"])?;
    if form.needed("promotion[type]")? != "coupon" {
        return Err(Answer::wrong(
            "parameter_invalid",
            "promotion[type]",
            "Invalid type",
        ));
    }
    let coupon = form.needed("promotion[coupon]")?.to_owned();
    let known = world
        .coupon_of(&call.whose, &coupon)
        .is_some_and(|coupon| !coupon.deleted);
    if !known {
        return Err(Answer::wrong(
            "resource_missing",
            "promotion[coupon]",
            "No such coupon",
        ));
    }
    let id = world.name("promo");
    let typed = form.text("code").map_or_else(|| id.to_uppercase(), str::to_owned);
    if world.code_typed(&call.whose, &typed, call.now).is_some() {
        let message = "An active promotion code with that code already exists.";
        return Err(Answer::wrong("resource_already_exists", "code", message));
    }
    let code = Code {
        id,
        whose: call.whose.clone(),
        text: typed,
        coupon,
        active: true,
        most: span(call, "max_redemptions")?,
        used: 0,
        until: form.number("expires_at")?,
        created: call.now,
    };
    let view = code.view();
    world.billing.codes.insert(code.id.clone(), code);
    Ok(Answer::ok(view))
}

pub fn change_code(world: &mut World, call: &Call, id: &str) -> Result<Answer, Answer> {
    call.form.only(&["active"])?;
    let code = world
        .billing
        .codes
        .get_mut(id)
        .filter(|code| code.whose == call.whose);
    let code = code.ok_or_else(|| Answer::missing("promotion_code", id))?;
    if let Some(active) = call.form.text("active") {
        code.active = active == "true";
    }
    Ok(Answer::ok(code.view()))
}

pub fn list_codes(world: &World, call: &Call) -> Result<Answer, Answer> {
    call.form
        .only(&["active", "code", "coupon", "limit", "starting_after"])?;
    let active = call.form.text("active").map(|active| active == "true");
    let typed = call.form.text("code");
    let fits = world.billing.codes.values().filter(|code| {
        code.whose == call.whose
            && active.is_none_or(|active| code.active == active)
            && typed.is_none_or(|typed| code.text.eq_ignore_ascii_case(typed))
    });
    page(call, "/v1/promotion_codes", fits, Code::view)
}
