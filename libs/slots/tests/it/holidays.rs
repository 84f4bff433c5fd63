//! Colombian holidays against the calendars of known years.

use jiff::civil::{Date, Weekday, date};
use slots::holidays::{self, Holiday};

fn dates(year: i16) -> Vec<String> {
    let mut dates: Vec<_> = holidays::of_year(year)
        .into_iter()
        .map(|(date, _)| date.strftime("%m-%d").to_string())
        .collect();
    dates.dedup();
    dates
}

#[test]
fn the_calendar_of_2024() {
    let expected = "01-01 01-08 03-25 03-28 03-29 05-01 05-13 06-03 06-10 07-01 07-20 08-07 08-19 10-14 11-04 11-11 \
                    12-08 12-25";
    assert_eq!(dates(2024).join(" "), expected);
}

#[test]
fn the_calendar_of_2025_in_which_two_holidays_share_a_day() {
    let expected = "01-01 01-06 03-24 04-17 04-18 05-01 06-02 06-23 06-30 07-20 08-07 08-18 10-13 11-03 11-17 12-08 \
                    12-25";
    assert_eq!(dates(2025).join(" "), expected);
    assert_eq!(holidays::of_year(2025).len(), 18);
}

#[test]
fn the_calendar_of_2026() {
    let expected = "01-01 01-12 03-23 04-02 04-03 05-01 05-18 06-08 06-15 06-29 07-20 08-07 08-17 10-12 11-02 11-16 \
                    12-08 12-25";
    assert_eq!(dates(2026).join(" "), expected);
}

#[test]
fn easter_of_known_years() {
    let known: [Date; 8] = [
        date(1961, 4, 2),
        date(2000, 4, 23),
        date(2008, 3, 23),
        date(2011, 4, 24),
        date(2019, 4, 21),
        date(2027, 3, 28),
        date(2038, 4, 25),
        date(2100, 3, 28),
    ];
    for easter in known {
        assert_eq!(holidays::easter_sunday(easter.year()), Some(easter));
    }
}

#[test]
fn all_that_the_law_moves_falls_on_mondays() {
    use Holiday::{
        AllSaints, Ascension, Assumption, CorpusChristi, Epiphany, IndependenceOfCartagena,
        MeetingOfTwoWorlds, SacredHeart, SaintJoseph, SaintsPeterAndPaul,
    };
    let moved = [
        AllSaints,
        Ascension,
        Assumption,
        CorpusChristi,
        Epiphany,
        IndependenceOfCartagena,
        MeetingOfTwoWorlds,
        SacredHeart,
        SaintJoseph,
        SaintsPeterAndPaul,
    ];
    for (day, holiday) in (1984..2200).flat_map(holidays::of_year) {
        assert!(holidays::on(day).is_some(), "{day}");
        if moved.contains(&holiday) {
            assert_eq!(day.weekday(), Weekday::Monday, "{holiday:?} of {}", day.year());
        }
    }
    assert_eq!(holidays::on(date(2026, 7, 20)), Some(Holiday::Independence));
    assert_eq!(holidays::on(date(2026, 7, 21)), None);
}
