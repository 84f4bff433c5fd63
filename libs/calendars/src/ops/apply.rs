//! Writes down what a calendar said, in one transaction: entries, when they keep somebody busy, and from where on to ask next.

use std::collections::BTreeSet;

use booking::ops::set_busy_times::clear_busy_times;
use db::TenantTx;
use ical::Moment;
use jiff::civil::Date;
use jobs::JobCtx;
use kernel::{Instant, Result};

use super::expand::expand;
use super::notes::{About, end_trouble, note};
use super::ours::{heed, is_ours, known_copies};
use crate::jobs::SyncCalendar;
use crate::model::{Batch, Remote, Source};

/// Rows that are written at once.
const BATCH: usize = 1_000;

/// Writes it down. When somebody else did so since this was asked for, the calendar is asked anew: either may know more.
pub async fn apply(ctx: &JobCtx, source: &Source, batch: Batch) -> Result<()> {
    let mut tx = ctx.begin().await?;
    let Some(reads) = lock(&mut tx, source).await? else {
        let calendar_id = source.calendar_id;
        jobs::enqueue_once(&mut tx, &SyncCalendar { calendar_id }, &calendar_id.to_string()).await?;
        return tx.commit().await;
    };
    let copies = known_copies(&mut tx, source, &batch.entries).await?;
    let (ours, others): (Vec<Remote>, Vec<Remote>) = batch
        .entries
        .into_iter()
        .partition(|entry| is_ours(&copies, entry));
    heed(&mut tx, source, &ours, &copies).await?;
    let about = About::calendar(source.account_id, source.calendar_id);
    let mut unclear = batch.skipped;
    if reads {
        let keys = write(&mut tx, source, &others, batch.whole).await?;
        if batch.whole {
            // Entries that are not there any more keep nobody busy.
            clear_stale(&mut tx, source, &keys).await?;
        }
        let zone = batch.zone.clone().or_else(|| source.zone.clone());
        let source = Source {
            zone,
            ..source.clone()
        };
        unclear += expand(&mut tx, &source, keys).await?;
        tell(&mut tx, about, &source, batch.whole, others.len()).await?;
    }
    if unclear > 0 {
        note(&mut tx, about, "unclear", Some(&unclear.to_string())).await?;
    }
    end_trouble(&mut tx, about).await?;
    save(
        &mut tx,
        source,
        batch.sync_token.as_deref(),
        batch.zone.as_deref(),
    )
    .await?;
    tx.commit().await
}

/// Takes the calendar's row; whether it is read. Nothing when another job wrote down something newer meanwhile.
async fn lock(tx: &mut TenantTx, source: &Source) -> Result<Option<bool>> {
    Ok(sqlx::query_scalar(
        "select reads from external_calendar
          where tenant_id = $1 and calendar_id = $2 and sync_token is not distinct from $3
            and synced_at is not distinct from $4
            for update",
    )
    .bind(tx.tenant())
    .bind(source.calendar_id)
    .bind(&source.sync_token)
    .bind(source.synced_at)
    .fetch_optional(&mut **tx)
    .await?)
}

/// A line when there is news; the quarter-hourly nothing leaves none.
async fn tell(tx: &mut TenantTx, about: About, source: &Source, whole: bool, entries: usize) -> Result<()> {
    let many = entries.to_string();
    match (whole, entries) {
        (true, _) if source.sync_token.is_some() => note(tx, about, "read_anew", Some(&many)).await,
        (true, _) => note(tx, about, "read_whole", Some(&many)).await,
        (false, 0) => Ok(()),
        (false, _) => note(tx, about, "read", Some(&many)).await,
    }
}

/// Replaces what changed; the entries and series whose times may have changed by that.
async fn write(
    tx: &mut TenantTx,
    source: &Source,
    entries: &[Remote],
    whole: bool,
) -> Result<BTreeSet<String>> {
    let ids: Vec<&str> = entries.iter().map(|entry| entry.remote_id.as_str()).collect();
    // With a series go the times of it that differ.
    let deleted: Vec<&str> = entries
        .iter()
        .filter(|entry| entry.event.is_none())
        .map(|entry| entry.remote_id.as_str())
        .collect();
    let gone: Vec<String> = sqlx::query_scalar(
        "delete from external_event
          where tenant_id = $1 and calendar_id = $2
            and ($3 or remote_id = any ($4) or series_id = any ($5))
         returning coalesce(series_id, remote_id)",
    )
    .bind(tx.tenant())
    .bind(source.calendar_id)
    .bind(whole)
    .bind(&ids)
    .bind(&deleted)
    .fetch_all(&mut **tx)
    .await?;
    let kept: Vec<Row<'_>> = entries.iter().filter_map(Row::of).collect();
    for rows in kept.chunks(BATCH) {
        insert(tx, source, rows).await?;
    }
    let mut keys: BTreeSet<String> = gone.into_iter().collect();
    keys.extend(entries.iter().map(|entry| entry.key().to_owned()));
    Ok(keys)
}

/// A whole reading names everything there is: what else kept somebody busy goes.
async fn clear_stale(tx: &mut TenantTx, source: &Source, keys: &BTreeSet<String>) -> Result<()> {
    let stale: bool = sqlx::query_scalar(
        "select exists (select from busy_time where tenant_id = $1 and source = $2 and series_key <> all ($3))",
    )
    .bind(tx.tenant())
    .bind(source.calendar_id)
    .bind(keys.iter().map(String::as_str).collect::<Vec<_>>())
    .fetch_one(&mut **tx)
    .await?;
    if stale {
        clear_busy_times(tx, source.calendar_id.0).await?;
    }
    Ok(())
}

/// A row of `external_event`.
struct Row<'a> {
    entry: &'a Remote,
    original: Stored,
    starts: Stored,
    ends: Stored,
    recurrence: String,
    transparent: bool,
    cancelled: bool,
}

/// One of the moments of a row.
type Part = for<'r> fn(&'r Row<'r>) -> &'r Stored;

/// A moment as its columns have it.
#[derive(Default)]
struct Stored {
    at: Option<Instant>,
    on: Option<Date>,
    zone: Option<String>,
}

impl<'a> Row<'a> {
    fn of(entry: &'a Remote) -> Option<Self> {
        let event = entry.event.as_ref()?;
        Some(Self {
            entry,
            original: event.recurrence_id.as_ref().map(Stored::of).unwrap_or_default(),
            starts: Stored::of(&event.starts),
            ends: Stored::of(&event.ends),
            // Arrays of arrays must be as long as one another in PostgreSQL; lines hold no line break.
            recurrence: event.rules.join("\n"),
            transparent: event.transparent,
            cancelled: event.cancelled,
        })
    }
}

impl Stored {
    fn of(moment: &Moment) -> Self {
        match moment {
            Moment::Date(date) => Self {
                on: Some(*date),
                ..Self::default()
            },
            Moment::Local { zone, .. } => Self {
                at: moment.instant(zone).map(Instant::from_timestamp),
                zone: zone.iana_name().map(str::to_owned),
                ..Self::default()
            },
            Moment::Utc(_) | Moment::Floating(_) => Self {
                at: moment
                    .instant(&jiff::tz::TimeZone::UTC)
                    .map(Instant::from_timestamp),
                ..Self::default()
            },
        }
    }
}

async fn insert(tx: &mut TenantTx, source: &Source, rows: &[Row<'_>]) -> Result<()> {
    let at = |stored: Part| rows.iter().map(|row| stored(row).at).collect::<Vec<_>>();
    let on = |stored: Part| {
        let days = rows.iter().map(|row| stored(row).on.map(|day| day.to_string()));
        days.collect::<Vec<_>>()
    };
    let zone = |stored: Part| {
        let zones = rows.iter().map(|row| stored(row).zone.clone());
        zones.collect::<Vec<_>>()
    };
    sqlx::query(
        "insert into external_event
           (tenant_id, calendar_id, remote_id, etag, series_id, original_at, original_on, original_zone, starts_at, starts_on,
            starts_zone, ends_at, ends_on, ends_zone, recurrence, transparent, cancelled)
         select $1, $2, e.remote_id, e.etag, e.series_id, e.original_at, e.original_on::date, e.original_zone, e.starts_at,
                e.starts_on::date, e.starts_zone, e.ends_at, e.ends_on::date, e.ends_zone,
                array_remove(string_to_array(e.recurrence, E'\\n'), ''), e.transparent, e.cancelled
           from unnest($3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::text[], $8::text[], $9::timestamptz[],
                       $10::text[], $11::text[], $12::timestamptz[], $13::text[], $14::text[], $15::text[], $16::bool[],
                       $17::bool[])
                e (remote_id, etag, series_id, original_at, original_on, original_zone, starts_at, starts_on, starts_zone,
                   ends_at, ends_on, ends_zone, recurrence, transparent, cancelled)
         on conflict do nothing",
    )
    .bind(tx.tenant())
    .bind(source.calendar_id)
    .bind(rows.iter().map(|row| row.entry.remote_id.as_str()).collect::<Vec<_>>())
    .bind(rows.iter().map(|row| row.entry.etag.as_str()).collect::<Vec<_>>())
    .bind(rows.iter().map(|row| row.entry.series_id.clone()).collect::<Vec<_>>())
    .bind(at(|row| &row.original))
    .bind(on(|row| &row.original))
    .bind(zone(|row| &row.original))
    .bind(at(|row| &row.starts))
    .bind(on(|row| &row.starts))
    .bind(zone(|row| &row.starts))
    .bind(at(|row| &row.ends))
    .bind(on(|row| &row.ends))
    .bind(zone(|row| &row.ends))
    .bind(rows.iter().map(|row| row.recurrence.as_str()).collect::<Vec<_>>())
    .bind(rows.iter().map(|row| row.transparent).collect::<Vec<_>>())
    .bind(rows.iter().map(|row| row.cancelled).collect::<Vec<_>>())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

async fn save(tx: &mut TenantTx, source: &Source, token: Option<&str>, zone: Option<&str>) -> Result<()> {
    sqlx::query(
        "update external_calendar set sync_token = $3, synced_at = $4, zone = coalesce($5, zone)
          where tenant_id = $1 and calendar_id = $2",
    )
    .bind(tx.tenant())
    .bind(source.calendar_id)
    .bind(token.filter(|token| token.len() <= 4_000))
    .bind(tx.now())
    .bind(zone.filter(|zone| zone.len() <= 60))
    .execute(&mut **tx)
    .await?;
    Ok(())
}
