//! A service as people type it: amounts in pesos, notice in minutes, hours or days, whom it needs by ticking them, and its
//! questions a row each.

use http::Typed;
use kernel::{Currency, Error, FieldError, Result, Slug};
use serde_json::{Value, json};

use super::parts::{both, by_form_names};
use crate::model::answers::QuestionKind;
use crate::model::service::ServiceRequest;
use crate::model::{Day, Horizon, ResourceId};
use crate::queries::services::{NeedView, ServiceView};

/// Things that a service may need at once.
pub(super) const NEEDS: usize = 5;
/// Rows for questions.
pub(super) const QUESTIONS: usize = 20;
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

/// For each need its block and whom it names, for each question its row.
#[derive(Debug, Default)]
struct Places {
    needs: Vec<(usize, Vec<String>)>,
    questions: Vec<usize>,
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

fn read_needs(typed: &Typed, currency: Currency, places: &mut Places) -> Result<Value> {
    let (mut needs, mut faults) = (vec![], vec![]);
    for block in 0..NEEDS {
        let who: Vec<String> = typed
            .all(&format!("need.{block}.who"))
            .into_iter()
            .map(str::to_owned)
            .collect();
        if who.is_empty() {
            continue;
        }
        let all = typed.get(&format!("need.{block}.all")) == "true";
        let terms = |id: &String, faults: &mut Vec<FieldError>| {
            let mut server = json!({ "resource_id": id });
            // Where all are needed nobody has terms of their own.
            for field in if all {
                &[][..]
            } else {
                &["price", "duration", "weight"][..]
            } {
                let name = format!("{field}.{block}.{id}");
                let text = typed.get(&name).trim();
                if text.is_empty() {
                    continue;
                }
                let number = if *field == "price" {
                    currency.read(text)
                } else {
                    text.parse().ok()
                };
                match number {
                    Some(number) => server[*field] = number.into(),
                    None => faults.push(fault(
                        name,
                        if *field == "price" {
                            "not_an_amount"
                        } else {
                            "wrong_type"
                        },
                    )),
                }
            }
            server
        };
        let resources: Vec<Value> = who.iter().map(|id| terms(id, &mut faults)).collect();
        needs.push(json!({ "all": all, "resources": resources }));
        places.needs.push((block, who));
    }
    if faults.is_empty() {
        Ok(Value::Array(needs))
    } else {
        Err(Error::invalid_fields(faults))
    }
}

fn read_questions(typed: &Typed, places: &mut Places) -> Value {
    let mut questions: Vec<Value> = vec![];
    let mut keys: Vec<String> = (0..QUESTIONS)
        .map(|row| typed.get(&format!("q.{row}.key")).to_owned())
        .collect();
    for row in 0..QUESTIONS {
        let field = |name: &str| typed.get(&format!("q.{row}.{name}")).trim().to_owned();
        let label = field("label");
        if label.is_empty() {
            continue;
        }
        let kind = Some(field("kind"))
            .filter(|kind| !kind.is_empty())
            .unwrap_or_else(|| "text".to_owned());
        let options: Vec<_> = match kind.as_str() {
            "choice" => field("options")
                .split([',', '\n'])
                .map(|option| option.trim().to_owned())
                .filter(|option| !option.is_empty())
                .collect(),
            _ => vec![],
        };
        if keys.get(row).is_none_or(String::is_empty) {
            let key = free_key(&label, &keys);
            if let Some(place) = keys.get_mut(row) {
                *place = key;
            }
        }
        questions.push(json!({
            "key": keys.get(row),
            "label": label,
            "kind": kind,
            "required": field("required") == "true",
            "options": options,
        }));
        places.questions.push(row);
    }
    Value::Array(questions)
}

/// Short, of the question's own words, and nobody else's.
fn free_key(label: &str, taken: &[String]) -> String {
    let base =
        Slug::from_name(label).map_or_else(|| "pregunta".to_owned(), |slug| slug.as_str().replace('-', "_"));
    let base: String = base.chars().take(30).collect();
    let numbered = (2..=QUESTIONS + 1).map(|n| format!("{base}_{n}"));
    let mut names = std::iter::once(base.clone()).chain(numbered);
    names.find(|name| !taken.contains(name)).unwrap_or(base)
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

fn fault(field: String, code: &'static str) -> FieldError {
    FieldError {
        field,
        code,
        args: vec![],
    }
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

/// What the form shows of a service.
pub(super) fn written(service: &ServiceView, currency: Currency) -> Vec<(String, String)> {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let number = |number: Option<i16>| number.map(|number| number.to_string()).unwrap_or_default();
    let (notice, notice_unit) = in_units(service.notice);
    let (cancel_until, cancel_unit) = in_units(service.cancel_until);
    let mut pairs: Vec<(String, String)> = [
        ("name", service.name.clone()),
        ("slug", service.slug.clone()),
        ("description", text(&service.description)),
        ("place", text(&service.place)),
        ("price", currency.write(service.price)),
        ("deposit", currency.write(service.deposit)),
        ("duration", service.duration.to_string()),
        ("step", service.step.to_string()),
        ("buffer_before", service.buffer_before.to_string()),
        ("buffer_after", service.buffer_after.to_string()),
        ("notice", notice),
        ("notice_unit", notice_unit.to_owned()),
        ("cancel_until", cancel_until),
        ("cancel_unit", cancel_unit.to_owned()),
        ("most_per_day", number(service.most_per_day)),
        ("most_per_week", number(service.most_per_week)),
        ("most_minutes_per_day", number(service.most_minutes_per_day)),
        ("seats", service.seats.to_string()),
        ("needs_confirmation", service.needs_confirmation.to_string()),
        ("policy", text(&service.policy)),
        ("active", service.active.to_string()),
        ("position", service.position.to_string()),
        ("version", service.version.to_string()),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into();
    pairs.extend(written_horizon(service.horizon));
    for (block, need) in service.needs.iter().enumerate() {
        pairs.extend(written_need(block, need, currency));
    }
    for (row, question) in service.questions.iter().enumerate() {
        let options: Vec<&str> = question.options.iter().map(kernel::Line::as_str).collect();
        let fields = [
            ("key", question.key.clone()),
            ("label", question.label.to_string()),
            ("kind", kind_name(question.kind).to_owned()),
            ("required", question.required.to_string()),
            ("options", options.join(", ")),
        ];
        pairs.extend(fields.map(|(name, value)| (format!("q.{row}.{name}"), value)));
    }
    pairs
}

/// The largest unit in which it is a whole number.
fn in_units(minutes: i32) -> (String, &'static str) {
    match minutes {
        0 => ("0".to_owned(), "hours"),
        days if days % 1440 == 0 => ((days / 1440).to_string(), "days"),
        hours if hours % 60 == 0 => ((hours / 60).to_string(), "hours"),
        minutes => (minutes.to_string(), "minutes"),
    }
}

fn written_horizon(horizon: Horizon) -> Vec<(String, String)> {
    let fields = match horizon {
        Horizon::Days { days } => vec![("kind", "days".to_owned()), ("days", days.to_string())],
        Horizon::BusinessDays { days } => {
            vec![("kind", "business_days".to_owned()), ("days", days.to_string())]
        }
        Horizon::Dates { from, to } => {
            vec![
                ("kind", "dates".to_owned()),
                ("from", from.to_string()),
                ("to", to.to_string()),
            ]
        }
    };
    fields
        .into_iter()
        .map(|(name, value)| (format!("horizon_{name}"), value))
        .collect()
}

fn written_need(block: usize, need: &NeedView, currency: Currency) -> Vec<(String, String)> {
    let mut pairs = vec![(format!("need.{block}.all"), need.all.to_string())];
    for server in &need.resources {
        let id: ResourceId = server.resource_id;
        pairs.push((format!("need.{block}.who"), id.to_string()));
        pairs.extend(
            server
                .price
                .map(|price| (format!("price.{block}.{id}"), currency.write(price))),
        );
        pairs.extend(
            server
                .duration
                .map(|minutes| (format!("duration.{block}.{id}"), minutes.to_string())),
        );
        pairs.push((format!("weight.{block}.{id}"), server.weight.to_string()));
    }
    pairs
}

/// As stored and in the form.
pub(super) const fn kind_name(kind: QuestionKind) -> &'static str {
    match kind {
        QuestionKind::Text => "text",
        QuestionKind::LongText => "long_text",
        QuestionKind::Choice => "choice",
        QuestionKind::Check => "check",
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
