//! What the form for booking at the desk sends: an appointment, and how often it repeats.

use http::{Typed, Visitor};
use kernel::{Instant, Result};
use serde::Deserialize;
use serde_json::Value;
use validator::Validate;

use super::clock::read_moment;
use super::parts::{both, by_form_names};
use crate::ops::book_at_desk::DeskBookingRequest;
use crate::ops::book_series::Repeat;

/// What was read.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) request: DeskBookingRequest,
    /// Missing for a single one.
    pub(super) repeat: Option<Repeat>,
}

/// The fields about repeating.
#[derive(Debug, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
struct RepeatFields {
    #[validate(range(min = 1, max = 12))]
    every_weeks: i16,
    #[validate(range(min = 2, max = 52))]
    times: i16,
}

/// When it begins.
pub(super) fn moment(ctx: &Visitor, typed: &Typed) -> Result<Instant> {
    read_moment(
        ("date", typed.get("date")),
        ("time", typed.get("time")),
        &ctx.shop.zone(),
    )
}

/// Reads the form; everything that is wrong is named at once.
pub(super) fn read(ctx: &Visitor, typed: &Typed) -> Result<Asked> {
    let start = moment(ctx, typed);
    // When the moment is wrong, what else is wrong is found with any other.
    let known = start.as_ref().map_or(ctx.app.env.now(), |start| *start);
    let rest = both(read_request(typed, known), read_repeat(typed));
    let (_, (request, repeat)) = both(start, rest)?;
    Ok(Asked { request, repeat })
}

fn read_request(typed: &Typed, start: Instant) -> Result<DeskBookingRequest> {
    let plain = ["service_id", "resource_id", "seats", "notes"]
        .map(|name| (name.to_owned(), typed.get(name).to_owned()));
    let contact =
        ["name", "email", "phone"].map(|name| (format!("customer.{name}"), typed.get(name).to_owned()));
    let start_field = [("start".to_owned(), start.to_string())];
    let pairs = plain.into_iter().chain(contact).chain(start_field);
    let read = Typed::prefilled(pairs).nested(|name, text| match name {
        "seats" => number(text),
        _ => Ok(Some(text.into())),
    });
    read.map_err(|error| {
        by_form_names(error, |steps| match steps {
            // Nothing of the customer was typed.
            ["customer"] => Some("name".to_owned()),
            ["customer", field] => Some((*field).to_owned()),
            _ => None,
        })
    })
}

/// Nothing is repeated until it is said how often.
fn read_repeat(typed: &Typed) -> Result<Option<Repeat>> {
    if typed.get("every_weeks").trim().is_empty() {
        return Ok(None);
    }
    let pairs = ["every_weeks", "times"].map(|name| (name, typed.get(name).to_owned()));
    let RepeatFields { every_weeks, times } = Typed::prefilled(pairs).nested(|_, text| number(text))?;
    Ok(Some(Repeat { every_weeks, times }))
}

fn number(text: &str) -> std::result::Result<Option<Value>, &'static str> {
    let read = text.parse::<i64>();
    read.map(|n| Some(Value::from(n))).map_err(|_| "wrong_type")
}

/// One field in place of what was typed there.
pub(super) fn with(typed: &Typed, name: &str, value: &str) -> Typed {
    let others = typed.pairs().filter(|(other, _)| *other != name);
    let others = others.map(|(name, value)| (name.to_owned(), value.to_owned()));
    Typed::prefilled(others.chain([(name.to_owned(), value.to_owned())]))
}

#[cfg(test)]
mod tests {
    use kernel::Error;

    use super::*;

    fn repeat(every_weeks: &str, times: &str) -> Result<Option<Repeat>> {
        let pairs = [("every_weeks", every_weeks), ("times", times)];
        read_repeat(&Typed::prefilled(
            pairs.map(|(name, value)| (name, value.to_owned())),
        ))
    }

    fn faults(error: Error) -> Vec<String> {
        match error {
            Error::Refused(refusal) => refusal.fields.into_iter().map(|fault| fault.field).collect(),
            Error::Fault(fault) => panic!("{fault}"),
        }
    }

    #[test]
    fn a_series_is_asked_for_by_how_often_and_how_many() {
        assert!(repeat("", "7").unwrap().is_none());
        let read = repeat("2", "10").unwrap().unwrap();
        assert_eq!((read.every_weeks, read.times), (2, 10));
        assert_eq!(faults(repeat("1", "").unwrap_err()), ["times"]);
        assert_eq!(faults(repeat("1", "53").unwrap_err()), ["times"]);
        assert_eq!(faults(repeat("13", "2").unwrap_err()), ["every_weeks"]);
    }
}
