//! Whoever asks why a time is not offered hears which rule it is.

use std::num::NonZeroU32;

use jiff::Timestamp;
use jiff::civil::{Weekday, date};
use slots::{
    Busy, Capacity, Crew, Enquiry, Horizon, Hours, Kind, Length, Limits, Minutes, Moment, Need, Reason,
    Refusal, Resource, Schedule, Service, Slot, Span,
};

fn at(time: &str) -> Moment {
    format!("2026-06-{time}:00-05:00")
        .parse::<Timestamp>()
        .unwrap()
        .into()
}

fn span(start: &str, end: &str) -> Span {
    Span::new(at(start), at(end)).unwrap()
}

/// Mondays from nine to twelve, in Bogotá; 8 June 2026 is one.
fn somebody() -> Resource {
    let zone = slots::find_zone("America/Bogota").unwrap();
    let hours = Hours::read("09:00", "12:00").unwrap();
    Resource::person(Schedule::closed(zone).open(Weekday::Monday, hours))
}

fn service() -> Service {
    Service::lasting(Length::new(60).unwrap())
}

fn judge(service: &Service, resources: Vec<Resource>, start: &str) -> Result<Slot, Refusal> {
    let crew = Crew::of(Need::AnyOf(resources));
    let enquiry = Enquiry {
        service,
        crew: &crew,
        now: at("08T08:00"),
    };
    enquiry.judge(at(start))
}

fn reason(service: &Service, resource: Resource, start: &str) -> Reason {
    match judge(service, vec![resource], start) {
        Err(Refusal::Unserved(reasons)) => reasons[0].1,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_present_and_the_dates() {
    let mut wanted = service();
    wanted.notice = Minutes(90);
    assert_eq!(
        reason(&wanted, somebody(), "08T09:00"),
        Reason::TooSoon(at("08T09:30"))
    );
    assert_eq!(
        reason(&service(), somebody(), "01T09:00"),
        Reason::TooSoon(at("08T08:00"))
    );
    wanted.horizon = Horizon::Days(6);
    assert_eq!(
        reason(&wanted, somebody(), "15T09:00"),
        Reason::BeyondHorizon(at("15T00:00"))
    );
    wanted.horizon = Horizon::Dates(date(2026, 6, 9), date(2026, 6, 20));
    assert_eq!(
        reason(&wanted, somebody(), "08T10:00"),
        Reason::BeforeHorizon(at("09T00:00"))
    );
    wanted.horizon = Horizon::Dates(date(2026, 6, 20), date(2026, 6, 9));
    assert!(judge(&wanted, vec![somebody()], "15T09:00").is_err());
}

#[test]
fn hours_and_what_is_taken() {
    let wanted = service();
    assert_eq!(reason(&wanted, somebody(), "08T11:30"), Reason::Closed);
    assert_eq!(reason(&wanted, somebody(), "09T09:00"), Reason::Closed);
    let mut away = somebody();
    away.blocked = vec![span("08T09:30", "08T10:00")];
    assert_eq!(
        reason(&wanted, away.clone(), "08T09:00"),
        Reason::Blocked(away.blocked[0])
    );
    assert!(judge(&wanted, vec![away], "08T10:00").is_ok());
    let mut booked = somebody();
    booked.busy = vec![Busy::during(span("08T09:30", "08T10:00"))];
    assert_eq!(
        reason(&wanted, booked.clone(), "08T09:00"),
        Reason::Taken(booked.busy[0].span)
    );
}

#[test]
fn seats_and_limits() {
    let mut wanted = service();
    let mut booked = somebody();
    booked.busy = vec![Busy {
        counts: true,
        seats_taken: Some(3),
        ..Busy::during(span("08T09:00", "08T10:00"))
    }];
    wanted.capacity = Capacity::Seats(NonZeroU32::new(3).unwrap());
    assert_eq!(reason(&wanted, booked.clone(), "08T09:00"), Reason::NoSeatLeft);
    let mut limited = |limits| {
        wanted.limits = limits;
        reason(&wanted, booked.clone(), "08T11:00")
    };
    let none = Limits::default();
    assert_eq!(
        limited(Limits {
            per_day: Some(1),
            ..none
        }),
        Reason::DayFull(1)
    );
    assert_eq!(
        limited(Limits {
            per_week: Some(1),
            ..none
        }),
        Reason::WeekFull(1)
    );
    let minutes = Minutes(100);
    assert_eq!(
        limited(Limits {
            minutes_per_day: Some(minutes),
            ..none
        }),
        Reason::DayTooLong(minutes)
    );
}

#[test]
fn the_last_minute_of_a_limit_is_used() {
    let mut wanted = service();
    wanted.limits.minutes_per_day = Some(Minutes(120));
    let mut booked = somebody();
    booked.busy = vec![Busy {
        counts: true,
        ..Busy::during(span("08T09:00", "08T10:00"))
    }];
    assert!(judge(&wanted, vec![booked], "08T10:00").is_ok());
}

#[test]
fn a_long_session_is_seen_behind_a_short_one() {
    let mut wanted = service();
    wanted.capacity = Capacity::Seats(NonZeroU32::new(3).unwrap());
    let session = |start, end| Busy {
        seats_taken: Some(1),
        ..Busy::during(span(start, end))
    };
    let mut booked = somebody();
    booked.busy = vec![session("08T09:00", "08T12:00"), session("08T09:30", "08T10:00")];
    let taken = Reason::Taken(span("08T09:00", "08T12:00"));
    assert_eq!(reason(&wanted, booked, "08T11:00"), taken);
}

#[test]
fn a_team_has_the_seats_of_whoever_has_most_left_or_of_all_together() {
    let mut wanted = service();
    wanted.capacity = Capacity::Seats(NonZeroU32::new(3).unwrap());
    let mut booked = somebody();
    booked.busy = vec![Busy {
        seats_taken: Some(2),
        ..Busy::during(span("08T09:00", "08T10:00"))
    }];
    let team = vec![somebody(), booked];
    assert_eq!(judge(&wanted, team.clone(), "08T09:00").unwrap().seats_left, 3);
    let crew = Crew::of(Need::All(team));
    let enquiry = Enquiry {
        service: &wanted,
        crew: &crew,
        now: at("08T08:00"),
    };
    assert_eq!(enquiry.judge(at("08T09:00")).unwrap().seats_left, 1);
    assert_eq!(enquiry.why_not(at("08T09:00")), None);
}

#[test]
fn each_who_could_have_served_has_a_reason() {
    let mut away = somebody();
    away.blocked = vec![span("08T09:00", "08T12:00")];
    let answer = judge(&service(), vec![away.clone(), somebody()], "08T12:00");
    let reasons = vec![(0, Reason::Closed), (1, Reason::Closed)];
    assert_eq!(answer, Err(Refusal::Unserved(reasons)));
    let slot = judge(&service(), vec![away, somebody()], "08T10:00").unwrap();
    assert_eq!(slot.resources, [1]);
}

#[test]
fn between_the_starts() {
    assert_eq!(
        judge(&service(), vec![somebody()], "08T09:30"),
        Err(Refusal::OffGrid)
    );
}

#[test]
fn without_staff_there_is_nothing() {
    assert_eq!(
        judge(&service(), Vec::new(), "08T09:00"),
        Err(Refusal::Unserved(Vec::new()))
    );
}

#[test]
fn a_room_is_needed_too_but_begins_no_grid() {
    let zone = slots::find_zone("America/Bogota").unwrap();
    let hours = Hours::read("08:30", "20:00").unwrap();
    let mut room = Resource {
        kind: Kind::Thing,
        ..Resource::person(Schedule::closed(zone).open(Weekday::Monday, hours))
    };
    room.busy = vec![Busy::during(span("08T10:00", "08T10:30"))];
    let crew = Crew::of(Need::AnyOf(vec![somebody(), somebody()])).and(Need::All(vec![room]));
    let service = service();
    let enquiry = Enquiry {
        service: &service,
        crew: &crew,
        now: at("08T08:00"),
    };
    let slots = enquiry.slots(span("08T00:00", "09T00:00"));
    let starts: Vec<_> = slots.iter().map(|slot| slot.span.start()).collect();
    assert_eq!(starts, [at("08T09:00"), at("08T11:00")]);
    assert_eq!(slots[0].resources, [0, 1, 2]);
    let taken = Reason::Taken(span("08T10:00", "08T10:30"));
    assert_eq!(
        enquiry.judge(at("08T10:00")),
        Err(Refusal::Unserved(vec![(2, taken)]))
    );
}
