//! The question, as it is written in JSON.

use std::num::NonZeroU32;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;

/// A file of cases.
#[derive(Debug, Clone, Deserialize)]
pub struct Cases {
    /// In any order.
    pub cases: Vec<Case>,
}

/// One question. What the file expects is not read: it is for who compares.
#[derive(Debug, Clone, Deserialize)]
pub struct Case {
    /// What the answer is known by.
    pub id: String,
    pub(super) input: Input,
}

/// Lengths are minutes; where nothing is said there is none.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Input {
    pub tz: String,
    #[serde(default)]
    pub rules: Vec<Rule>,
    #[serde(default)]
    pub overrides: Vec<Override>,
    #[serde(default)]
    pub blocked: Vec<Blocked>,
    #[serde(default)]
    pub busy: Vec<Entry>,
    pub duration_min: u32,
    pub step_min: Option<u32>,
    #[serde(default)]
    pub buffer_before_min: u32,
    #[serde(default)]
    pub buffer_after_min: u32,
    #[serde(default)]
    pub min_notice_min: u32,
    pub range: Range,
    pub now: Timestamp,
    pub period: Option<Period>,
    #[serde(default)]
    pub limits: Limited,
    pub seats: Option<NonZeroU32>,
    pub hosts: Option<Vec<Host>>,
    pub assignment: Option<Assignment>,
    pub reschedule_uid: Option<String>,
}

/// Hours on some days of the week, 1 for Monday to 7 for Sunday.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Rule {
    pub days: Vec<i8>,
    pub start: String,
    pub end: String,
}

/// The hours of one date, instead of the week's.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Override {
    pub date: Date,
    pub windows: Vec<(String, String)>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Blocked {
    pub start: Timestamp,
    pub end: Timestamp,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Range {
    pub from: Timestamp,
    pub to: Timestamp,
}

/// A booking, a hold or an entry of somebody's calendar.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Entry {
    #[serde(flatten)]
    pub when: When,
    pub calendar_tz: Option<String>,
    #[serde(default)]
    pub buffer_before_min: u32,
    #[serde(default)]
    pub buffer_after_min: u32,
    pub transparency: Option<String>,
    pub status: Option<String>,
    pub uid: Option<String>,
    pub hold_expires_at: Option<Timestamp>,
    #[serde(default)]
    pub counts: bool,
    #[serde(default)]
    pub same_service: bool,
    pub seats_taken: Option<u32>,
}

/// Whole days are dates of the calendar's zone, the second one excluded.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(super) enum When {
    Days { all_day: (Date, Date) },
    Span { start: Timestamp, end: Timestamp },
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(super) enum Period {
    RollingDays { days: u16 },
    RollingBusinessDays { days: u16 },
    Range { from: Date, to: Date },
}

#[derive(Debug, Clone, Copy, Default, Deserialize)]
pub(super) struct Limited {
    pub per_day: Option<u32>,
    pub per_week: Option<u32>,
    pub minutes_per_day: Option<u32>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Host {
    pub id: String,
    pub tz: Option<String>,
    #[serde(default)]
    pub rules: Vec<Rule>,
    #[serde(default)]
    pub overrides: Vec<Override>,
    #[serde(default)]
    pub blocked: Vec<Blocked>,
    #[serde(default)]
    pub busy: Vec<Entry>,
    #[serde(default)]
    pub fixed: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Assignment {
    RoundRobin,
    Collective,
}
