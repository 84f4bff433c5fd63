//! Writes down what a calendar said, in one transaction: entries, when they keep somebody busy, and from where on to ask next.

use std::collections::BTreeSet;

use booking::ops::set_busy_times::clear_busy_times;
use db::TenantTx;
use ical::Moment;
use jiff::civil::Date;
use jobs::JobCtx;
use kernel::{Instant, Result};

use super::caldav::known::keep_objects;
use super::expand::{Outlook, gather};
use super::notes::{About, end_trouble, note};
use super::ours::{heed, known_copies};
use crate::jobs::SyncCalendar;
use crate::model::{Batch, Remote, Source};

/// Rows that are written at once.
const BATCH: usize = 1_000;

/// Writes it down. When somebody else did so since this was asked for, the calendar is asked anew: either may know more.
pub async fn apply(ctx: &JobCtx, source: &Source, mut batch: Batch) -> Result<()> {
    let source = &Source {
        zone: batch.zone.clone().or_else(|| source.zone.clone()),
        ..source.clone()
    };
    let outlook = foresee(ctx, source, &batch).await?;
    let mut tx = ctx.begin().await?;
    let reads = lock(&mut tx, source).await?;
    let Some(reads) = reads.filter(|reads| !*reads || outlook.is_some()) else {
        ask_again(&mut tx, source).await?;
        return tx.commit().await;
    };
    let known = known_copies(&mut tx, source, &batch.entries).await?;
    let (ours, others): (Vec<Remote>, Vec<Remote>) = std::mem::take(&mut batch.entries)
        .into_iter()
        .partition(|entry| known.is_ours(entry));
    heed(&mut tx, source, &ours, &known.since(batch.asked_at)).await?;
    let about = About::calendar(source.account_id, source.calendar_id);
    let mut unclear = batch.skipped;
    if let Some(outlook) = outlook.filter(|_| reads) {
        let keys = write(&mut tx, source, &others, &batch).await?;
        if !outlook.is_of(&keys) {
            tx.rollback().await?;
            return begin_anew(ctx, source).await;
        }
        if batch.whole {
            // Entries that are not there any more keep nobody busy.
            clear_stale(&mut tx, source, &keys).await?;
        }
        outlook.keep(&mut tx, source).await?;
        unclear += outlook.skipped;
        tell(&mut tx, about, source, &batch, others.len()).await?;
    }
    keep_objects(&mut tx, source.calendar_id, &batch.objects).await?;
    if unclear > 0 {
        note(&mut tx, about, "unclear", Some(&unclear.to_string())).await?;
    }
    end_trouble(&mut tx, about).await?;
    save(&mut tx, source, &batch).await?;
    if batch.more {
        ask_again(&mut tx, source).await?;
    }
    tx.commit().await
}

/// When somebody is busy once it is written down; none where it is not read, or somebody else wrote meanwhile. It is written to
/// be seen together with what was there, and taken back: rules may take long, and no transaction waits for them.
async fn foresee(ctx: &JobCtx, source: &Source, batch: &Batch) -> Result<Option<Outlook>> {
    let mut tx = ctx.begin().await?;
    if lock(&mut tx, source).await? != Some(true) {
        return Ok(None);
    }
    let known = known_copies(&mut tx, source, &batch.entries).await?;
    let others = batch.entries.iter().filter(|entry| !known.is_ours(entry));
    let others: Vec<Remote> = others.cloned().collect();
    let keys = write(&mut tx, source, &others, batch).await?;
    let task = gather(&mut tx, source, keys).await?;
    tx.rollback().await?;
    task.work_out().await.map(Some)
}

/// What of it is ours is not what it was a moment ago.
async fn begin_anew(ctx: &JobCtx, source: &Source) -> Result<()> {
    let mut tx = ctx.begin().await?;
    ask_again(&mut tx, source).await?;
    tx.commit().await
}

async fn ask_again(tx: &mut TenantTx, source: &Source) -> Result<()> {
    let calendar_id = source.calendar_id;
    jobs::enqueue_once(tx, &SyncCalendar { calendar_id }, &calendar_id.to_string())
        .await
        .map(drop)
}

/// Takes the calendar's row; whether it is read. Nothing when another job wrote down something newer meanwhile.
pub async fn lock(tx: &mut TenantTx, source: &Source) -> Result<Option<bool>> {
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
async fn tell(tx: &mut TenantTx, about: About, source: &Source, batch: &Batch, entries: usize) -> Result<()> {
    let kind = match (batch.anew, batch.whole || source.synced_at.is_none(), entries) {
        (true, ..) => "read_anew",
        (_, true, _) => "read_whole",
        (_, _, 0) => return Ok(()),
        _ => "read",
    };
    note(tx, about, kind, Some(&entries.to_string())).await
}

/// Replaces what changed; the entries and series whose times may have changed by that.
async fn write(
    tx: &mut TenantTx,
    source: &Source,
    entries: &[Remote],
    batch: &Batch,
) -> Result<BTreeSet<String>> {
    let names = |of: &dyn Fn(&Remote) -> bool| {
        let named = entries.iter().filter(|entry| of(entry));
        let named = named.map(|entry| entry.remote_id.as_str());
        named
            .chain(batch.replaced.iter().map(String::as_str))
            .collect::<Vec<_>>()
    };
    let ids = names(&|_| true);
    // With a series go the times of it that differ.
    let deleted = names(&|entry| entry.event.is_none());
    let gone: Vec<String> = sqlx::query_scalar(
        "delete from external_event
          where tenant_id = $1 and calendar_id = $2
            and ($3 or remote_id = any ($4) or series_id = any ($5))
         returning coalesce(series_id, remote_id)",
    )
    .bind(tx.tenant())
    .bind(source.calendar_id)
    .bind(batch.whole)
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
    keys.extend(batch.replaced.iter().cloned());
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
    sequence: i64,
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
            sequence: event.sequence.into(),
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
            starts_zone, ends_at, ends_on, ends_zone, recurrence, transparent, cancelled, sequence)
         select $1, $2, e.remote_id, e.etag, e.series_id, e.original_at, e.original_on::date, e.original_zone, e.starts_at,
                e.starts_on::date, e.starts_zone, e.ends_at, e.ends_on::date, e.ends_zone,
                array_remove(string_to_array(e.recurrence, E'\\n'), ''), e.transparent, e.cancelled,
                e.sequence
           from unnest($3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::text[], $8::text[], $9::timestamptz[],
                       $10::text[], $11::text[], $12::timestamptz[], $13::text[], $14::text[], $15::text[], $16::bool[],
                       $17::bool[], $18::bigint[])
                e (remote_id, etag, series_id, original_at, original_on, original_zone, starts_at, starts_on, starts_zone,
                   ends_at, ends_on, ends_zone, recurrence, transparent, cancelled, sequence)
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
    .bind(rows.iter().map(|row| row.sequence).collect::<Vec<_>>())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

async fn save(tx: &mut TenantTx, source: &Source, batch: &Batch) -> Result<()> {
    let token = batch.sync_token.as_deref();
    let zone = batch.zone.as_deref();
    sqlx::query(
        "update external_calendar set sync_token = $3, synced_at = $4, zone = coalesce($5, zone), not_before = $6
          where tenant_id = $1 and calendar_id = $2",
    )
    .bind(tx.tenant())
    .bind(source.calendar_id)
    .bind(token.filter(|token| token.len() <= 4_000))
    .bind(tx.now())
    .bind(zone.filter(|zone| zone.len() <= 60))
    .bind(batch.not_before)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
