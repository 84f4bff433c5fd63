//! How long the engine takes: thirty days of ten professionals with two thousand appointments.
//!
//! `cargo run -p slots --release --example speed`

use std::time::{Duration, Instant};

use jiff::civil::Weekday;
use jiff::{SignedDuration, Timestamp};
use slots::{Buffers, Busy, Crew, Enquiry, Hours, Length, Minutes, Need, Resource, Schedule, Service, Span};

const ROUNDS: usize = 500;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let monday: Timestamp = "2026-06-08T05:00:00Z".parse()?;
    let team = (0..10)
        .map(|who| professional(who, monday))
        .collect::<Option<Vec<_>>>();
    let crew = Crew::of(Need::AnyOf(team.ok_or("the plan makes no sense")?));
    let half_hour = Length::new(30).ok_or("half an hour is a length")?;
    let service = Service {
        step: Length::new(15).ok_or("a quarter is a length")?,
        buffers: Buffers {
            before: Minutes(0),
            after: Minutes(10),
        },
        ..Service::lasting(half_hour)
    };
    let enquiry = Enquiry {
        service: &service,
        crew: &crew,
        now: monday.into(),
    };
    let end = monday + SignedDuration::from_hours(30 * 24);
    let range = Span::new(monday.into(), end.into()).ok_or("a month is a span")?;
    let (took, found) = measure(|| enquiry.slots(range).len());
    println!("{found} slots of ten in thirty days: {took:?} (median of {ROUNDS})");
    let (took, _) = measure(|| usize::from(enquiry.judge(monday.into()).is_ok()));
    println!("one start: {took:?}");
    Ok(())
}

/// Two hundred appointments in thirty days: some seven a day, where there is room for eighteen.
fn professional(who: u32, monday: Timestamp) -> Option<Resource> {
    let mut schedule = Schedule::closed(slots::find_zone("America/Bogota")?);
    let hours = [
        Hours::read("09:00", "13:00").ok()?,
        Hours::read("14:00", "19:00").ok()?,
    ];
    for day in Weekday::Monday.cycle_forward().take(6) {
        schedule = hours
            .iter()
            .fold(schedule, |schedule, hours| schedule.open(day, *hours));
    }
    let mut resource = Resource::person(schedule);
    for number in 0..200_u32 {
        let minute = (number / 7) * 24 * 60 + 9 * 60 + (number % 7) * 80 + who * 5;
        let start = monday + SignedDuration::from_mins(i64::from(minute));
        let span = Span::lasting(start.into(), Length::new(45)?)?;
        resource.busy.push(Busy::during(span));
    }
    Some(resource)
}

fn measure(mut question: impl FnMut() -> usize) -> (Duration, usize) {
    let mut found = 0;
    let mut times: Vec<_> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            found = question();
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    (times[ROUNDS / 2], found)
}
