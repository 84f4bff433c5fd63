//! Which appointments are to be written into which calendars.

use booking::model::{Booking, BookingId, BookingStatus};
use db::TenantTx;
use kernel::Result;

use crate::jobs::WriteCopies;
use crate::model::CalendarId;

/// Digits of base32hex, which Google takes in names of entries (RFC 4648 §7).
const DIGITS: &[u8; 32] = b"0123456789abcdefghijklmnopqrstuv";

/// The appointment is to be written into the calendars of those who serve it, and taken out of those of others. Whether there is
/// any such calendar.
pub async fn mark(tx: &mut TenantTx, booking: &Booking) -> Result<bool> {
    let takes_place = matches!(booking.status, BookingStatus::Pending | BookingStatus::Confirmed);
    Ok(sqlx::query_scalar(
        "with serving as (
           select resource_id from booking_occupancy where tenant_id = $1 and booking_id = $2
           union all
           select resource_id from booking_occupancy where tenant_id = $1 and session_id = $3),
         made as (
           insert into calendar_copy (tenant_id, booking_id, calendar_id, remote_id, state, wanted, changed_at)
           select $1, $2, c.calendar_id, $4, 'to_write', 1, $5
             from external_calendar c
             join calendar_account a on a.tenant_id = $1 and a.account_id = c.account_id
            where c.tenant_id = $1 and c.writes and a.status <> 'leaving' and $6
              and a.resource_id in (select resource_id from serving)
           on conflict (tenant_id, booking_id, calendar_id)
           do update set state = 'to_write', wanted = calendar_copy.wanted + 1, changed_at = excluded.changed_at
           returning calendar_id),
         others as (
           update calendar_copy set state = 'to_write', wanted = wanted + 1, changed_at = $5
            where tenant_id = $1 and booking_id = $2 and calendar_id not in (select calendar_id from made)
           returning calendar_id)
         select exists (select from made) or exists (select from others)",
    )
    .bind(tx.tenant())
    .bind(booking.booking_id)
    .bind(booking.session_id)
    .bind(remote_id(booking.booking_id))
    .bind(tx.now())
    .bind(takes_place)
    .fetch_one(&mut **tx)
    .await?)
}

/// Has a worker write it.
pub async fn write_soon(tx: &mut TenantTx, id: BookingId) -> Result<()> {
    jobs::enqueue_once(tx, &WriteCopies { booking_id: id }, &id.to_string())
        .await
        .map(drop)
}

/// A calendar is written from now on, or no longer: what is ahead goes into it, or out of it.
pub async fn mark_all(tx: &mut TenantTx, calendar: CalendarId) -> Result<()> {
    let mut marked: Vec<BookingId> = sqlx::query_scalar(
        "update calendar_copy c set state = 'to_write', wanted = c.wanted + 1, changed_at = $3
           from booking b, external_calendar x
          where c.tenant_id = $1 and c.calendar_id = $2 and b.tenant_id = $1 and b.booking_id = c.booking_id
            and x.tenant_id = $1 and x.calendar_id = $2 and b.ends_at > $3
            and (c.state <> 'gone' or x.writes and b.status in ('pending', 'confirmed'))
         returning c.booking_id",
    )
    .bind(tx.tenant())
    .bind(calendar)
    .bind(tx.now())
    .fetch_all(&mut **tx)
    .await?;
    marked.extend(make_all(tx, calendar).await?);
    for id in marked {
        write_soon(tx, id).await?;
    }
    Ok(())
}

/// Those that never were in it.
async fn make_all(tx: &mut TenantTx, calendar: CalendarId) -> Result<Vec<BookingId>> {
    let ahead: Vec<BookingId> = sqlx::query_scalar(
        "select b.booking_id
           from booking b
           join external_calendar c on c.tenant_id = $1 and c.calendar_id = $2 and c.writes
           join calendar_account a on a.tenant_id = $1 and a.account_id = c.account_id
          where b.tenant_id = $1 and b.starts_at > $3 and b.status in ('pending', 'confirmed')
            and exists (select from booking_occupancy o
                         where o.tenant_id = $1 and o.resource_id = a.resource_id
                           and (o.booking_id = b.booking_id or o.session_id = b.session_id))
            and not exists (select from calendar_copy y
                             where y.tenant_id = $1 and y.booking_id = b.booking_id and y.calendar_id = $2)
          order by b.starts_at
          limit 2000",
    )
    .bind(tx.tenant())
    .bind(calendar)
    .bind(tx.now())
    .fetch_all(&mut **tx)
    .await?;
    let names: Vec<String> = ahead.iter().copied().map(remote_id).collect();
    sqlx::query(
        "insert into calendar_copy (tenant_id, booking_id, calendar_id, remote_id, state, wanted, changed_at)
         select $1, b.id, $2, b.name, 'to_write', 1, $5 from unnest($3::uuid[], $4::text[]) b (id, name)
         on conflict do nothing",
    )
    .bind(tx.tenant())
    .bind(calendar)
    .bind(&ahead)
    .bind(&names)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(ahead)
}

/// The name of its entry: the appointment's id in base32hex, so that writing it twice is refused instead of doubling it.
pub fn remote_id(id: BookingId) -> String {
    let bits = id.0.as_u128();
    let digit = |n: u32| {
        let at = usize::try_from((bits >> (5 * n)) & 31).unwrap_or(0);
        char::from(DIGITS[at])
    };
    (0..26).rev().map(digit).collect()
}

#[cfg(test)]
mod tests {
    use booking::model::BookingId;

    use super::remote_id;

    #[test]
    fn names_differ_and_are_of_the_letters_that_are_taken() {
        let (one, other) = (
            BookingId(kernel::id::Uuid::from_u128(1)),
            BookingId(kernel::id::Uuid::from_u128(u128::MAX)),
        );
        assert_eq!(remote_id(one), "00000000000000000000000001");
        assert_eq!(remote_id(other), "7vvvvvvvvvvvvvvvvvvvvvvvvv");
    }
}
