//! Taxes, and how much of them.

use std::collections::BTreeMap;

use kernel::Instant;
use serde_json::{Value, json};

use super::money::{share, tax_inside};
use crate::stripe::account::is_live;
use crate::stripe::answer::Answer;
use crate::stripe::call::Call;
use crate::stripe::create::metadata;
use crate::stripe::listing::{Listed, page};
use crate::stripe::world::World;

/// A tax.
#[derive(Debug, Clone)]
pub struct TaxRate {
    pub id: String,
    pub whose: String,
    pub name: String,
    /// In hundredths of a per cent.
    pub points: i64,
    pub inclusive: bool,
    pub country: Option<String>,
    pub metadata: BTreeMap<String, String>,
    pub created: Instant,
}

impl Listed for TaxRate {
    fn id(&self) -> &str {
        &self.id
    }

    fn created(&self) -> Instant {
        self.created
    }
}

impl TaxRate {
    /// Of an amount, in it or on top.
    pub fn of(&self, amount: i64) -> i64 {
        if self.inclusive {
            tax_inside(amount, self.points)
        } else {
            share(amount, self.points)
        }
    }

    pub fn view(&self) -> Value {
        json!({
            "id": self.id, "object": "tax_rate", "active": true, "country": self.country,
            "created": self.created.unix_seconds(), "description": null, "display_name": self.name,
            "effective_percentage": percent(self.points), "flat_amount": null, "inclusive": self.inclusive,
            "jurisdiction": null, "jurisdiction_level": null, "livemode": is_live(&self.whose), "metadata": self.metadata,
            "percentage": percent(self.points), "rate_type": "percentage", "state": null, "tax_type": null,
        })
    }
}

/// Hundredths of a per cent as the API writes them.
pub fn percent(points: i64) -> Value {
    let number = format!("{}.{:02}", points / 100, points % 100).parse::<serde_json::Number>();
    number.map_or(Value::Null, Value::Number)
}

/// The same the other way, with two places at most.
pub fn points(text: &str) -> Option<i64> {
    let (whole, places) = text.split_once('.').unwrap_or((text, ""));
    let places = format!("{places:0<2}");
    let fine = places.len() == 2 && places.bytes().all(|b| b.is_ascii_digit());
    let whole: i64 = whole
        .parse()
        .ok()
        .filter(|whole| (0..=100).contains(whole) && fine)?;
    Some(whole * 100 + places.parse::<i64>().ok()?)
}

pub fn make(world: &mut World, call: &Call) -> Result<Answer, Answer> {
    let form = &call.form;
    form.only(&[
        "country",
        "description",
        "display_name",
        "inclusive",
        "metadata",
        "percentage",
    ])?;
    let points = points(form.needed("percentage")?);
    let wrong = || Answer::wrong("parameter_invalid", "percentage", "Invalid percentage");
    form.needed("inclusive")?;
    let rate = TaxRate {
        id: world.name("txr"),
        whose: call.whose.clone(),
        name: form.needed("display_name")?.to_owned(),
        points: points.ok_or_else(wrong)?,
        inclusive: form.is_true("inclusive"),
        country: form.text("country").map(str::to_owned),
        metadata: metadata(call)?,
        created: call.now,
    };
    let view = rate.view();
    world.billing.tax_rates.insert(rate.id.clone(), rate);
    Ok(Answer::ok(view))
}

pub fn list(world: &World, call: &Call) -> Result<Answer, Answer> {
    call.form
        .only(&["active", "inclusive", "limit", "starting_after"])?;
    let own = world
        .billing
        .tax_rates
        .values()
        .filter(|rate| rate.whose == call.whose);
    page(call, "/v1/tax_rates", own, TaxRate::view)
}

#[cfg(test)]
mod tests {
    use super::{percent, points};

    #[test]
    fn per_cents_come_and_go() {
        for (text, number) in [("19", 1_900), ("19.0", 1_900), ("12.5", 1_250), ("0.05", 5)] {
            assert_eq!(points(text), Some(number), "{text}");
        }
        for odd in ["", "-1", "101", "1.234", "x", "1.x"] {
            assert_eq!(points(odd), None, "{odd}");
        }
        assert_eq!(percent(1_250).as_f64(), Some(12.5));
    }
}
