//! Dates and zones as they come in, are kept, and go out.

use std::str::FromStr;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use kernel::{Error, Instant, Result};
use serde::{Deserialize, Serialize};
use sqlx::encode::IsNull;
use sqlx::error::BoxDynError;
use sqlx::postgres::{PgArgumentBuffer, PgTypeInfo, PgValueRef, Postgres};
use utoipa::ToSchema;

/// A date of the calendar, from 2000 to 2199.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(Date);

impl Day {
    /// `None` outside those years.
    pub fn new(date: Date) -> Option<Self> {
        (2000..2200).contains(&date.year()).then_some(Self(date))
    }

    /// As jiff has it.
    pub fn date(self) -> Date {
        self.0
    }

    /// The first instant of it there.
    pub fn start_in(self, zone: &TimeZone) -> Instant {
        let start = self.0.to_zoned(zone.clone());
        Instant::from_timestamp(start.map_or(jiff::Timestamp::MIN, |zoned| zoned.timestamp()))
    }

    /// So many days later, earlier when negative; stays where a year is none of ours.
    #[must_use]
    pub fn plus(self, days: i32) -> Self {
        let moved = self.0.checked_add(jiff::Span::new().days(days));
        moved.ok().and_then(Self::new).unwrap_or(self)
    }

    /// The date there at that instant.
    pub fn at(instant: Instant, zone: &TimeZone) -> Self {
        Self(instant.0.to_zoned(zone.clone()).date())
    }
}

impl FromStr for Day {
    type Err = &'static str;

    fn from_str(text: &str) -> std::result::Result<Self, Self::Err> {
        const WRONG: &str = "not a date like 2026-12-24, from 2000 to 2199";
        let is_plain = text.len() == 10 && text.is_ascii();
        let date = is_plain.then(|| text.parse().ok()).flatten();
        date.and_then(Self::new).ok_or(WRONG)
    }
}

impl TryFrom<String> for Day {
    type Error = &'static str;

    fn try_from(text: String) -> std::result::Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl sqlx::Type<Postgres> for Day {
    fn type_info() -> PgTypeInfo {
        <jiff_sqlx::Date as sqlx::Type<Postgres>>::type_info()
    }
}

impl sqlx::Encode<'_, Postgres> for Day {
    fn encode_by_ref(&self, buf: &mut PgArgumentBuffer) -> std::result::Result<IsNull, BoxDynError> {
        use jiff_sqlx::ToSqlx as _;
        sqlx::Encode::<Postgres>::encode_by_ref(&self.0.to_sqlx(), buf)
    }
}

impl sqlx::Decode<'_, Postgres> for Day {
    fn decode(value: PgValueRef<'_>) -> std::result::Result<Self, BoxDynError> {
        <jiff_sqlx::Date as sqlx::Decode<'_, Postgres>>::decode(value).map(|date| Self(date.to_jiff()))
    }
}

impl utoipa::PartialSchema for Day {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::{KnownFormat, ObjectBuilder, SchemaFormat, schema::Type};
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Date)))
            .into()
    }
}

impl ToSchema for Day {}

/// The IANA name of a zone that the built-in data knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, sqlx::Type, ToSchema)]
#[serde(try_from = "String")]
#[sqlx(transparent)]
#[schema(value_type = String)]
pub struct Zone(String);

impl Zone {
    /// As IANA names it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its clock. A name that the data lost since it was kept is a fault.
    pub fn clock(&self) -> Result<TimeZone> {
        clock(&self.0)
    }
}

impl TryFrom<String> for Zone {
    type Error = &'static str;

    fn try_from(name: String) -> std::result::Result<Self, Self::Error> {
        match slots::find_zone(&name) {
            Some(_) if name.len() <= 60 => Ok(Self(name)),
            _ => Err("not a zone of the IANA database, such as America/Bogota"),
        }
    }
}

/// The clock of a zone that was checked when it was written down.
pub fn clock(name: &str) -> Result<TimeZone> {
    slots::find_zone(name).ok_or_else(|| Error::fault(format!("no zone is called {name:?}")))
}
