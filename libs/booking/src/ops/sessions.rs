//! Sessions that several customers share: their resources are taken once, their seats are counted.

use db::TenantTx;
use kernel::Result;

use super::claim::Chance;
use super::occupy::{Holder, Owner, Taken, conflict_is_taken};
use crate::error::BookingError;
use crate::model::{BookingSessionId, ResourceId};

impl Chance {
    /// Joins the session of that time, or begins one. Who begins it in the same moment as somebody else joins theirs.
    pub async fn take_seats(&self, tx: &mut TenantTx, holder: Holder) -> Result<Taken> {
        if let Some(joined) = self.join(tx, holder.seats).await? {
            return Ok(joined);
        }
        let session: BookingSessionId = tx.new_id();
        self.begin_session(tx, session, holder.seats).await?;
        if let Some(by) = self.occupy_all(tx, Owner::Session(session)).await? {
            return Ok(self.taken(Some(session), &by));
        }
        forget(tx, session).await?;
        let joined = self.join(tx, holder.seats).await?;
        joined.ok_or_else(|| BookingError::SlotTaken.into())
    }

    async fn join(&self, tx: &mut TenantTx, seats: i16) -> Result<Option<Taken>> {
        let joined: Option<(BookingSessionId, Vec<ResourceId>)> = sqlx::query_as(
            "update booking_session s
                set taken = taken + $6
              where tenant_id = $1 and service_id = $2 and starts_at = $3 and ends_at = $4
                and taken > 0 and taken + $6 <= seats
                and session_id = (select o.session_id from booking_occupancy o
                                   where o.tenant_id = $1 and o.service_id = $2 and o.resource_id = any ($5)
                                     and o.status = 'confirmed' and o.session_id in
                                         (select f.session_id from booking_session f
                                           where f.tenant_id = $1 and f.service_id = $2 and f.starts_at = $3
                                             and f.taken > 0 and f.taken + $6 <= f.seats)
                                   order by o.session_id
                                   limit 1)
              returning session_id, array(select o.resource_id from booking_occupancy o
                                           where o.tenant_id = $1 and o.session_id = s.session_id)",
        )
        .bind(tx.tenant())
        .bind(self.service.service_id)
        .bind(self.starts_at)
        .bind(self.ends_at)
        .bind(self.everybody())
        .bind(seats)
        .fetch_optional(&mut **tx)
        .await
        .map_err(conflict_is_taken)?;
        Ok(joined.map(|(session, by)| self.taken(Some(session), &by)))
    }

    async fn begin_session(&self, tx: &mut TenantTx, session: BookingSessionId, taken: i16) -> Result<()> {
        sqlx::query(
            "insert into booking_session (tenant_id, session_id, service_id, starts_at, ends_at, taken, seats)
             values ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(tx.tenant())
        .bind(session)
        .bind(self.service.service_id)
        .bind(self.starts_at)
        .bind(self.ends_at)
        .bind(taken)
        .bind(self.service.seats)
        .execute(&mut **tx)
        .await?;
        Ok(())
    }
}

/// What it took of one need before another turned out to be taken goes with it.
async fn forget(tx: &mut TenantTx, session: BookingSessionId) -> Result<()> {
    for sql in [
        "delete from booking_occupancy where tenant_id = $1 and session_id = $2",
        "delete from booking_session where tenant_id = $1 and session_id = $2",
    ] {
        sqlx::query(sql)
            .bind(tx.tenant())
            .bind(session)
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

/// Gives seats back. A session ends with its last one.
pub(super) async fn leave(tx: &mut TenantTx, session: BookingSessionId, seats: i16) -> Result<()> {
    let left: i16 = sqlx::query_scalar(
        "update booking_session set taken = taken - $3 where tenant_id = $1 and session_id = $2 returning taken",
    )
    .bind(tx.tenant())
    .bind(session)
    .bind(seats)
    .fetch_one(&mut **tx)
    .await?;
    if left == 0 {
        sqlx::query(
            "update booking_occupancy set status = 'cancelled' where tenant_id = $1 and session_id = $2",
        )
        .bind(tx.tenant())
        .bind(session)
        .execute(&mut **tx)
        .await?;
    }
    Ok(())
}
