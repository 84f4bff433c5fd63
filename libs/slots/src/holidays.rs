//! Colombia's public holidays: article 177 of the labour code, with the Mondays of Law 51 of 1983 ("Ley Emiliani").

use jiff::civil::Date;

use crate::zone::days_after;

/// What is celebrated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names of the days")]
pub enum Holiday {
    NewYear,
    Epiphany,
    SaintJoseph,
    HolyThursday,
    GoodFriday,
    LabourDay,
    Ascension,
    CorpusChristi,
    SacredHeart,
    SaintsPeterAndPaul,
    Independence,
    BattleOfBoyaca,
    Assumption,
    MeetingOfTwoWorlds,
    AllSaints,
    IndependenceOfCartagena,
    ImmaculateConception,
    Christmas,
}

/// Kept on its date.
const FIXED: [(Holiday, i8, i8); 6] = [
    (Holiday::NewYear, 1, 1),
    (Holiday::LabourDay, 5, 1),
    (Holiday::Independence, 7, 20),
    (Holiday::BattleOfBoyaca, 8, 7),
    (Holiday::ImmaculateConception, 12, 8),
    (Holiday::Christmas, 12, 25),
];

/// Kept on the Monday that follows, unless the date is one.
const MOVED: [(Holiday, i8, i8); 7] = [
    (Holiday::Epiphany, 1, 6),
    (Holiday::SaintJoseph, 3, 19),
    (Holiday::SaintsPeterAndPaul, 6, 29),
    (Holiday::Assumption, 8, 15),
    (Holiday::MeetingOfTwoWorlds, 10, 12),
    (Holiday::AllSaints, 11, 1),
    (Holiday::IndependenceOfCartagena, 11, 11),
];

/// Days after Easter Sunday; the last three already moved to Monday.
const AFTER_EASTER: [(Holiday, i32); 5] = [
    (Holiday::HolyThursday, -3),
    (Holiday::GoodFriday, -2),
    (Holiday::Ascension, 43),
    (Holiday::CorpusChristi, 64),
    (Holiday::SacredHeart, 71),
];

/// The holidays of a year as the law has stood since 1984, by date. Two may share a date: in 2025 Saints Peter and Paul
/// are kept on the day of the Sacred Heart.
pub fn of_year(year: i16) -> Vec<(Date, Holiday)> {
    let date = move |month, day| Date::new(year, month, day).ok();
    let fixed = FIXED
        .iter()
        .filter_map(|(holiday, month, day)| Some((date(*month, *day)?, *holiday)));
    let moved = MOVED
        .iter()
        .filter_map(|(holiday, month, day)| Some((monday_from(date(*month, *day)?), *holiday)));
    let easter = easter_sunday(year);
    let after_easter = AFTER_EASTER
        .iter()
        .filter_map(|(holiday, days)| Some((days_after(easter?, *days), *holiday)));
    let mut holidays: Vec<_> = fixed.chain(moved).chain(after_easter).collect();
    holidays.sort_unstable();
    holidays
}

/// What is celebrated on that date, if anything; of two, the first by their order in the year.
pub fn on(date: Date) -> Option<Holiday> {
    let holidays = of_year(date.year());
    holidays
        .into_iter()
        .find(|(day, _)| *day == date)
        .map(|(_, holiday)| holiday)
}

/// Easter Sunday of the Gregorian calendar, by the method of Meeus, Jones and Butcher ("Nature", 20 April 1876).
pub fn easter_sunday(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (golden, century, of_century) = (y.rem_euclid(19), y.div_euclid(100), y.rem_euclid(100));
    let moon_correction = (century - (century + 8).div_euclid(25) + 1).div_euclid(3);
    let epact = (19 * golden + century - century.div_euclid(4) - moon_correction + 15).rem_euclid(30);
    let to_sunday =
        (32 + 2 * century.rem_euclid(4) + 2 * (of_century / 4) - epact - of_century % 4).rem_euclid(7);
    let late = (golden + 11 * epact + 22 * to_sunday) / 451;
    let days = epact + to_sunday - 7 * late + 114;
    let [month, day] = [days / 31, days % 31 + 1].map(i8::try_from);
    Date::new(year, month.ok()?, day.ok()?).ok()
}

fn monday_from(date: Date) -> Date {
    let past_monday = i32::from(date.weekday().to_monday_zero_offset());
    days_after(date, (7 - past_monday) % 7)
}
