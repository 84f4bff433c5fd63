//! When entries keep somebody busy: series are spread out over the next months, times that differ are put in their place.

use std::collections::{BTreeMap, BTreeSet};

use booking::model::Day;
use booking::ops::set_busy_times::{BusySpan, set_busy_times};
use db::TenantTx;
use ical::{Budget, Event, Limits, Moment};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use kernel::{Error, Instant, Result};
use sqlx::FromRow;

use crate::model::{CalendarId, Source};

/// What is over for so long does not matter (seconds).
pub const PAST: i64 = 24 * 3600;
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
    sequence: i64,
}

/// Entries and series whose times are to be worked out.
#[derive(Debug)]
pub struct Task {
    keys: BTreeSet<String>,
    events: Events,
    from: Timestamp,
    until: Timestamp,
    zone: TimeZone,
}

/// When they keep somebody busy.
#[derive(Debug)]
pub struct Outlook {
    wanted: BTreeMap<String, Vec<BusySpan>>,
    /// How many could not be worked out.
    pub skipped: usize,
}

/// What is known of these entries and series.
pub async fn gather(tx: &mut TenantTx, source: &Source, keys: BTreeSet<String>) -> Result<Task> {
    let events = if keys.is_empty() {
        Events::new()
    } else {
        read(tx, source.calendar_id, &keys).await?
    };
    Ok(Task {
        keys,
        events,
        from: tx.now().plus_seconds(-PAST).0,
        until: tx.now().plus_seconds(AHEAD).0,
        zone: source.clock(),
    })
}

impl Task {
    /// What happens once costs next to nothing, and is known even where rules use everything up.
    fn cheapest_first(&self) -> Vec<(&String, &[Event])> {
        let mut all: Vec<(&String, &[Event])> = vec![];
        for key in &self.keys {
            all.push((key, self.events.get(key).map_or(&[], Vec::as_slice)));
        }
        all.sort_by_key(|(_, events)| events.iter().any(|event| !event.rules.is_empty()));
        all
    }

    /// Rules take their time: never inside a transaction, and other work goes on meanwhile.
    pub async fn work_out(self) -> Result<Outlook> {
        let worked_out = tokio::task::spawn_blocking(move || work_out(&self));
        worked_out.await.map_err(|e| Error::Fault(e.into()))
    }
}

impl Outlook {
    /// Whether it tells of these entries and series, and of no other.
    pub fn is_of(&self, keys: &BTreeSet<String>) -> bool {
        self.wanted.keys().eq(keys)
    }

    /// Writes anew when they keep the resource busy.
    pub async fn keep(&self, tx: &mut TenantTx, source: &Source) -> Result<()> {
        if self.wanted.is_empty() {
            return Ok(());
        }
        set_busy_times(tx, source.resource_id, source.calendar_id.0, &self.wanted)
            .await
            .map(drop)
    }
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

type Events = BTreeMap<String, Vec<Event>>;

fn work_out(task: &Task) -> Outlook {
    let mut budget = Budget::new(&Limits {
        steps: STEPS,
        ..Limits::default()
    });
    let mut outlook = Outlook {
        wanted: BTreeMap::new(),
        skipped: 0,
    };
    for (key, events) in task.cheapest_first() {
        let mut part = budget.part(STEPS_OF_SERIES);
        let busy = ical::busy(events, task.from, task.until, &task.zone, &mut part);
        budget.rejoin(part);
        outlook.skipped += busy.skipped.len();
        let at = Instant::from_timestamp;
        let spans = busy.spans.iter().map(|span| (at(span.starts), at(span.ends)));
        outlook.wanted.insert(key.clone(), spans.collect());
    }
    outlook
}

async fn read(tx: &mut TenantTx, calendar: CalendarId, keys: &BTreeSet<String>) -> Result<Events> {
    let rows: Vec<Row> = sqlx::query_as(
        "select coalesce(series_id, remote_id) as key, original_at, original_on, original_zone, starts_at, starts_on,
                starts_zone, ends_at, ends_on, ends_zone, recurrence, transparent, cancelled, sequence
           from external_event
          where tenant_id = $1 and calendar_id = $2 and coalesce(series_id, remote_id) = any ($3)",
    )
    .bind(tx.tenant())
    .bind(calendar)
    .bind(keys.iter().map(String::as_str).collect::<Vec<_>>())
    .fetch_all(&mut **tx)
    .await?;
    let mut events = Events::new();
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
        event.sequence = u32::try_from(self.sequence).unwrap_or(0);
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
