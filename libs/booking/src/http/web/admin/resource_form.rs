//! A professional or a thing as people type it: what it is, its week a line a day, and the dates that differ.

use http::Typed;
use kernel::{Error, FieldError, Result};
use serde_json::Value;

use super::hours_text::{read_hours, write_hours};
use super::parts::{both, by_form_names};
use crate::model::resource::ResourceRequest;
use crate::model::timetable::Timetable;
use crate::model::{DateHours, Day, Resource, Travel, WeekHours, Zone};
use crate::ops::set_schedule::ScheduleRequest;
use crate::queries::resources::ScheduleView;

/// Rows for dates that differ.
pub(super) const DATES: usize = 60;
/// Rows for travels.
pub(super) const TRAVELS: usize = 10;

/// What was read, and in which row of the form each date and each travel stood.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) resource: ResourceRequest,
    pub(super) schedule: ScheduleRequest,
    rows: Vec<usize>,
    travel_rows: Vec<usize>,
}

/// What the form shows of a resource.
pub(super) fn written(resource: &Resource, schedule: &ScheduleView) -> Vec<(String, String)> {
    let kind = match resource.kind {
        crate::model::ResourceKind::Person => "person",
        crate::model::ResourceKind::Thing => "thing",
    };
    let mut pairs: Vec<(String, String)> = [
        ("kind", kind.to_owned()),
        ("name", resource.name.clone()),
        ("time_zone", resource.time_zone.clone()),
        ("rests_on_holidays", resource.rests_on_holidays.to_string()),
        ("active", resource.active.to_string()),
        ("position", resource.position.to_string()),
        ("version", resource.version.to_string()),
        (
            "person_id",
            resource.person_id.map(|id| id.to_string()).unwrap_or_default(),
        ),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into();
    for day in &schedule.week {
        pairs.push((format!("day.{}", day.weekday), write_hours(&day.hours)));
    }
    for (row, date) in schedule.dates.iter().enumerate() {
        pairs.push((format!("date.{row}"), date.date.to_string()));
        pairs.push((format!("hours.{row}"), write_hours(&date.hours)));
    }
    for (row, travel) in schedule.travels.iter().enumerate() {
        pairs.push((format!("away_from.{row}"), travel.from.to_string()));
        pairs.push((format!("away_to.{row}"), travel.to.to_string()));
        pairs.push((format!("away_zone.{row}"), travel.time_zone.as_str().to_owned()));
    }
    pairs
}

/// Reads the form; everything that is wrong is named at once.
pub(super) fn read(typed: &Typed) -> Result<Draft> {
    let lists = both(read_schedule(typed), read_travels(typed));
    let (resource, ((mut schedule, rows), (travels, travel_rows))) = both(read_resource(typed), lists)?;
    schedule.travels = Some(travels);
    Ok(Draft {
        resource,
        schedule,
        rows,
        travel_rows,
    })
}

fn read_resource(typed: &Typed) -> Result<ResourceRequest> {
    let texts =
        ["kind", "name", "time_zone", "position", "person_id"].map(|name| (name, typed.get(name).to_owned()));
    let boxes = ["rests_on_holidays", "active"].map(|name| (name, (typed.get(name) == "true").to_string()));
    Typed::prefilled(texts.into_iter().chain(boxes)).nested(|name, text| match name {
        "rests_on_holidays" | "active" => Ok(Some(Value::Bool(text == "true"))),
        "position" => text
            .parse::<i64>()
            .map(|n| Some(n.into()))
            .map_err(|_| "wrong_type"),
        _ => Ok(Some(text.into())),
    })
}

fn read_schedule(typed: &Typed) -> Result<(ScheduleRequest, Vec<usize>)> {
    let mut faults = vec![];
    let mut week = vec![];
    for weekday in 1..=7 {
        let name = format!("day.{weekday}");
        match read_hours(typed.get(&name)) {
            Some(hours) => week.push(WeekHours { weekday, hours }),
            None => faults.push(fault(name, "not_hours")),
        }
    }
    let (mut dates, mut rows) = (vec![], vec![]);
    for row in 0..DATES {
        let (date, hours) = (format!("date.{row}"), format!("hours.{row}"));
        if typed.get(&date).trim().is_empty() {
            if !typed.get(&hours).trim().is_empty() {
                faults.push(fault(date, "required"));
            }
            continue;
        }
        match (typed.get(&date).trim().parse(), read_hours(typed.get(&hours))) {
            (Ok(date), Some(hours)) => {
                dates.push(DateHours { date, hours });
                rows.push(row);
            }
            (Err(_), _) => faults.push(fault(date, "not_a_date")),
            (_, None) => faults.push(fault(hours, "not_hours")),
        }
    }
    if !faults.is_empty() {
        return Err(Error::invalid_fields(faults));
    }
    let dates = Some(dates);
    let request = ScheduleRequest {
        week,
        dates,
        travels: None,
    };
    Ok((request, rows))
}

/// Rows that are wholly empty are no travels.
fn read_travels(typed: &Typed) -> Result<(Vec<Travel>, Vec<usize>)> {
    let (mut travels, mut rows, mut faults) = (vec![], vec![], vec![]);
    for row in 0..TRAVELS {
        let [from, to, zone] = ["away_from", "away_to", "away_zone"].map(|name| format!("{name}.{row}"));
        let text = |name: &str| typed.get(name).trim();
        if text(&from).is_empty() && text(&to).is_empty() {
            continue;
        }
        let mut day = |name: &String| {
            let read = text(name).parse::<Day>().ok();
            if read.is_none() {
                let code = if text(name).is_empty() {
                    "required"
                } else {
                    "not_a_date"
                };
                faults.push(fault(name.clone(), code));
            }
            read
        };
        let days = (day(&from), day(&to));
        let read = Zone::try_from(text(&zone).to_owned());
        match (days, read) {
            ((Some(from), Some(to)), Ok(time_zone)) => {
                travels.push(Travel { from, to, time_zone });
                rows.push(row);
            }
            (_, Err(_)) => faults.push(fault(zone, "required")),
            _ => {}
        }
    }
    if faults.is_empty() {
        Ok((travels, rows))
    } else {
        Err(Error::invalid_fields(faults))
    }
}

fn fault(field: String, code: &'static str) -> FieldError {
    FieldError {
        field,
        code,
        args: vec![],
    }
}

impl Draft {
    /// When it is there, with everything checked.
    pub(super) fn timetable(&self) -> Result<Timetable> {
        self.schedule.timetable()
    }

    /// What an operation refused, by the names of the form.
    pub(super) fn by_form_names(&self, error: Error) -> Error {
        let number = |text: &str| text.parse::<usize>().ok();
        by_form_names(error, |steps| match steps {
            ["week", at, ..] => {
                let day = number(at).and_then(|at| self.schedule.week.get(at))?;
                Some(format!("day.{}", day.weekday))
            }
            ["dates", at, field, ..] => {
                let row = number(at).and_then(|at| self.rows.get(at))?;
                Some(format!(
                    "{}.{row}",
                    if *field == "date" { "date" } else { "hours" }
                ))
            }
            ["travels", at, field, ..] => {
                let row = number(at).and_then(|at| self.travel_rows.get(at))?;
                Some(format!("away_{field}.{row}"))
            }
            _ => None,
        })
    }
}

/// The hours of one day put on others, as the form asked for it.
pub(super) fn copied(typed: &Typed) -> Typed {
    let from = typed.get(&format!("day.{}", typed.get("copy_from"))).to_owned();
    let targets: Vec<String> = typed
        .all("copy_to")
        .into_iter()
        .map(|day| format!("day.{day}"))
        .collect();
    let is_kept = |name: &str| !targets.iter().any(|target| target == name) && name != "copy_to";
    let kept = typed
        .pairs()
        .filter(|(name, _)| is_kept(name))
        .map(|(name, value)| (name.to_owned(), value.to_owned()));
    Typed::prefilled(kept.chain(targets.iter().map(|target| (target.clone(), from.clone()))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(pairs: &[(&str, &str)]) -> Typed {
        let fine = [("kind", "person"), ("name", "Ana"), ("active", "true")];
        Typed::prefilled(
            pairs
                .iter()
                .copied()
                .chain(fine)
                .map(|(name, value)| (name, value.to_owned())),
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
    fn every_fault_is_at_its_field() {
        let form = typed(&[
            ("day.2", "mañana"),
            ("date.3", "ayer"),
            ("date.5", "2026-12-24"),
            ("hours.5", "x"),
        ]);
        assert_eq!(
            faults(read(&form).unwrap_err()),
            ["day.2: not_hours", "date.3: not_a_date", "hours.5: not_hours"]
        );
    }

    #[test]
    fn refusals_of_the_operation_find_their_row() {
        let form = typed(&[("day.1", "9-13"), ("date.4", "2026-12-24"), ("hours.4", "9-12")]);
        let draft = read(&form).unwrap();
        let named = |field: &str| faults(draft.by_form_names(Error::invalid(field, "overlap")));
        assert_eq!(named("week.0.hours"), ["day.1: overlap"]);
        assert_eq!(named("dates.0.hours.0.closes"), ["hours.4: overlap"]);
        assert_eq!(named("dates.0.date"), ["date.4: overlap"]);
    }

    #[test]
    fn a_travel_has_both_dates_and_a_zone() {
        let form = typed(&[
            ("away_from.0", "2026-12-01"),
            ("away_zone.0", "Europe/Madrid"),
            ("away_from.2", "2026-12-05"),
            ("away_to.2", "2026-12-04"),
            ("away_zone.2", "Europe/Madrid"),
        ]);
        assert_eq!(faults(read(&form).unwrap_err()), ["away_to.0: required"]);
        let form = typed(&[
            ("away_from.2", "2026-12-05"),
            ("away_to.2", "2026-12-04"),
            ("away_zone.2", "Europe/Madrid"),
        ]);
        let draft = read(&form).unwrap();
        let refused = draft.by_form_names(draft.timetable().unwrap_err());
        assert_eq!(faults(refused), ["away_to.2: before_start"]);
    }

    #[test]
    fn hours_are_copied_to_other_days() {
        let form = typed(&[
            ("day.1", "9-13"),
            ("day.3", "8-9"),
            ("copy_from", "1"),
            ("copy_to", "2"),
            ("copy_to", "3"),
        ]);
        let copied = copied(&form);
        assert_eq!((copied.get("day.2"), copied.get("day.3")), ("9-13", "9-13"));
    }
}
