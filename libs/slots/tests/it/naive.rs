//! A second opinion: the policies once more, minute by minute, slowly and without a thought for speed. It shares no code
//! with the engine; of jiff it uses only what a clock on the wall shows at an instant.

use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::{SignedDuration, Timestamp};
use slots::{Horizon, Kind};

use crate::plan::{Entry, Host, Plan};

const DAY: i64 = 24 * 60;
/// Two weeks and whole days around them: how far back a window must be followed.
const BACK: i64 = 17 * DAY;
const ON: i64 = 3 * DAY;

/// Start, positions of those who can serve, seats left.
pub type Offered = (Timestamp, Vec<usize>, u32);

/// All offers with a start in the plan's range.
pub fn offers(plan: &Plan) -> Vec<Offered> {
    let view = View::of(plan);
    (0..plan.length).filter_map(|minute| view.offer(minute)).collect()
}

/// Tells whether the host is open from a minute to another.
pub fn opening(plan: &Plan, host: &Host) -> impl Fn(i64, i64) -> bool + use<> {
    let open = open(plan, host, &walls(plan, host.zone));
    move |start, end| (start..end).all(|minute| open[index(minute)])
}

struct View<'a> {
    plan: &'a Plan,
    hosts: Vec<HostView<'a>>,
    led: Vec<bool>,
    mondays: Vec<i64>,
}

struct HostView<'a> {
    host: &'a Host,
    walls: Vec<DateTime>,
    open: Vec<bool>,
}

impl<'a> View<'a> {
    fn of(plan: &'a Plan) -> Self {
        let hosts: Vec<_> = plan.hosts().map(|host| HostView::of(plan, host)).collect();
        let people: Vec<_> = hosts
            .iter()
            .filter(|view| view.host.kind == Kind::Person)
            .collect();
        let leading = if people.is_empty() {
            hosts.iter().collect()
        } else {
            people
        };
        let minutes = 0..hosts[0].open.len();
        let led: Vec<_> = minutes
            .map(|minute| leading.iter().any(|view| view.open[minute]))
            .collect();
        let mondays = fresh_mondays(&led, &leading[0].walls);
        Self {
            plan,
            hosts,
            led,
            mondays,
        }
    }

    fn offer(&self, start: i64) -> Option<Offered> {
        if !self.is_on_grid(start) {
            return None;
        }
        let mut position = 0;
        let mut served_by = Vec::new();
        let mut seats_left = u32::MAX;
        for need in &self.plan.needs {
            let hosts = &self.hosts[position..position + need.hosts.len()];
            let seats: Vec<_> = hosts.iter().map(|host| host.seats(self.plan, start)).collect();
            let met = seats.iter().flatten();
            if need.wants_all {
                if met.clone().count() < hosts.len() {
                    return None;
                }
                seats_left = seats_left.min(*met.min()?);
            } else {
                seats_left = seats_left.min(*met.max()?);
            }
            served_by.extend(
                (position..)
                    .zip(&seats)
                    .filter(|(_, seats)| seats.is_some())
                    .map(|(at, _)| at),
            );
            position += hosts.len();
        }
        Some((self.plan.at(start), served_by, seats_left))
    }

    fn is_on_grid(&self, start: i64) -> bool {
        let mut first = start;
        if !self.led[index(start)] {
            return false;
        }
        while !self.mondays.contains(&first) && first > -BACK && self.led[index(first - 1)] {
            first -= 1;
        }
        (start - first) % i64::from(self.plan.step) == 0
    }
}

impl<'a> HostView<'a> {
    fn of(plan: &Plan, host: &'a Host) -> Self {
        let walls = walls(plan, host.zone);
        Self {
            host,
            open: open(plan, host, &walls),
            walls,
        }
    }

    fn seats(&self, plan: &Plan, start: i64) -> Option<u32> {
        let end = start + i64::from(plan.duration);
        let in_time = plan.at(start) >= plan.at_second(plan.now_seconds + 60 * i64::from(plan.notice));
        let is_blocked = |minute| {
            self.host
                .blocked
                .iter()
                .any(|(from, to)| (*from..*to).contains(&minute))
        };
        let is_there = |minute| self.open[index(minute)] && !is_blocked(minute);
        let fits = in_time
            && self.is_within_horizon(plan, start)
            && self.is_within_limits(plan, start)
            && (start..end).all(is_there);
        if fits {
            self.free_seats(plan, start, end)
        } else {
            None
        }
    }

    fn free_seats(&self, plan: &Plan, start: i64, end: i64) -> Option<u32> {
        let mut left = plan.seats.unwrap_or(1);
        let occupied = start - i64::from(plan.before)..end + i64::from(plan.after);
        for entry in self.standing(plan) {
            let from = entry.start - i64::from(entry.before);
            let to = entry.start + entry.length + i64::from(entry.after);
            if !occupied.clone().any(|minute| from <= minute && minute < to) {
                continue;
            }
            let is_same = entry.start == start && entry.start + entry.length == end;
            match (plan.seats, entry.seats) {
                (Some(_), Some(taken)) if is_same => left = left.saturating_sub(taken),
                _ => return None,
            }
        }
        (left > 0).then_some(left)
    }

    fn standing(&self, plan: &Plan) -> impl Iterator<Item = &Entry> {
        let now = plan.now_seconds;
        let entries = self.host.busy.iter();
        entries.filter(move |entry| entry.lapses_seconds.is_none_or(|lapses| lapses > now))
    }

    fn is_within_horizon(&self, plan: &Plan, start: i64) -> bool {
        let zone = slots::find_zone(self.host.zone).unwrap();
        let today = zone.to_datetime(plan.at_second(plan.now_seconds)).date();
        let date = self.walls[index(start)].date();
        match plan.horizon {
            Horizon::Open => true,
            Horizon::Days(days) => (date - today).get_days() <= i32::from(days),
            Horizon::Dates(first, last) => first <= date && date <= last,
            Horizon::BusinessDays(days) => {
                let between = today
                    .series(jiff::Span::new().days(1))
                    .skip(1)
                    .take_while(|day| *day < date);
                let weekend = |day: &Date| matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
                date <= today || between.filter(|day| !weekend(day)).count() < usize::from(days)
            }
        }
    }

    fn is_within_limits(&self, plan: &Plan, start: i64) -> bool {
        let date = self.walls[index(start)].date();
        let counted = || self.standing(plan).filter(|entry| entry.counts);
        let date_of = |entry: &Entry| {
            slots::find_zone(self.host.zone)
                .unwrap()
                .to_datetime(plan.at(entry.start))
                .date()
        };
        let of_day = || counted().filter(|entry| date_of(entry) == date);
        let of_week = counted().filter(|entry| week(date_of(entry)) == week(date));
        let minutes: i64 = of_day().map(|entry| entry.length).sum();
        let room = |limit: Option<u32>, count: usize| {
            limit.is_none_or(|limit| count < usize::try_from(limit).unwrap())
        };
        room(plan.limits.per_day, of_day().count())
            && room(plan.limits.per_week, of_week.count())
            && plan
                .limits
                .minutes_per_day
                .is_none_or(|most| minutes + i64::from(plan.duration) <= i64::from(most.0))
    }
}

fn week(date: Date) -> (i16, i8) {
    let week = date.iso_week_date();
    (week.year(), week.week())
}

fn index(minute: i64) -> usize {
    usize::try_from(minute + BACK).unwrap()
}

fn walls(plan: &Plan, zone: &str) -> Vec<DateTime> {
    let zone = slots::find_zone(zone).unwrap();
    (-BACK..plan.length + ON)
        .map(|minute| zone.to_datetime(plan.at(minute)))
        .collect()
}

fn open(plan: &Plan, host: &Host, walls: &[DateTime]) -> Vec<bool> {
    let mut open = vec![false; walls.len()];
    let first = walls[0].date() - SignedDuration::from_hours(48);
    let last = walls[walls.len() - 1].date();
    for date in first
        .series(jiff::Span::new().days(1))
        .take_while(|date| *date <= last)
    {
        for (opens, closes) in hours_of(plan, host, date) {
            let next_day = i64::from(closes <= opens);
            let from = first_minute(walls, wall(date, opens, 0));
            let mut to = first_minute(walls, wall(date, closes, next_day));
            let tomorrow = date.tomorrow().unwrap();
            if exception(plan, host, tomorrow).is_some() {
                to = to.min(first_minute(walls, wall(tomorrow, 0, 0)));
            }
            open[from..to.max(from)].fill(true);
        }
    }
    open
}

fn hours_of(plan: &Plan, host: &Host, date: Date) -> Vec<(u16, u16)> {
    if let Some(hours) = exception(plan, host, date) {
        return hours;
    }
    let weekday = date.weekday().to_monday_one_offset();
    let of_day = host.week.iter().filter(|(day, ..)| *day == weekday);
    of_day.map(|(_, opens, closes)| (*opens, *closes)).collect()
}

/// Of several for one date the last counts.
fn exception(plan: &Plan, host: &Host, date: Date) -> Option<Vec<(u16, u16)>> {
    let of_date = host
        .exceptions
        .iter()
        .rev()
        .find(|(day, _)| plan.exception_date(*day) == date);
    of_date.map(|(_, hours)| hours.clone())
}

fn wall(date: Date, minute: u16, days: i64) -> DateTime {
    date.to_datetime(Time::midnight()) + SignedDuration::from_mins(i64::from(minute) + days * DAY)
}

/// No clock on earth is two days off UTC: what is more than that before the date need not be looked at.
fn first_minute(walls: &[DateTime], at_least: DateTime) -> usize {
    let days = (at_least.date() - walls[0].date()).get_days() - 2;
    let skipped = usize::try_from(i64::from(days) * DAY)
        .unwrap_or(0)
        .min(walls.len());
    let found = walls[skipped..].iter().position(|wall| *wall >= at_least);
    found.map_or(walls.len(), |found| skipped + found)
}

/// Midnights of Mondays before which all of a week was open.
fn fresh_mondays(led: &[bool], walls: &[DateTime]) -> Vec<i64> {
    let first = walls[0].date();
    let mondays = first
        .series(jiff::Span::new().days(1))
        .take(40)
        .filter(|date| date.weekday() == Weekday::Monday);
    let minutes: Vec<_> = mondays
        .map(|date| first_minute(walls, date.to_datetime(Time::midnight())))
        .collect();
    let weeks = minutes
        .windows(2)
        .filter(|week| week[0] > 0 && week[1] < walls.len());
    let whole = weeks.filter(|week| led[week[0]..week[1]].iter().all(|open| *open));
    whole.map(|week| i64::try_from(week[1]).unwrap() - BACK).collect()
}
