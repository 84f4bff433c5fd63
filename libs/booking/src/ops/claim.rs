//! Taking a time. One function decides whether it is offered (`slots`), one constraint whether nobody else has it.

use db::TenantTx;
use kernel::id::Uuid;
use kernel::{Error, Instant, Result};
use slots::{Turn, next_in_turn};
use std::num::NonZeroU32;

use crate::error::BookingError;
use crate::model::service::count;
use crate::model::{BookingId, BookingSessionId, BookingStatus, ResourceId, Rule, Service};
use crate::queries::diary::{Asked, Diary, Member, Party, moment};
use crate::queries::slots::enquiry;

/// How far back turns are counted.
const TURNS: i64 = 30 * 24 * 3600;

/// A time that somebody wants.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted {
    pub asked: Asked,
    pub seats: i16,
    /// Rules other than that the time is free do not count: somebody of the shop insists.
    pub insists: bool,
}

/// Where it can be had, before it is taken.
#[derive(Debug)]
pub(super) struct Chance {
    pub service: Service,
    pub starts_at: Instant,
    pub ends_at: Instant,
    /// What somebody of the shop set aside.
    pub overridden: Option<Rule>,
    /// For each need, who could meet it; all of the first list, or any of it.
    needs: Vec<Candidates>,
}

/// Who could meet a need.
#[derive(Debug)]
struct Candidates {
    all: bool,
    /// In order of turns.
    members: Vec<Member>,
}

impl Wanted {
    /// Looks for it. Whoever counts towards a limit waits here for others who do.
    pub async fn find(&self, tx: &mut TenantTx) -> Result<Chance> {
        require_our_age(self.asked.from)?;
        lock_limits(tx, &self.asked).await?;
        let diary = Diary::read(tx, &self.asked).await?;
        let now = tx.now();
        let mut foremost = Rule::Unstaffed;
        for party in &diary.parties {
            match enquiry(party, now).judge(moment(self.asked.from)) {
                Ok(slot) if slot.seats_left < count(self.seats) => foremost = Rule::NoSeatLeft,
                Ok(slot) => return self.chance(tx, &diary, party, &slot.resources, None).await,
                Err(refusal) => foremost = Rule::foremost(&refusal),
            }
        }
        match diary.parties.first() {
            Some(party) if self.insists && !foremost.is_taken() => {
                let everybody: Vec<_> = (0..party.members.len()).collect();
                self.chance(tx, &diary, party, &everybody, Some(foremost)).await
            }
            _ => Err(foremost.into()),
        }
    }

    async fn chance(
        &self,
        tx: &mut TenantTx,
        diary: &Diary,
        party: &Party,
        free: &[usize],
        overridden: Option<Rule>,
    ) -> Result<Chance> {
        let free: Vec<_> = free
            .iter()
            .filter_map(|position| diary.member(party, *position))
            .collect();
        let mut needs = Vec::new();
        for need in free.chunk_by(|one, next| one.need == next.need) {
            needs.push(Candidates::in_turn(tx, diary, need).await?);
        }
        let starts_at = self.asked.from;
        Ok(Chance {
            starts_at,
            ends_at: starts_at.plus_seconds(i64::from(party.duration) * 60),
            service: diary.service.clone(),
            overridden,
            needs,
        })
    }
}

impl Candidates {
    async fn in_turn(tx: &mut TenantTx, diary: &Diary, need: &[&Member]) -> Result<Self> {
        let all = need.first().is_some_and(|member| member.needs_all);
        let mut members: Vec<Member> = need.iter().map(|member| (*member).clone()).collect();
        if !all && members.len() > 1 {
            members = by_turns(tx, diary, members).await?;
        }
        Ok(Self { all, members })
    }
}

/// Whoever had the least for their share comes first.
async fn by_turns(tx: &mut TenantTx, diary: &Diary, members: Vec<Member>) -> Result<Vec<Member>> {
    let ids: Vec<_> = members.iter().map(|member| member.resource_id).collect();
    let served: Vec<(ResourceId, i64, Option<Instant>)> = sqlx::query_as(
        "select resource_id, count(*), max(given_at)
           from booking_occupancy
          where tenant_id = $1 and resource_id = any ($2) and service_id = $3 and starts_at >= $4
            and status in ('held', 'pending', 'confirmed', 'completed', 'no_show')
          group by resource_id",
    )
    .bind(tx.tenant())
    .bind(&ids)
    .bind(diary.service.service_id)
    .bind(tx.now().plus_seconds(-TURNS))
    .fetch_all(&mut **tx)
    .await?;
    let turn = |(position, member): (usize, &Member)| {
        let own = served.iter().find(|(id, ..)| *id == member.resource_id);
        Turn {
            position,
            served: own.map_or(0, |(_, count, _)| u32::try_from(*count).unwrap_or(u32::MAX)),
            weight: NonZeroU32::new(count(member.weight)).unwrap_or(NonZeroU32::MIN),
            last: own.and_then(|(.., last)| *last).map(moment),
        }
    };
    let mut turns: Vec<_> = members.iter().enumerate().map(turn).collect();
    let mut in_order = Vec::with_capacity(members.len());
    while let Some(next) = next_in_turn(turns.iter().copied()) {
        turns.retain(|turn| turn.position != next);
        in_order.extend(members.get(next).cloned());
    }
    Ok(in_order)
}

/// Beyond these centuries the database's calendar and ours end.
fn require_our_age(start: Instant) -> Result<()> {
    match start.unix_seconds() {
        ..946_684_800 => Err(Rule::TooSoon.into()),
        7_258_118_400.. => Err(Rule::BeyondHorizon.into()),
        _ => Ok(()),
    }
}

/// A limit cannot be a constraint, so who books a service that has one takes turns until the commit.
async fn lock_limits(tx: &mut TenantTx, asked: &Asked) -> Result<()> {
    sqlx::query(
        "select pg_advisory_xact_lock(hashtextextended($2::text, 4))
           from service
          where tenant_id = $1 and service_id = $2
            and (most_per_day is not null or most_per_week is not null or most_minutes_per_day is not null)",
    )
    .bind(tx.tenant())
    .bind(asked.service)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

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
}

/// Whose the rows are: an appointment's, or a session's.
#[derive(Debug, Clone, Copy)]
enum Owner {
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
        let taken = self.occupy_all(tx, Owner::Booking(holder)).await?;
        Ok(Taken {
            session: None,
            price: self.price(&taken),
        })
    }

    /// With its buffers.
    pub fn occupied(&self) -> (Instant, Instant) {
        let minutes = |minutes: i16| i64::from(minutes) * 60;
        let before = minutes(self.service.buffer_before);
        let after = minutes(self.service.buffer_after);
        (
            self.starts_at.plus_seconds(-before),
            self.ends_at.plus_seconds(after),
        )
    }

    fn everybody(&self) -> Vec<ResourceId> {
        let members = self.needs.iter().flat_map(|need| &need.members);
        members.map(|member| member.resource_id).collect()
    }

    fn price(&self, taken: &[ResourceId]) -> i64 {
        let members = self.needs.iter().flat_map(|need| &need.members);
        let mut own = members
            .filter(|member| taken.contains(&member.resource_id))
            .filter_map(|member| member.price);
        own.next().unwrap_or(self.service.price)
    }

    /// Joins the session of that time, or begins one. Who begins it in the same moment as somebody else joins theirs.
    async fn take_seats(&self, tx: &mut TenantTx, holder: Holder) -> Result<Taken> {
        if let Some(joined) = self.join(tx, holder.seats).await? {
            return Ok(joined);
        }
        let session: BookingSessionId = tx.new_id();
        self.begin_session(tx, session, holder.seats).await?;
        match self.occupy_all(tx, Owner::Session(session)).await {
            Ok(taken) => Ok(Taken {
                session: Some(session),
                price: self.price(&taken),
            }),
            Err(Error::Refused(_)) => {
                self.forget_session(tx, session).await?;
                let joined = self.join(tx, holder.seats).await?;
                joined.ok_or_else(|| BookingError::SlotTaken.into())
            }
            Err(fault) => Err(fault),
        }
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
        .await?;
        Ok(joined.map(|(session, taken)| Taken {
            session: Some(session),
            price: self.price(&taken),
        }))
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

    /// What it took of one need before another turned out to be taken goes with it.
    async fn forget_session(&self, tx: &mut TenantTx, session: BookingSessionId) -> Result<()> {
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

    /// Somebody for each need, those first whose turn it is.
    async fn occupy_all(&self, tx: &mut TenantTx, owner: Owner) -> Result<Vec<ResourceId>> {
        let mut chosen: Vec<Uuid> = Vec::new();
        for need in &self.needs {
            let wanted = if need.all { need.members.len() } else { 1 };
            chosen.extend(
                need.members
                    .iter()
                    .take(wanted)
                    .map(|member| member.resource_id.0),
            );
        }
        let mut taken = self.occupy(tx, owner, chosen).await?;
        for need in &self.needs {
            if !need.is_met_by(&taken) {
                taken.push(self.find_instead(tx, owner, need).await?);
            }
        }
        Ok(taken)
    }

    /// When the one whose turn it was is taken, whoever is next.
    async fn find_instead(&self, tx: &mut TenantTx, owner: Owner, need: &Candidates) -> Result<ResourceId> {
        let others = if need.all {
            &[]
        } else {
            need.members.get(1..).unwrap_or_default()
        };
        for member in others {
            let taken = self.occupy(tx, owner, vec![member.resource_id.0]).await?;
            if let Some(one) = taken.first() {
                return Ok(*one);
            }
        }
        Err(BookingError::SlotTaken.into())
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

impl Candidates {
    fn is_met_by(&self, taken: &[ResourceId]) -> bool {
        let mut has = self
            .members
            .iter()
            .map(|member| taken.contains(&member.resource_id));
        if self.all {
            has.all(|has| has)
        } else {
            has.any(|has| has)
        }
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

/// Holds whose time is over stand in the way of nobody, but `now()` cannot be part of a constraint.
pub(super) async fn release_lapsed(
    tx: &mut TenantTx,
    who: &[ResourceId],
    (from, until): (Instant, Instant),
) -> Result<()> {
    sqlx::query(
        "update booking
            set status = 'expired', hold_expires_at = null, updated_at = $5, version = version + 1
          where tenant_id = $1 and status = 'held' and hold_expires_at <= $5
            and booking_id in (select o.booking_id from booking_occupancy o
                                where o.tenant_id = $1 and o.resource_id = any ($2) and o.status = 'held'
                                  and o.starts_at < $4 and o.ends_at > $3 and o.starts_at > $3 - interval '2 days')",
    )
    .bind(tx.tenant())
    .bind(who)
    .bind(from)
    .bind(until)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The time goes to whoever wants it next. A session ends with its last seat.
pub(super) async fn let_go(
    tx: &mut TenantTx,
    booking: BookingId,
    session: Option<BookingSessionId>,
    seats: i16,
) -> Result<()> {
    let Some(session) = session else {
        sqlx::query("delete from booking_occupancy where tenant_id = $1 and booking_id = $2")
            .bind(tx.tenant())
            .bind(booking)
            .execute(&mut **tx)
            .await?;
        return Ok(());
    };
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

/// The constraint's own word, and two who want the same two people at once: PostgreSQL sends one away.
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
