//! From the question's form to the engine's types.

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;

use super::form::{Assignment, Blocked, Entry, Host, Input, Limited, Override, Period, Rule, When};
use crate::busy::Busy;
use crate::crew::{Crew, Kind, Need, Resource};
use crate::hours::{Hours, WrongHours};
use crate::moment::{Length, Minutes, Span};
use crate::schedule::Schedule;
use crate::service::{Buffers, Capacity, Horizon, Limits, Service};
use crate::zone::{find_zone, midnight};

/// Why a case makes no sense.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unanswerable {
    /// No such zone.
    #[error("there is no zone {0}")]
    Zone(String),
    /// No such day of the week.
    #[error("days of the week are 1 to 7, not {0}")]
    Weekday(i8),
    /// No such time of day.
    #[error(transparent)]
    Hours(#[from] WrongHours),
    /// A duration or step of nothing.
    #[error("a duration and a step are at least a minute")]
    NoLength,
}

/// What an enquiry is about.
pub(super) struct Built {
    pub service: Service,
    pub crew: Crew,
    /// Ids of a team by position.
    pub names: Vec<String>,
}

pub(super) fn built(input: &Input) -> Result<Built, Unanswerable> {
    let (crew, names) = match &input.hosts {
        None => (alone(input)?, Vec::new()),
        Some(hosts) => team(input, hosts)?,
    };
    Ok(Built {
        service: service(input)?,
        crew,
        names,
    })
}

fn service(input: &Input) -> Result<Service, Unanswerable> {
    let length = |minutes| Length::new(minutes).ok_or(Unanswerable::NoLength);
    Ok(Service {
        duration: length(input.duration_min)?,
        step: length(input.step_min.unwrap_or(input.duration_min))?,
        buffers: buffers(input.buffer_before_min, input.buffer_after_min),
        notice: Minutes(input.min_notice_min),
        horizon: horizon(input.period),
        limits: limits(input.limits),
        capacity: input.seats.map_or(Capacity::One, Capacity::Seats),
    })
}

fn buffers(before: u32, after: u32) -> Buffers {
    Buffers {
        before: Minutes(before),
        after: Minutes(after),
    }
}

fn horizon(period: Option<Period>) -> Horizon {
    match period {
        None => Horizon::Open,
        Some(Period::RollingDays { days }) => Horizon::Days(days),
        Some(Period::RollingBusinessDays { days }) => Horizon::BusinessDays(days),
        Some(Period::Range { from, to }) => Horizon::Dates(from, to),
    }
}

fn limits(limited: Limited) -> Limits {
    Limits {
        per_day: limited.per_day,
        per_week: limited.per_week,
        minutes_per_day: limited.minutes_per_day.map(Minutes),
    }
}

fn alone(input: &Input) -> Result<Crew, Unanswerable> {
    let schedule = schedule(&input.tz, &input.rules, &input.overrides)?;
    let resource = resource(schedule, &input.blocked, &input.busy, input)?;
    Ok(Crew::of(Need::All(vec![resource])))
}

/// Fixed hosts, then the others: of a collective all of them, otherwise any.
fn team(input: &Input, hosts: &[Host]) -> Result<(Crew, Vec<String>), Unanswerable> {
    let (fixed, others): (Vec<_>, Vec<_>) = hosts.iter().partition(|host| host.fixed);
    let names = fixed.iter().chain(&others).map(|host| host.id.clone()).collect();
    let member = |host: &&Host| {
        let zone = host.tz.as_ref().unwrap_or(&input.tz);
        let schedule = schedule(zone, &host.rules, &host.overrides)?;
        resource(schedule, &host.blocked, &host.busy, input)
    };
    let fixed = fixed.iter().map(member).collect::<Result<Vec<_>, _>>()?;
    let others = others.iter().map(member).collect::<Result<Vec<_>, _>>()?;
    let by_turns = input.assignment != Some(Assignment::Collective);
    let needs = [
        Need::All(fixed),
        if by_turns {
            Need::AnyOf(others)
        } else {
            Need::All(others)
        },
    ];
    let needs = needs.into_iter().filter(|need| !need.resources().is_empty());
    let crew = needs.fold(Crew::default(), Crew::and);
    Ok((crew, names))
}

fn schedule(zone: &str, rules: &[Rule], overrides: &[Override]) -> Result<Schedule, Unanswerable> {
    let mut schedule = Schedule::closed(zone_of(zone)?);
    for rule in rules {
        let hours = Hours::read(&rule.start, &rule.end)?;
        for day in &rule.days {
            let day = Weekday::from_monday_one_offset(*day).map_err(|_| Unanswerable::Weekday(*day))?;
            schedule = schedule.open(day, hours);
        }
    }
    for Override { date, windows } in overrides {
        let hours = windows.iter().map(|(start, end)| Hours::read(start, end));
        schedule = schedule.except(*date, hours.collect::<Result<_, _>>()?);
    }
    Ok(schedule)
}

fn resource(
    schedule: Schedule,
    blocked: &[Blocked],
    entries: &[Entry],
    input: &Input,
) -> Result<Resource, Unanswerable> {
    let blocked = blocked
        .iter()
        .filter_map(|blocked| Span::new(blocked.start.into(), blocked.end.into()));
    let mut busy = Vec::new();
    for entry in entries.iter().filter(|entry| takes_time(entry, input)) {
        busy.extend(taken(entry, schedule.zone())?);
    }
    Ok(Resource {
        kind: Kind::Person,
        blocked: blocked.collect(),
        busy,
        schedule,
    })
}

/// Not so what its calendar shows as free, what was cancelled, and the booking that is being moved.
fn takes_time(entry: &Entry, input: &Input) -> bool {
    let is_free = entry.transparency.as_deref() == Some("transparent");
    let is_off = matches!(entry.status.as_deref(), Some("cancelled" | "expired"));
    let is_moved = input.reschedule_uid.is_some() && entry.uid == input.reschedule_uid;
    !(is_free || is_off || is_moved)
}

/// `None` for what lasts no time.
fn taken(entry: &Entry, zone: &TimeZone) -> Result<Option<Busy>, Unanswerable> {
    let span = match (&entry.when, &entry.calendar_tz) {
        (When::Span { start, end }, _) => Span::new((*start).into(), (*end).into()),
        (When::Days { all_day }, None) => whole_days(zone, *all_day),
        (When::Days { all_day }, Some(calendar)) => whole_days(&zone_of(calendar)?, *all_day),
    };
    Ok(span.map(|span| Busy {
        span,
        buffers: buffers(entry.buffer_before_min, entry.buffer_after_min),
        counts: entry.counts,
        seats_taken: entry.seats_taken.filter(|_| entry.same_service),
        lapses_at: entry.hold_expires_at.map(Into::into),
    }))
}

fn whole_days(zone: &TimeZone, (first, end): (Date, Date)) -> Option<Span> {
    Span::new(midnight(zone, first), midnight(zone, end))
}

fn zone_of(name: &str) -> Result<TimeZone, Unanswerable> {
    find_zone(name).ok_or_else(|| Unanswerable::Zone(name.to_owned()))
}
