//! Taking a time: a row of each resource, and one constraint that lets nobody have it twice.

use db::TenantTx;
use kernel::id::Uuid;
use kernel::{Error, Instant, Result};

use super::claim::{Candidates, Chance};
use super::release::release_lapsed;
use crate::error::BookingError;
use crate::model::{BookingId, BookingSessionId, BookingStatus, ResourceId, Rule};
use crate::queries::diary::Member;

/// In whose name a time is taken.
#[derive(Debug, Clone, Copy)]
pub(super) struct Holder {
    pub booking: BookingId,
    pub status: BookingStatus,
    pub hold_expires_at: Option<Instant>,
    pub seats: i16,
}

/// A time that is taken.
#[derive(Debug)]
pub(super) struct Taken {
    pub session: Option<BookingSessionId>,
    pub price: i64,
    pub by: Vec<ResourceId>,
    /// What somebody of the shop set aside for it.
    pub overridden: Vec<Rule>,
}

/// Whose the rows are: an appointment's, or a session's.
#[derive(Debug, Clone, Copy)]
pub(super) enum Owner {
    Booking(Holder),
    Session(BookingSessionId),
}

impl Chance {
    /// Takes the time for an appointment that is about to be written. Whoever came in between is told `slot_taken`.
    pub async fn take(&self, tx: &mut TenantTx, holder: Holder) -> Result<Taken> {
        release_lapsed(tx, &self.everybody(), self.occupied()).await?;
        if self.service.seats > 1 {
            return self.take_seats(tx, holder).await;
        }
        let by = self.occupy_all(tx, Owner::Booking(holder)).await?;
        let by = by.ok_or(BookingError::SlotTaken)?;
        Ok(self.taken(None, &by))
    }

    /// Taken by them.
    pub fn taken(&self, session: Option<BookingSessionId>, by: &[ResourceId]) -> Taken {
        Taken {
            session,
            price: self.price(by),
            by: by.to_vec(),
            overridden: self.hurdles.set_aside(by),
        }
    }

    pub fn everybody(&self) -> Vec<ResourceId> {
        self.members().map(|member| member.resource_id).collect()
    }

    fn members(&self) -> impl Iterator<Item = &Member> {
        self.needs.iter().flat_map(|need| &need.members)
    }

    fn price(&self, taken: &[ResourceId]) -> i64 {
        let mut own = self
            .members()
            .filter(|member| taken.contains(&member.resource_id))
            .filter_map(|member| member.price);
        own.next().unwrap_or(self.service.price)
    }

    /// What it costs, and how much of that in advance.
    pub fn due(&self, taken: &Taken, seats: i16) -> (i64, i64) {
        let seats = i64::from(seats);
        let deposit = self.service.deposit.min(taken.price);
        (taken.price * seats, deposit * seats)
    }

    /// With its buffers.
    fn occupied(&self) -> (Instant, Instant) {
        let minutes = |minutes: i16| i64::from(minutes) * 60;
        let before = minutes(self.service.buffer_before);
        let after = minutes(self.service.buffer_after);
        (
            self.starts_at.plus_seconds(-before),
            self.ends_at.plus_seconds(after),
        )
    }

    /// Somebody for each need, those first whose turn it is. Nothing where a need cannot be met, after which the transaction
    /// goes on; a refusal is the end of it.
    pub async fn occupy_all(&self, tx: &mut TenantTx, owner: Owner) -> Result<Option<Vec<ResourceId>>> {
        let first = self.needs.iter().flat_map(Candidates::first);
        let chosen: Vec<Uuid> = first.map(|member| member.resource_id.0).collect();
        let mut taken = self.occupy(tx, owner, chosen).await?;
        for need in &self.needs {
            if !need.is_met_by(&taken) {
                match self.find_instead(tx, owner, need).await? {
                    Some(instead) => taken.push(instead),
                    None => return Ok(None),
                }
            }
        }
        Ok(Some(taken))
    }

    /// When the one whose turn it was is taken, whoever is next.
    async fn find_instead(
        &self,
        tx: &mut TenantTx,
        owner: Owner,
        need: &Candidates,
    ) -> Result<Option<ResourceId>> {
        for member in need.others() {
            let taken = self.occupy(tx, owner, vec![member.resource_id.0]).await?;
            if let Some(one) = taken.first() {
                return Ok(Some(*one));
            }
        }
        Ok(None)
    }

    /// Those of them that nobody has. In one order for everybody, so that two who want the same two do not wait for each
    /// other.
    async fn occupy(&self, tx: &mut TenantTx, owner: Owner, mut who: Vec<Uuid>) -> Result<Vec<ResourceId>> {
        who.sort_unstable();
        let ids: Vec<Uuid> = who.iter().map(|_| tx.new_id()).collect();
        let (from, until) = self.occupied();
        let taken = sqlx::query_scalar(
            "insert into booking_occupancy
               (tenant_id, occupancy_id, booking_id, session_id, resource_id, service_id, starts_at, ends_at,
                buffer_before, buffer_after, status, hold_expires_at, given_at)
             select $1, o.id, $4, $5, o.resource_id, $6, $7, $8, $9, $10, $11, $12, $13
               from unnest($2::uuid[], $3::uuid[]) with ordinality o (id, resource_id, n)
              order by o.n
             on conflict on constraint no_overlap do nothing
             returning resource_id",
        )
        .bind(tx.tenant())
        .bind(&ids)
        .bind(&who)
        .bind(owner.booking())
        .bind(owner.session())
        .bind(self.service.service_id)
        .bind(from)
        .bind(until)
        .bind(self.service.buffer_before)
        .bind(self.service.buffer_after)
        .bind(owner.status())
        .bind(owner.hold_expires_at())
        .bind(tx.now())
        .fetch_all(&mut **tx)
        .await;
        taken.map_err(conflict_is_taken)
    }
}

impl Owner {
    fn booking(self) -> Option<BookingId> {
        match self {
            Self::Booking(holder) => Some(holder.booking),
            Self::Session(_) => None,
        }
    }

    fn session(self) -> Option<BookingSessionId> {
        match self {
            Self::Booking(_) => None,
            Self::Session(session) => Some(session),
        }
    }

    fn status(self) -> BookingStatus {
        match self {
            Self::Booking(holder) => holder.status,
            Self::Session(_) => BookingStatus::Confirmed,
        }
    }

    fn hold_expires_at(self) -> Option<Instant> {
        match self {
            Self::Booking(holder) => holder.hold_expires_at,
            Self::Session(_) => None,
        }
    }
}

/// The constraint's own word, and two who want the same two people at once: PostgreSQL sends one away. Either ends the whole
/// transaction, so whoever calls goes no further.
pub(super) fn conflict_is_taken(error: sqlx::Error) -> Error {
    let code = error
        .as_database_error()
        .and_then(sqlx::error::DatabaseError::code);
    if code.is_some_and(|code| ["23P01", "40P01"].contains(&code.as_ref())) {
        BookingError::SlotTaken.into()
    } else {
        error.into()
    }
}
