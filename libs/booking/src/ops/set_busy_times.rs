//! When somebody is busy by a calendar outside, as whoever reads that calendar says.

use std::collections::{BTreeMap, BTreeSet};

use db::TenantTx;
use kernel::id::Uuid;
use kernel::{Instant, Result};

use crate::model::ResourceId;

/// Longest piece that is kept (seconds).
const PIECE: i64 = 24 * 3600;
/// Rows that are written at once.
const BATCH: usize = 5_000;

/// From when until before when.
pub type BusySpan = (Instant, Instant);

type Pieces = BTreeSet<BusySpan>;

/// Says of each of these entries of a calendar when it keeps the resource busy; an entry without times keeps it no longer.
/// Other entries stay. What is as it was is not written, so that nobody forgets free times for nothing. Tells whether anything
/// changed.
pub async fn set_busy_times(
    tx: &mut TenantTx,
    resource: ResourceId,
    source: Uuid,
    wanted: &BTreeMap<String, Vec<BusySpan>>,
) -> Result<bool> {
    let keys: Vec<&str> = wanted.keys().map(String::as_str).collect();
    let mut known = read(tx, resource, source, &keys).await?;
    let mut changed = vec![];
    for (key, spans) in wanted {
        let pieces = pieces(spans);
        if known.remove(key).unwrap_or_default() != pieces {
            changed.push((key.as_str(), pieces));
        }
    }
    if changed.is_empty() {
        return Ok(false);
    }
    let keys: Vec<&str> = changed.iter().map(|(key, _)| *key).collect();
    sqlx::query("delete from busy_time where tenant_id = $1 and source = $2 and series_key = any ($3)")
        .bind(tx.tenant())
        .bind(source)
        .bind(&keys)
        .execute(&mut **tx)
        .await?;
    let rows: Vec<(&str, BusySpan)> = changed
        .iter()
        .flat_map(|(key, pieces)| pieces.iter().map(|piece| (*key, *piece)))
        .collect();
    for rows in rows.chunks(BATCH) {
        insert(tx, resource, source, rows).await?;
    }
    Ok(true)
}

/// The calendar keeps nobody busy any longer.
pub async fn clear_busy_times(tx: &mut TenantTx, source: Uuid) -> Result<()> {
    sqlx::query("delete from busy_time where tenant_id = $1 and source = $2")
        .bind(tx.tenant())
        .bind(source)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

async fn read(
    tx: &mut TenantTx,
    resource: ResourceId,
    source: Uuid,
    keys: &[&str],
) -> Result<BTreeMap<String, Pieces>> {
    let rows: Vec<(String, Instant, Instant)> = sqlx::query_as(
        "select series_key, starts_at, ends_at from busy_time
          where tenant_id = $1 and source = $2 and series_key = any ($3) and resource_id = $4",
    )
    .bind(tx.tenant())
    .bind(source)
    .bind(keys)
    .bind(resource)
    .fetch_all(&mut **tx)
    .await?;
    let mut known = BTreeMap::<String, Pieces>::new();
    for (key, starts_at, ends_at) in rows {
        known.entry(key).or_default().insert((starts_at, ends_at));
    }
    Ok(known)
}

async fn insert(
    tx: &mut TenantTx,
    resource: ResourceId,
    source: Uuid,
    rows: &[(&str, BusySpan)],
) -> Result<()> {
    sqlx::query(
        "insert into busy_time (tenant_id, resource_id, source, series_key, starts_at, ends_at)
         select $1, $2, $3, b.series_key, b.starts_at, b.ends_at
           from unnest($4::text[], $5::timestamptz[], $6::timestamptz[]) b (series_key, starts_at, ends_at)
         on conflict do nothing",
    )
    .bind(tx.tenant())
    .bind(resource)
    .bind(source)
    .bind(rows.iter().map(|(key, _)| *key).collect::<Vec<_>>())
    .bind(rows.iter().map(|(_, (starts, _))| *starts).collect::<Vec<_>>())
    .bind(rows.iter().map(|(_, (_, ends))| *ends).collect::<Vec<_>>())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Long ones in parts; what ends before it begins is left out.
fn pieces(spans: &[BusySpan]) -> Pieces {
    let mut pieces = Pieces::new();
    for (starts, ends) in spans {
        let mut from = *starts;
        while from < *ends {
            let until = from.plus_seconds(PIECE).min(*ends);
            pieces.insert((from, until));
            from = until;
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use kernel::Instant;

    use super::pieces;

    #[test]
    fn a_holiday_comes_in_days() {
        let at = |text: &str| Instant::from_timestamp(text.parse().unwrap());
        let (from, until) = (at("2026-11-23T05:00:00Z"), at("2026-11-25T12:00:00Z"));
        let found = pieces(&[(from, until), (until, from)]);
        let ends: Vec<_> = found.iter().map(|(_, end)| end.to_string()).collect();
        assert_eq!(
            ends,
            [
                "2026-11-24T05:00:00Z",
                "2026-11-25T05:00:00Z",
                "2026-11-25T12:00:00Z"
            ]
        );
        assert_eq!(found.first().unwrap().0, from);
    }
}
