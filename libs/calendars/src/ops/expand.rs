//! When entries keep somebody busy: series are spread out over the next months, times that differ are put in their place.

use std::collections::{BTreeMap, BTreeSet};

use booking::model::Day;
use booking::ops::set_busy_times::{BusySpan, set_busy_times};
use db::TenantTx;
use ical::{Event, Limits, Moment};
use jiff::Timestamp;
use kernel::{Error, Instant, Result};
use sqlx::FromRow;

use super::fetch::PAST;
use crate::model::{CalendarId, Source};

/// So far ahead (seconds): a day more than a year, and the month that a service may be booked beyond it.
const AHEAD: i64 = 400 * 24 * 3600;
/// Steps that the rules of one calendar may take together, and those of one series.
const STEPS: u32 = 4_000_000;
const STEPS_OF_SERIES: u32 = 100_000;

#[derive(Debug, FromRow)]
struct Row {
    key: String,
    original_at: Option<Instant>,
    original_on: Option<Day>,
    original_zone: Option<String>,
    starts_at: Option<Instant>,
    starts_on: Option<Day>,
    starts_zone: Option<String>,
    ends_at: Option<Instant>,
    ends_on: Option<Day>,
    ends_zone: Option<String>,
    recurrence: Vec<String>,
    transparent: bool,
    cancelled: bool,
}

/// Writes anew when these entries and series keep the resource busy; how many could not be worked out.
pub async fn expand(tx: &mut TenantTx, source: &Source, keys: BTreeSet<String>) -> Result<usize> {
    if keys.is_empty() {
        return Ok(0);
    }
    let events = read(tx, source.calendar_id, &keys).await?;
    let (from, until) = (tx.now().plus_seconds(-PAST).0, tx.now().plus_seconds(AHEAD).0);
    let zone = source.clock();
    // Rules take their time; other work goes on meanwhile.
    let worked_out = tokio::task::spawn_blocking(move || work_out(keys, &events, (from, until), &zone));
    let (wanted, skipped) = worked_out.await.map_err(|e| Error::Fault(e.into()))?;
    set_busy_times(tx, source.resource_id, source.calendar_id.0, &wanted).await?;
    Ok(skipped)
}

/// All entries of a calendar.
pub async fn list_keys(tx: &mut TenantTx, calendar: CalendarId) -> Result<BTreeSet<String>> {
    let keys: Vec<String> = sqlx::query_scalar(
        "select distinct coalesce(series_id, remote_id) from external_event where tenant_id = $1 and calendar_id = $2",
    )
    .bind(tx.tenant())
    .bind(calendar)
    .fetch_all(&mut **tx)
    .await?;
    Ok(keys.into_iter().collect())
}

type Wanted = BTreeMap<String, Vec<BusySpan>>;

fn work_out(
    keys: BTreeSet<String>,
    events: &BTreeMap<String, Vec<Event>>,
    (from, until): (Timestamp, Timestamp),
    zone: &jiff::tz::TimeZone,
) -> (Wanted, usize) {
    let many = u32::try_from(keys.len()).unwrap_or(u32::MAX).max(1);
    let limits = Limits {
        steps: (STEPS / many).clamp(1_000, STEPS_OF_SERIES),
        ..Limits::default()
    };
    let mut skipped = 0;
    let mut spans = |key: &String| -> Vec<BusySpan> {
        let Some(events) = events.get(key) else {
            return vec![];
        };
        let busy = ical::busy(events, from, until, zone, &limits);
        skipped += busy.skipped.len();
        busy.spans
            .into_iter()
            .map(|span| {
                (
                    Instant::from_timestamp(span.starts),
                    Instant::from_timestamp(span.ends),
                )
            })
            .collect()
    };
    let mut wanted = Wanted::new();
    for key in keys {
        let found = spans(&key);
        wanted.insert(key, found);
    }
    (wanted, skipped)
}

async fn read(
    tx: &mut TenantTx,
    calendar: CalendarId,
    keys: &BTreeSet<String>,
) -> Result<BTreeMap<String, Vec<Event>>> {
    let rows: Vec<Row> = sqlx::query_as(
        "select coalesce(series_id, remote_id) as key, original_at, original_on, original_zone, starts_at, starts_on,
                starts_zone, ends_at, ends_on, ends_zone, recurrence, transparent, cancelled
           from external_event
          where tenant_id = $1 and calendar_id = $2 and coalesce(series_id, remote_id) = any ($3)",
    )
    .bind(tx.tenant())
    .bind(calendar)
    .bind(keys.iter().map(String::as_str).collect::<Vec<_>>())
    .fetch_all(&mut **tx)
    .await?;
    let mut events = BTreeMap::<String, Vec<Event>>::new();
    for row in rows {
        if let Some(event) = row.event() {
            events.entry(row.key).or_default().push(event);
        }
    }
    Ok(events)
}

impl Row {
    fn event(&self) -> Option<Event> {
        let starts = moment(self.starts_at, self.starts_on, self.starts_zone.as_deref())?;
        let ends = moment(self.ends_at, self.ends_on, self.ends_zone.as_deref())?;
        let mut event = Event::once(&self.key, starts, ends, "");
        event.recurrence_id = moment(self.original_at, self.original_on, self.original_zone.as_deref());
        event.rules.clone_from(&self.recurrence);
        event.transparent = self.transparent;
        event.cancelled = self.cancelled;
        Some(event)
    }
}

fn moment(at: Option<Instant>, on: Option<Day>, zone: Option<&str>) -> Option<Moment> {
    if let Some(day) = on {
        return Some(Moment::Date(day.date()));
    }
    let at: Timestamp = at?.0;
    match zone {
        Some(name) => {
            let zone = ical::find_zone(name)?;
            Some(Moment::Local {
                at: zone.to_datetime(at),
                zone,
            })
        }
        None => Some(Moment::Utc(at)),
    }
}
