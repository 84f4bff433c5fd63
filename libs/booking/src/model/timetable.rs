//! When somebody is there, as it is stored or as somebody types it: the engine gets its schedules from here alone.

use jiff::civil::Weekday;
use jiff::tz::TimeZone;
use kernel::{Error, Result};
use slots::{Schedule, holidays};

use super::hours::Minutes;
use super::{Day, Travel};

/// A week, the dates that differ from it, and travels.
#[derive(Debug, Clone, Default)]
pub(crate) struct Timetable {
    /// 1 is Monday; a day once for each of its pieces.
    pub week: Vec<(i16, Minutes)>,
    /// Each date once; a closed one has no hours.
    pub dates: Vec<(Day, Vec<Minutes>)>,
    /// In any order.
    pub travels: Vec<Travel>,
}

impl Timetable {
    /// As the engine asks it. Public holidays from one date to another are days off, unless a date says otherwise.
    pub fn for_engine(&self, zone: TimeZone, holidays: Option<(Day, Day)>) -> Result<Schedule> {
        let mut schedule = Schedule::closed(zone);
        for (weekday, minutes) in &self.week {
            let weekday = i8::try_from(*weekday).map(Weekday::from_monday_one_offset);
            let Ok(Ok(weekday)) = weekday else {
                return Err(Error::fault("a day of the week is 1 to 7"));
            };
            schedule = schedule.open(weekday, minutes.for_engine()?);
        }
        for Travel { from, to, time_zone } in &self.travels {
            schedule = schedule.travelling(from.date(), to.date(), time_zone.clock()?);
        }
        if let Some(range) = holidays {
            schedule = rest(schedule, range);
        }
        for (date, pieces) in &self.dates {
            let hours = pieces.iter().map(|minutes| minutes.for_engine());
            schedule = schedule.except(date.date(), hours.collect::<Result<_>>()?);
        }
        Ok(schedule)
    }
}

fn rest(schedule: Schedule, (from, to): (Day, Day)) -> Schedule {
    let (from, to) = (from.date(), to.date());
    let days = (from.year()..=to.year()).flat_map(holidays::of_year);
    let days = days
        .map(|(date, _)| date)
        .filter(|date| (from..=to).contains(date));
    days.fold(schedule, |schedule, date| schedule.except(date, vec![]))
}
