//! Entries that we wrote and that come back. They keep nobody busy: their appointment does. One that somebody moved or deleted
//! at the provider is put back, and the log says so: a moved appointment wants the customer's consent (docs/adr/0021).

use booking::model::{BookingId, BookingStatus};
use db::TenantTx;
use kernel::{Instant, Result};
use sqlx::FromRow;

use super::copies::write_soon;
use super::notes::{About, note};
use crate::model::{Remote, Source};

/// An appointment's entry, as we know it.
#[derive(Debug, Clone, FromRow)]
pub struct Copy {
    booking_id: BookingId,
    remote_id: String,
    etag: Option<String>,
    state: String,
    changed_at: Instant,
    code: String,
    status: BookingStatus,
    starts_at: Instant,
    ends_at: Instant,
}

/// What of some entries is ours.
#[derive(Debug, Default)]
pub struct Known {
    copies: Vec<Copy>,
    bookings: Vec<BookingId>,
}

impl Known {
    /// Whether one of our appointments stands behind it, were it copied into another calendar or read from a feed of ours.
    pub fn is_ours(&self, entry: &Remote) -> bool {
        let is_copy = |copy: &Copy| copy.remote_id == entry.key();
        self.copies.iter().any(is_copy) || entry.booking.is_some_and(|id| self.bookings.contains(&id))
    }

    /// Copies that nobody wrote since a calendar was asked: what it said of others may be older than what we wrote.
    pub fn since(&self, asked: Option<Instant>) -> Vec<Copy> {
        let is_newer = |copy: &&Copy| asked.is_none_or(|asked| copy.changed_at <= asked);
        self.copies.iter().filter(is_newer).cloned().collect()
    }
}

/// What of these entries is ours: by the name that we gave it, or by the appointment that it says.
pub async fn known_copies(tx: &mut TenantTx, source: &Source, entries: &[Remote]) -> Result<Known> {
    let ids: Vec<&str> = entries.iter().map(Remote::key).collect();
    let copies = sqlx::query_as(
        "select c.booking_id, c.remote_id, c.etag, c.state, c.changed_at, b.code, b.status, b.starts_at, b.ends_at
           from calendar_copy c
           join booking b on b.tenant_id = $1 and b.booking_id = c.booking_id
          where c.tenant_id = $1 and c.calendar_id = $2 and c.remote_id = any ($3)",
    )
    .bind(tx.tenant())
    .bind(source.calendar_id)
    .bind(ids)
    .fetch_all(&mut **tx)
    .await?;
    let said: Vec<BookingId> = entries.iter().filter_map(|entry| entry.booking).collect();
    let bookings = match said.as_slice() {
        [] => vec![],
        said => list_bookings(tx, said).await?,
    };
    Ok(Known { copies, bookings })
}

/// Those of them that are appointments of this shop.
async fn list_bookings(tx: &mut TenantTx, said: &[BookingId]) -> Result<Vec<BookingId>> {
    let found =
        sqlx::query_scalar("select booking_id from booking where tenant_id = $1 and booking_id = any ($2)")
            .bind(tx.tenant())
            .bind(said)
            .fetch_all(&mut **tx)
            .await?;
    Ok(found)
}

/// Looks at what became of them.
pub async fn heed(tx: &mut TenantTx, source: &Source, ours: &[Remote], copies: &[Copy]) -> Result<()> {
    for entry in ours {
        let copy = copies.iter().find(|copy| copy.remote_id == entry.remote_id);
        if let Some(copy) = copy.filter(|copy| copy.etag.as_deref() != Some(entry.etag.as_str())) {
            heed_one(tx, source, entry, copy).await?;
        }
    }
    Ok(())
}

async fn heed_one(tx: &mut TenantTx, source: &Source, entry: &Remote, copy: &Copy) -> Result<()> {
    let is_over = copy.ends_at <= tx.now();
    let takes_place = copy.status.takes_time() && copy.status != BookingStatus::Held;
    let put_back = match (copy.state.as_str(), &entry.event) {
        // It is written anyway, or not ours to have there any more.
        ("to_write" | "refused" | "gone", _) => None,
        _ if is_over || !takes_place => None,
        (_, None) => Some("put_back_deleted"),
        (_, Some(event)) => {
            let zone = source.clock();
            let at = |moment: &ical::Moment| moment.instant(&zone).map(Instant::from_timestamp);
            let is_where_it_was =
                at(&event.starts) == Some(copy.starts_at) && at(&event.ends) == Some(copy.ends_at);
            (!is_where_it_was).then_some("put_back_moved")
        }
    };
    adopt(tx, source, copy, &entry.etag, put_back.is_some()).await?;
    if let Some(kind) = put_back {
        let about = About::calendar(source.account_id, source.calendar_id);
        note(tx, about, kind, Some(&copy.code)).await?;
        write_soon(tx, copy.booking_id).await?;
    }
    Ok(())
}

/// Its version is the one to write over.
async fn adopt(tx: &mut TenantTx, source: &Source, copy: &Copy, etag: &str, write: bool) -> Result<()> {
    sqlx::query(
        "update calendar_copy
            set etag = nullif($4, ''), state = case when $5 then 'to_write' else state end, wanted = case when $5 then wanted + 1 else wanted end,
                changed_at = $6
          where tenant_id = $1 and booking_id = $2 and calendar_id = $3",
    )
    .bind(tx.tenant())
    .bind(copy.booking_id)
    .bind(source.calendar_id)
    .bind(etag)
    .bind(write)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}
