//! Writes an appointment into calendars outside, or takes it out: until what stands there is what the appointment says.

use booking::model::{Booking, BookingId, BookingStatus, Scope};
use booking::queries::bookings::{BookingReader, get_booking, list_servers_of};
use db::TenantTx;
use http::shop::Shop;
use jobs::JobCtx;
use kernel::{Instant, Result};
use sqlx::FromRow;

use super::caldav::known::keep_objects;
use super::notes::{About, end_trouble, note};
use super::reach::{Reached, reach};
use crate::clerk::{Clerk, shop};
use crate::fault::Fault;
use crate::model::{AccountId, AccountStatus, CalendarId, Plan, Provider};
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
    /// The provider wants no call before then.
    pub waits: Option<Instant>,
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
            booking: Some(self.booking_id),
        }
    }
}

/// What of an appointment is still to be written.
pub async fn list_pending(tx: &mut TenantTx, id: BookingId) -> Result<Vec<Pending>> {
    Ok(sqlx::query_as(
        "select y.booking_id, y.calendar_id, c.account_id, a.provider, c.remote_id as place, y.remote_id, y.etag, y.wanted,
                case when c.trouble = 'rate_limited' then c.not_before end as waits,
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

/// What stands there after writing.
enum Stands {
    /// The appointment, in this version if the provider says which.
    Written(Option<String>),
    /// Nothing of ours.
    Nothing,
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
    let account = (pending.account_id, pending.provider);
    let reached = reach(ctx, clerk, account, &pending.place, anew).await?;
    let (plan, code) = plan(ctx, clerk, pending).await?;
    let known = pending.etag.as_deref();
    let outcome = if let Some(plan) = &plan {
        reached.put(plan, known, ctx.now()).await.map(Stands::Written)
    } else {
        let taken = reached.take_out(&pending.remote_id, known).await;
        taken.map(|()| Stands::Nothing)
    };
    match outcome {
        Ok(stands) => done(ctx, pending, &reached, stands, &code)
            .await
            .map_err(Trouble::from),
        Err(fault) => {
            if matches!(
                fault,
                Fault::Refused(_) | Fault::Unreadable(_) | Fault::NotAllowed(_)
            ) {
                refused(ctx, pending, &code).await?;
            }
            Err(fault.into())
        }
    }
}

/// The entry as it should be, or nothing when it should not be there; and the appointment's code.
async fn plan(ctx: &JobCtx, clerk: &Clerk, pending: &Pending) -> Result<(Option<Plan>, String)> {
    let mut tx = ctx.begin().await?;
    let reader = BookingReader::of_shop(Scope::All);
    let booking = get_booking(&mut tx, pending.booking_id, &reader).await?;
    let shop = shop(&mut tx).await?;
    let with = list_servers_of(&mut tx, &booking).await?;
    tx.commit().await?;
    let takes_place = booking.status.takes_time() && booking.status != BookingStatus::Held;
    let with: Vec<String> = with.into_iter().map(|one| one.name).collect();
    let plan = (takes_place && pending.belongs)
        .then(|| entry(clerk, &shop, &booking, &with.join(", "), &pending.remote_id));
    Ok((plan, booking.code))
}

fn entry(clerk: &Clerk, shop: &Shop, booking: &Booking, with: &str, name: &str) -> Plan {
    let customer = booking.customer_name.as_deref().unwrap_or_default();
    let link = clerk.link(shop, &format!("/admin/bookings/{}", booking.booking_id));
    let args = [
        ("code", booking.code.as_str()),
        ("with", with),
        ("phone", booking.phone.as_deref().unwrap_or("–")),
        ("link", link.as_str()),
    ];
    let tentative = booking.status == BookingStatus::Pending;
    let key = if tentative {
        "calendars-entry-pending"
    } else {
        "calendars-entry"
    };
    let title = [("service", booking.service_name.as_str()), ("name", customer)];
    Plan {
        name: name.to_owned(),
        booking: booking.booking_id,
        sequence: u32::try_from(booking.sequence).unwrap_or(0),
        summary: clerk.text(shop.locale, key, &title),
        description: clerk.text(shop.locale, "calendars-entry-text", &args),
        link,
        tentative,
        starts: booking.starts_at,
        ends: booking.ends_at,
        zone: booking.time_zone.clone(),
    }
}

/// Notes what stands there now. What changed meanwhile stays to be written.
async fn done(
    ctx: &JobCtx,
    pending: &Pending,
    reached: &Reached<'_>,
    stands: Stands,
    code: &str,
) -> Result<()> {
    let mut tx = ctx.begin().await?;
    let (etag, kind, state) = match stands {
        Stands::Written(etag) => (etag, "written", "written"),
        Stands::Nothing => (None, "taken_out", "gone"),
    };
    settle_copy(&mut tx, pending, etag.as_deref(), state).await?;
    let objects = reached.objects(&pending.remote_id, etag, state == "gone");
    keep_objects(&mut tx, pending.calendar_id, &objects).await?;
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
