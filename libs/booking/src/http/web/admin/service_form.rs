//! A service as people type it: amounts in pesos, notice in minutes, hours or days, and its lists.

use http::Typed;
use kernel::{Currency, Error, Result};
use serde_json::{Value, json};

use super::parts::{both, by_form_names};
use super::service_lists::{Places, read_needs, read_questions};
use crate::model::Day;
use crate::model::service::ServiceRequest;

/// Fields that are sent as they are typed, as whole numbers.
const NUMBERS: [&str; 11] = [
    "duration",
    "step",
    "buffer_before",
    "buffer_after",
    "most_per_day",
    "most_per_week",
    "most_minutes_per_day",
    "seats",
    "position",
    "notice",
    "cancel_until",
];
const TEXTS: [&str; 5] = ["name", "slug", "description", "place", "policy"];
const BOXES: [&str; 2] = ["needs_confirmation", "active"];

/// What was read, and where in the form its lists stood.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) service: ServiceRequest,
    places: Places,
}

/// Reads the form.
pub(super) fn read(typed: &Typed, currency: Currency) -> Result<Draft> {
    let mut places = Places::default();
    let needs = read_needs(typed, currency, &mut places);
    let questions = read_questions(typed, &mut places);
    let lists = both(needs.map(|needs| (needs, questions)), read_horizon(typed));
    let plain = read_plain(typed, currency, &lists);
    let read = plain.map_err(|error| places.by_form_names(error));
    let (service, _) = both(read, lists)?;
    Ok(Draft { service, places })
}

/// The fields that stand alone; of the lists, what could be read of them.
fn read_plain(
    typed: &Typed,
    currency: Currency,
    lists: &Result<((Value, Value), Value)>,
) -> Result<ServiceRequest> {
    let whole = ["price", "deposit"];
    let names = TEXTS.iter().chain(&NUMBERS).chain(&whole);
    let mut pairs: Vec<(&str, String)> = names.map(|name| (*name, typed.get(name).to_owned())).collect();
    pairs.extend(BOXES.map(|name| (name, (typed.get(name) == "true").to_string())));
    if let Ok(((needs, questions), horizon)) = lists {
        let lists = [("needs", needs), ("questions", questions), ("horizon", horizon)];
        pairs.extend(lists.map(|(name, value)| (name, value.to_string())));
    }
    let unit = |name: &str| match name {
        "notice" => minutes_in(typed.get("notice_unit")),
        "cancel_until" => minutes_in(typed.get("cancel_unit")),
        _ => 1,
    };
    Typed::prefilled(pairs).nested(|name, text| match name {
        "price" | "deposit" => currency
            .read(text)
            .map(|amount| Some(amount.into()))
            .ok_or("not_an_amount"),
        "needs" | "questions" | "horizon" => serde_json::from_str(text).map(Some).map_err(|_| "invalid"),
        name if BOXES.contains(&name) => Ok(Some(Value::Bool(text == "true"))),
        name if NUMBERS.contains(&name) => {
            let number = text
                .parse::<i64>()
                .ok()
                .and_then(|number| number.checked_mul(unit(name)));
            number.map(|number| Some(number.into())).ok_or("wrong_type")
        }
        _ => Ok(Some(text.into())),
    })
}

fn minutes_in(unit: &str) -> i64 {
    match unit {
        "hours" => 60,
        "days" => 24 * 60,
        _ => 1,
    }
}

fn read_horizon(typed: &Typed) -> Result<Value> {
    let kind = typed.get("horizon_kind");
    if kind != "dates" {
        let days = typed.get("horizon_days").trim();
        let days: i16 = match days {
            "" => return Err(Error::invalid("horizon_days", "required")),
            text => text
                .parse()
                .map_err(|_| Error::invalid("horizon_days", "out_of_range"))?,
        };
        let kind = if kind == "business_days" { kind } else { "days" };
        return Ok(json!({ "kind": kind, "days": days }));
    }
    let day = |name: &'static str| {
        let text = typed.get(name).trim();
        let read = text.parse::<Day>();
        read.map_err(|_| Error::invalid(name, if text.is_empty() { "required" } else { "not_a_date" }))
    };
    let (from, to) = both(day("horizon_from"), day("horizon_to"))?;
    Ok(json!({ "kind": "dates", "from": from, "to": to }))
}

impl Draft {
    /// What an operation refused, by the names of the form.
    pub(super) fn by_form_names(&self, error: Error) -> Error {
        self.places.by_form_names(error)
    }
}

impl Places {
    fn by_form_names(&self, error: Error) -> Error {
        let number = |text: &str| text.parse::<usize>().ok();
        by_form_names(error, |steps| match steps {
            ["needs"] => Some("need.0".to_owned()),
            ["needs", need, rest @ ..] => {
                let (block, who) = number(need).and_then(|need| self.needs.get(need))?;
                match rest {
                    ["resources", at, field @ ("price" | "duration" | "weight")] => {
                        let id = number(at).and_then(|at| who.get(at))?;
                        Some(format!("{field}.{block}.{id}"))
                    }
                    _ => Some(format!("need.{block}")),
                }
            }
            ["questions", at, field, ..] => {
                let row = number(at).and_then(|at| self.questions.get(at))?;
                Some(format!(
                    "q.{row}.{}",
                    if *field == "options" { "options" } else { "label" }
                ))
            }
            ["horizon"] => Some("horizon_days".to_owned()),
            ["horizon", field] => Some(format!("horizon_{field}")),
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANA: &str = "01931f3e-0000-7000-8000-000000000001";

    fn typed(pairs: &[(&str, &str)]) -> Typed {
        let fine = [
            ("name", "Corte"),
            ("price", "35.000"),
            ("duration", "45"),
            ("horizon_kind", "days"),
            ("horizon_days", "30"),
            ("active", "true"),
        ];
        Typed::prefilled(
            pairs
                .iter()
                .copied()
                .chain(fine)
                .map(|(name, value)| (name.to_owned(), value.to_owned())),
        )
    }

    fn faults(error: Error) -> Vec<String> {
        match error {
            Error::Refused(refusal) => refusal
                .fields
                .into_iter()
                .map(|field| format!("{}: {}", field.field, field.code))
                .collect(),
            Error::Fault(fault) => panic!("{fault}"),
        }
    }

    #[test]
    fn a_service_is_read_as_people_type_it() {
        let own_price = format!("price.1.{ANA}");
        let form = typed(&[
            ("notice", "2"),
            ("notice_unit", "hours"),
            ("need.1.who", ANA),
            (&own_price, "$ 40.000"),
            ("q.2.label", "¿Qué color?"),
            ("q.2.kind", "choice"),
            ("q.2.options", "Rojo, Azul"),
        ]);
        let service = read(&form, Currency::COP).unwrap().service;
        assert_eq!((service.price, service.notice), (3_500_000, 120));
        assert_eq!(service.needs[0].resources[0].price, Some(4_000_000));
        assert_eq!(
            (
                service.questions[0].key.as_str(),
                service.questions[0].options.len()
            ),
            ("que_color", 2)
        );
    }

    #[test]
    fn every_fault_is_at_its_field() {
        let own = format!("duration.2.{ANA}");
        let form = typed(&[
            ("price", "gratis"),
            ("need.2.who", ANA),
            (&own, "x"),
            ("deposit", "1"),
        ]);
        let expected = [
            "price: not_an_amount".to_owned(),
            format!("duration.2.{ANA}: wrong_type"),
        ];
        assert_eq!(faults(read(&form, Currency::COP).unwrap_err()), expected);
    }

    #[test]
    fn refusals_of_the_operation_find_their_field() {
        let form = typed(&[("need.1.who", ANA), ("q.3.label", "¿Alergias?")]);
        let draft = read(&form, Currency::COP).unwrap();
        let named = |field: &str| faults(draft.by_form_names(Error::invalid(field, "out_of_range")));
        assert_eq!(
            named("needs.0.resources.0.weight"),
            [format!("weight.1.{ANA}: out_of_range")]
        );
        assert_eq!(named("needs.0.resources"), ["need.1: out_of_range"]);
        assert_eq!(named("questions.0.options"), ["q.3.options: out_of_range"]);
        assert_eq!(named("horizon.days"), ["horizon_days: out_of_range"]);
    }
}
