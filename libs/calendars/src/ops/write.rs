//! Writes an appointment into calendars outside, or takes it out: until what stands there is what the appointment says.

use booking::model::{Booking, BookingId, BookingStatus};
use booking::queries::bookings::{BookingReader, get_booking, list_servers_of};
use db::TenantTx;
use google_calendar::{CalendarError, Draft, GoogleCalendar};
use http::shop::Shop;
use jobs::JobCtx;
use kernel::Result;
use secrecy::SecretString;
use sqlx::FromRow;

use super::google::{APP, BOOKING, US};
use super::notes::{About, end_trouble, note};
use super::tokens::access;
use crate::clerk::{Clerk, shop};
use crate::model::{AccountId, AccountStatus, CalendarId, Provider};
use crate::trouble::{Concerning, Trouble};

/// An appointment in a calendar, as far as it was written.
#[derive(Debug, Clone, FromRow)]
pub struct Pending {
    booking_id: BookingId,
    calendar_id: CalendarId,
    account_id: AccountId,
    provider: Provider,
    /// The calendar as its provider names it.
    place: String,
    remote_id: String,
    etag: Option<String>,
    wanted: i32,
    /// Whether the calendar is still written, for somebody who serves the appointment.
    belongs: bool,
    status: AccountStatus,
}

impl Pending {
    /// For whom it is tried.
    pub fn concerning(&self) -> Concerning {
        Concerning {
            provider: self.provider,
            account: self.account_id,
            calendar: self.calendar_id,
        }
    }
}

/// What of an appointment is still to be written.
pub async fn list_pending(tx: &mut TenantTx, id: BookingId) -> Result<Vec<Pending>> {
    Ok(sqlx::query_as(
        "select y.booking_id, y.calendar_id, c.account_id, a.provider, c.remote_id as place, y.remote_id, y.etag, y.wanted,
                c.writes and exists (
                  select from booking b
                    join booking_occupancy o on o.tenant_id = $1 and o.resource_id = a.resource_id
                     and (o.booking_id = b.booking_id or o.session_id = b.session_id)
                   where b.tenant_id = $1 and b.booking_id = y.booking_id) as belongs,
                a.status
           from calendar_copy y
           join external_calendar c on c.tenant_id = $1 and c.calendar_id = y.calendar_id
           join calendar_account a on a.tenant_id = $1 and a.account_id = c.account_id
          where y.tenant_id = $1 and y.booking_id = $2 and y.state = 'to_write'",
    )
    .bind(tx.tenant())
    .bind(id)
    .fetch_all(&mut **tx)
    .await?)
}

/// Writes one of them.
pub async fn write(
    ctx: &JobCtx,
    clerk: &Clerk,
    pending: &Pending,
    anew: bool,
) -> std::result::Result<(), Trouble> {
    if pending.status != AccountStatus::Connected {
        return Err(Trouble::Parted);
    }
    let access = access(ctx, clerk, pending.account_id, anew).await?;
    let google = clerk.need_google()?;
    let (draft, code) = draft(ctx, clerk, pending).await?;
    let outcome = match &draft {
        Some(draft) => put(google, &access, pending, draft).await.map(Some),
        None => take_out(google, &access, pending).await.map(|()| None),
    };
    match outcome {
        Ok(etag) => done(ctx, pending, etag, &code).await.map_err(Trouble::from),
        Err(error @ (CalendarError::Refused(_) | CalendarError::Missing)) => {
            refused(ctx, pending, &code).await?;
            Err(error.into())
        }
        Err(error) => Err(error.into()),
    }
}

/// The entry as it should be, or nothing when it should not be there; and the appointment's code.
async fn draft(ctx: &JobCtx, clerk: &Clerk, pending: &Pending) -> Result<(Option<Draft>, String)> {
    let mut tx = ctx.begin().await?;
    let reader = BookingReader {
        staff: true,
        ..BookingReader::default()
    };
    let booking = get_booking(&mut tx, pending.booking_id, &reader).await?;
    let shop = shop(&mut tx).await?;
    let with = list_servers_of(&mut tx, &booking).await?;
    tx.commit().await?;
    let takes_place = booking.status.takes_time() && booking.status != BookingStatus::Held;
    let with: Vec<String> = with.into_iter().map(|one| one.name).collect();
    let draft = (takes_place && pending.belongs)
        .then(|| entry(clerk, &shop, &booking, &with.join(", "), &pending.remote_id));
    Ok((draft, booking.code))
}

fn entry(clerk: &Clerk, shop: &Shop, booking: &Booking, with: &str, id: &str) -> Draft {
    let name = booking.customer_name.as_deref().unwrap_or_default();
    let link = clerk.link(shop, &format!("/admin/bookings/{}", booking.booking_id));
    let args = [
        ("code", booking.code.as_str()),
        ("with", with),
        ("phone", booking.phone.as_deref().unwrap_or("–")),
        ("link", link.as_str()),
    ];
    let key = match booking.status {
        BookingStatus::Pending => "calendars-entry-pending",
        _ => "calendars-entry",
    };
    let title = [("service", booking.service_name.as_str()), ("name", name)];
    let private = [(APP, US.to_owned()), (BOOKING, booking.booking_id.to_string())];
    Draft {
        id: id.to_owned(),
        summary: clerk.text(shop.locale, key, &title),
        description: clerk.text(shop.locale, "calendars-entry-text", &args),
        starts: booking.starts_at.0,
        ends: booking.ends_at.0,
        zone: booking.time_zone.clone(),
        private: private.map(|(name, value)| (name.to_owned(), value)).into(),
    }
}

/// Writes it whatever stands there: nothing, an older version of ours, or what somebody made of it. Its version.
async fn put(
    google: &GoogleCalendar,
    access: &SecretString,
    pending: &Pending,
    draft: &Draft,
) -> std::result::Result<String, CalendarError> {
    let place = pending.place.as_str();
    let known = match &pending.etag {
        Some(etag) => google.replace(access, place, draft, etag).await,
        None => google.insert(access, place, draft).await,
    };
    match known {
        Ok(written) => return Ok(written.etag),
        // It was written before and the answer lost, somebody changed it, or it was deleted for good.
        Err(CalendarError::Exists | CalendarError::Conflict) => {}
        Err(CalendarError::Missing | CalendarError::Gone) if pending.etag.is_some() => {
            match google.insert(access, place, draft).await {
                Err(CalendarError::Exists) => {}
                other => return other.map(|written| written.etag),
            }
        }
        Err(error) => return Err(error),
    }
    let there = google.get(access, place, &draft.id).await?;
    google
        .replace(access, place, draft, &there.etag)
        .await
        .map(|written| written.etag)
}

/// Takes it out. What somebody changed meanwhile goes, too: the appointment does not take place.
async fn take_out(
    google: &GoogleCalendar,
    access: &SecretString,
    pending: &Pending,
) -> std::result::Result<(), CalendarError> {
    let place = pending.place.as_str();
    match google
        .remove(access, place, &pending.remote_id, pending.etag.as_deref())
        .await
    {
        Err(CalendarError::Conflict) => google.remove(access, place, &pending.remote_id, None).await,
        other => other,
    }
}

/// Notes that it stands there now. What changed meanwhile stays to be written.
async fn done(ctx: &JobCtx, pending: &Pending, etag: Option<String>, code: &str) -> Result<()> {
    let mut tx = ctx.begin().await?;
    let kind = if etag.is_some() { "written" } else { "taken_out" };
    let state = if etag.is_some() { "written" } else { "gone" };
    settle_copy(&mut tx, pending, etag.as_deref(), state).await?;
    let about = About::calendar(pending.account_id, pending.calendar_id);
    note(&mut tx, about, kind, Some(code)).await?;
    end_trouble(&mut tx, about).await?;
    tx.commit().await?;
    let provider = pending.provider.as_str();
    metrics::counter!("calendar_sync_total", "provider" => provider, "status" => "ok").increment(1);
    Ok(())
}

/// It cannot be written there, now or later: the calendar is gone, or not ours to write.
async fn refused(ctx: &JobCtx, pending: &Pending, code: &str) -> Result<()> {
    let mut tx = ctx.begin().await?;
    settle_copy(&mut tx, pending, pending.etag.as_deref(), "refused").await?;
    let about = About::calendar(pending.account_id, pending.calendar_id);
    note(&mut tx, about, "not_written", Some(code)).await?;
    tx.commit().await
}

async fn settle_copy(tx: &mut TenantTx, pending: &Pending, etag: Option<&str>, state: &str) -> Result<()> {
    sqlx::query(
        "update calendar_copy set etag = $4, state = case when wanted = $5 then $6 else state end, changed_at = $7
          where tenant_id = $1 and booking_id = $2 and calendar_id = $3",
    )
    .bind(tx.tenant())
    .bind(pending.booking_id)
    .bind(pending.calendar_id)
    .bind(etag)
    .bind(pending.wanted)
    .bind(state)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}
