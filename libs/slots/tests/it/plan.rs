//! A question in plain numbers, from which the engine's types are made and the second opinion is formed.

use std::num::NonZeroU32;

use jiff::civil::{Date, Weekday, date};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use slots::{
    Buffers, Busy, Capacity, Crew, Enquiry, Horizon, Hours, Kind, Length, Limits, Minutes, Moment, Need,
    Resource, Schedule, Service, Span,
};

/// With changes of an hour and of half of one, at midnight and at night, north and south, and without any.
pub const ZONES: [&str; 10] = [
    "America/New_York",
    "Europe/London",
    "Africa/Cairo",
    "America/Bogota",
    "Australia/Lord_Howe",
    "America/Havana",
    "Asia/Beirut",
    "Pacific/Chatham",
    "America/Santiago",
    "Atlantic/Azores",
];

const NEW_YEAR: Date = date(2026, 1, 1);

/// Times are minutes after `from`, unless they say otherwise.
#[derive(Debug, Clone)]
pub struct Plan {
    pub from: Timestamp,
    pub length: i64,
    pub now_seconds: i64,
    pub duration: u32,
    pub step: u32,
    pub before: u32,
    pub after: u32,
    pub notice: u32,
    pub horizon: Horizon,
    pub limits: Limits,
    pub seats: Option<u32>,
    pub needs: Vec<PlannedNeed>,
}

#[derive(Debug, Clone)]
pub struct PlannedNeed {
    pub wants_all: bool,
    pub hosts: Vec<Host>,
}

#[derive(Debug, Clone)]
pub struct Host {
    pub zone: &'static str,
    pub kind: Kind,
    /// Day of the week from 1, opening and closing in minutes after midnight.
    pub week: Vec<(i8, u16, u16)>,
    /// Days after the date of `from` in UTC.
    pub exceptions: Vec<(i64, Vec<(u16, u16)>)>,
    pub blocked: Vec<(i64, i64)>,
    pub busy: Vec<Entry>,
}

#[derive(Debug, Clone)]
pub struct Entry {
    pub start: i64,
    pub length: i64,
    pub before: u32,
    pub after: u32,
    pub counts: bool,
    pub seats: Option<u32>,
    pub lapses_seconds: Option<i64>,
}

impl Plan {
    pub fn at(&self, minute: i64) -> Timestamp {
        self.from + SignedDuration::from_mins(minute)
    }

    pub fn at_second(&self, second: i64) -> Timestamp {
        self.from + SignedDuration::from_secs(second)
    }

    pub fn span(&self, start: i64, end: i64) -> Span {
        Span::new(self.at(start).into(), self.at(end).into()).unwrap()
    }

    pub fn range(&self) -> Span {
        self.span(0, self.length)
    }

    pub fn exception_date(&self, day: i64) -> Date {
        self.at(day * 24 * 60).to_zoned(TimeZone::UTC).date()
    }

    pub fn hosts(&self) -> impl Iterator<Item = &Host> {
        self.needs.iter().flat_map(|need| &need.hosts)
    }

    pub fn service(&self) -> Service {
        Service {
            duration: Length::new(self.duration).unwrap(),
            step: Length::new(self.step).unwrap(),
            buffers: buffers(self.before, self.after),
            notice: Minutes(self.notice),
            horizon: self.horizon,
            limits: self.limits,
            capacity: self
                .seats
                .and_then(NonZeroU32::new)
                .map_or(Capacity::One, Capacity::Seats),
        }
    }

    pub fn crew(&self) -> Crew {
        self.needs.iter().fold(Crew::default(), |crew, need| {
            let resources = need.hosts.iter().map(|host| self.resource(host)).collect();
            crew.and(if need.wants_all {
                Need::All(resources)
            } else {
                Need::AnyOf(resources)
            })
        })
    }

    pub fn ask<T>(&self, question: impl FnOnce(Enquiry<'_>) -> T) -> T {
        let (service, crew) = (self.service(), self.crew());
        question(Enquiry {
            service: &service,
            crew: &crew,
            now: self.at_second(self.now_seconds).into(),
        })
    }

    fn resource(&self, host: &Host) -> Resource {
        Resource {
            kind: host.kind,
            schedule: self.schedule(host),
            blocked: host
                .blocked
                .iter()
                .map(|(start, end)| self.span(*start, *end))
                .collect(),
            busy: host.busy.iter().map(|entry| self.busy(entry)).collect(),
        }
    }

    fn schedule(&self, host: &Host) -> Schedule {
        let mut schedule = Schedule::closed(slots::find_zone(host.zone).unwrap());
        for (day, opens, closes) in &host.week {
            let day = Weekday::from_monday_one_offset(*day).unwrap();
            schedule = schedule.open(day, Hours::new(*opens, *closes).unwrap());
        }
        for (day, hours) in &host.exceptions {
            let hours = hours
                .iter()
                .map(|(opens, closes)| Hours::new(*opens, *closes).unwrap());
            schedule = schedule.except(self.exception_date(*day), hours.collect());
        }
        schedule
    }

    fn busy(&self, entry: &Entry) -> Busy {
        Busy {
            span: self.span(entry.start, entry.start + entry.length),
            buffers: buffers(entry.before, entry.after),
            counts: entry.counts,
            seats_taken: entry.seats,
            lapses_at: entry
                .lapses_seconds
                .map(|second| Moment::from(self.at_second(second))),
        }
    }
}

fn buffers(before: u32, after: u32) -> Buffers {
    Buffers {
        before: Minutes(before),
        after: Minutes(after),
    }
}

/// Plans near a change of the clocks, where there is one.
pub fn plans() -> impl Strategy<Value = Plan> {
    let sessions = || prop::collection::vec((any::<usize>(), 0..3_u32), 0..4);
    prop::sample::select(&ZONES[..])
        .prop_flat_map(move |zone| (start(zone), service(), needs(zone), sessions()))
        .prop_map(|((from, length, now_seconds), service, needs, sessions)| {
            let plan = Plan {
                from,
                length,
                now_seconds,
                needs,
                horizon: near(service.horizon, from),
                ..service
            };
            plan.with_sessions(&sessions)
        })
}

impl Plan {
    /// Sessions where some could be: by chance alone none would ever be joined.
    fn with_sessions(mut self, sessions: &[(usize, u32)]) -> Self {
        if self.seats.is_none() {
            return self;
        }
        let offered = self.ask(|enquiry| enquiry.slots(self.range()));
        for (which, taken) in sessions {
            if let Some(slot) = offered.get(which % offered.len().max(1)) {
                let start = slot.span.start().timestamp().duration_since(self.from).as_mins();
                let entry = Entry {
                    start,
                    length: i64::from(self.duration),
                    before: 0,
                    after: 0,
                    counts: false,
                    seats: Some(*taken),
                    lapses_seconds: None,
                };
                let mut hosts = self.needs.iter_mut().flat_map(|need| &mut need.hosts);
                hosts.nth(slot.resources[0]).unwrap().busy.push(entry);
            }
        }
        self
    }
}

/// Dates are chosen in days after New Year; this puts them about the plan's beginning.
fn near(horizon: Horizon, from: Timestamp) -> Horizon {
    let year = from.to_zoned(TimeZone::UTC).date().duration_since(NEW_YEAR);
    match horizon {
        Horizon::Dates(first, last) => Horizon::Dates(first + year, last + year),
        other => other,
    }
}

fn start(zone: &'static str) -> impl Strategy<Value = (Timestamp, i64, i64)> {
    let day = 24 * 60_i64;
    let now = prop_oneof![3 => Just(-2 * 86_400_i64), 1 => -86_400..2 * 86_400_i64];
    (0..4_usize, 0..2 * day, day..3 * day, now).prop_map(move |(which, earlier, length, now)| {
        let new_year: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
        let zone = slots::find_zone(zone).unwrap();
        let change = zone
            .following(new_year)
            .nth(which)
            .map(|change| change.timestamp());
        let quiet = new_year + SignedDuration::from_hours(24 * 61 * i64::try_from(which).unwrap());
        let from = change.unwrap_or(quiet) - SignedDuration::from_mins(earlier);
        (from, length, now)
    })
}

fn service() -> impl Strategy<Value = Plan> {
    let step = prop::sample::select(&[5_u32, 7, 15, 25, 30, 45, 50, 60, 90, 240][..]);
    let duration = prop::sample::select(&[5_u32, 20, 30, 45, 60, 90, 200, 600][..]);
    let buffer = || prop_oneof![3 => Just(0_u32), 1 => 1..40_u32];
    let notice = prop_oneof![2 => Just(0_u32), 1 => 0..4_500_u32];
    let seats = prop_oneof![2 => Just(None), 1 => (1..4_u32).prop_map(Some)];
    (
        step,
        duration,
        buffer(),
        buffer(),
        notice,
        horizon(),
        limits(),
        seats,
    )
        .prop_map(
            |(step, duration, before, after, notice, horizon, limits, seats)| Plan {
                from: Timestamp::UNIX_EPOCH,
                length: 0,
                now_seconds: 0,
                duration,
                step,
                before,
                after,
                notice,
                horizon,
                limits,
                seats,
                needs: Vec::new(),
            },
        )
}

fn horizon() -> impl Strategy<Value = Horizon> {
    let date = || (0..5_i64).prop_map(|day| NEW_YEAR + SignedDuration::from_hours(24 * day));
    prop_oneof![
        8 => Just(Horizon::Open),
        2 => (1..6_u16).prop_map(Horizon::Days),
        2 => (1..5_u16).prop_map(Horizon::BusinessDays),
        1 => (date(), date()).prop_map(|(one, other)| Horizon::Dates(one.min(other), one.max(other))),
    ]
}

fn limits() -> impl Strategy<Value = Limits> {
    let some = (
        prop::option::of(1..4_u32),
        prop::option::of(1..6_u32),
        prop::option::of((30..300_u32).prop_map(Minutes)),
    );
    let some = some.prop_map(|(per_day, per_week, minutes_per_day)| Limits {
        per_day,
        per_week,
        minutes_per_day,
    });
    prop_oneof![2 => Just(Limits::default()), 1 => some]
}

fn needs(zone: &'static str) -> impl Strategy<Value = Vec<PlannedNeed>> {
    let need = (any::<bool>(), prop::collection::vec(host(zone), 1..3));
    let need = need.prop_map(|(wants_all, hosts)| PlannedNeed { wants_all, hosts });
    prop_oneof![
        2 => host(zone).prop_map(|host| vec![PlannedNeed { wants_all: true, hosts: vec![host] }]),
        1 => prop::collection::vec(need, 1..3),
    ]
}

/// Mostly of the zone whose clocks change.
fn host(zone: &'static str) -> impl Strategy<Value = Host> {
    let zone = prop_oneof![3 => Just(zone), 1 => prop::sample::select(&ZONES[..])];
    let kind = prop_oneof![3 => Just(Kind::Person), 1 => Just(Kind::Thing)];
    let exceptions = prop::collection::vec((-2..5_i64, prop::collection::vec(hours(), 0..3)), 0..3);
    let blocked = prop::collection::vec((-300..4_000_i64, 1..600_i64), 0..3);
    let busy = prop::collection::vec(entry(), 0..8);
    (zone, kind, week(), exceptions, blocked, busy).prop_map(
        |(zone, kind, week, exceptions, blocked, busy)| Host {
            zone,
            kind,
            week,
            exceptions,
            blocked: blocked
                .into_iter()
                .map(|(start, length)| (start, start + length))
                .collect(),
            busy,
        },
    )
}

fn week() -> impl Strategy<Value = Vec<(i8, u16, u16)>> {
    let daily = |(opens, closes)| (1..=7).map(|day| (day, opens, closes)).collect::<Vec<_>>();
    let some = (1..=7_i8, hours()).prop_map(|(day, (opens, closes))| (day, opens, closes));
    prop_oneof![
        2 => prop::collection::vec(hours(), 1..3).prop_map(move |hours| hours.into_iter().flat_map(daily).collect()),
        2 => prop::collection::vec(some, 5..15),
        1 => Just(daily((0, 1_440))),
    ]
}

fn hours() -> impl Strategy<Value = (u16, u16)> {
    prop_oneof![
        (0..96_u16, 0..=96_u16).prop_map(|(opens, closes)| (opens * 15, closes * 15)),
        (0..1_440_u16, 0..=1_440_u16),
        (0..12_u16, 0..=12_u16).prop_map(|(opens, closes)| (opens * 15, closes * 15)),
    ]
}

fn entry() -> impl Strategy<Value = Entry> {
    let buffer = || prop_oneof![2 => Just(0_u32), 1 => 1..40_u32];
    let lapses = prop_oneof![3 => Just(None), 1 => (-86_400..2 * 86_400_i64).prop_map(Some)];
    let seats = prop::option::of(0..3_u32);
    (
        -600..4_000_i64,
        1..300_i64,
        buffer(),
        buffer(),
        any::<bool>(),
        seats,
        lapses,
    )
        .prop_map(
            |(start, length, before, after, counts, seats, lapses_seconds)| Entry {
                start,
                length,
                before,
                after,
                counts,
                seats,
                lapses_seconds,
            },
        )
}
