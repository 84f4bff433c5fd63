//! Days on which the week does not count: public holidays and dates of their own.

use serde::Serialize;
use slots::holidays::Holiday;
use utoipa::ToSchema;

use super::Day;

/// A day that closes a time, though the week may have it open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct DayOff {
    /// Which, by the clock of whoever serves.
    pub date: Day,
    /// The public holiday that it is; otherwise a date that has hours of its own, or none.
    pub holiday: Option<&'static str>,
}

/// A holiday as programs and the keys of texts name it.
pub const fn holiday_name(holiday: Holiday) -> &'static str {
    match holiday {
        Holiday::NewYear => "new_year",
        Holiday::Epiphany => "epiphany",
        Holiday::SaintJoseph => "saint_joseph",
        Holiday::HolyThursday => "holy_thursday",
        Holiday::GoodFriday => "good_friday",
        Holiday::LabourDay => "labour_day",
        Holiday::Ascension => "ascension",
        Holiday::CorpusChristi => "corpus_christi",
        Holiday::SacredHeart => "sacred_heart",
        Holiday::SaintsPeterAndPaul => "saints_peter_and_paul",
        Holiday::Independence => "independence",
        Holiday::BattleOfBoyaca => "battle_of_boyaca",
        Holiday::Assumption => "assumption",
        Holiday::MeetingOfTwoWorlds => "meeting_of_two_worlds",
        Holiday::AllSaints => "all_saints",
        Holiday::IndependenceOfCartagena => "independence_of_cartagena",
        Holiday::ImmaculateConception => "immaculate_conception",
        Holiday::Christmas => "christmas",
    }
}
