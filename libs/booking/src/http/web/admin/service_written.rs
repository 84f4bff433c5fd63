//! What the form shows of a service that is stored.

use kernel::Currency;

use crate::model::answers::QuestionKind;
use crate::model::{Horizon, ResourceId};
use crate::queries::services::{NeedView, ServiceView};

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
