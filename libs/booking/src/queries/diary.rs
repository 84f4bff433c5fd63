//! Everything that decides when a service can be booked: its rules, who serves it, their hours, and what is taken. Read from
//! our own tables in six statements; what is decided from it is `slots`' business.

use std::collections::HashMap;

use db::TenantTx;
use jiff::tz::TimeZone;
use kernel::{Error, Instant, Result};
use slots::{Buffers, Busy, Minutes, Moment, Schedule, Span};

use super::resources::{BlockView, list_blocks};
use super::timetables::list_timetables;
use crate::model::calendar::clock;
use crate::model::service::{ServerRequest, count};
use crate::model::timetable::Timetable;
use crate::model::{BookingId, Day, Resource, ResourceId, ResourceKind, Service, ServiceId};

pub use super::party::Party;
use super::party::parties;

const DAY: i64 = 24 * 3600;
/// What began longer ago is over: an appointment takes two days with its buffers at most, another half day is between.
const LONGEST: i64 = 3 * DAY;
/// Around the range, so that a week's limit sees its week in every zone.
const WEEK: i64 = 8 * DAY;

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// For which service.
    pub service: ServiceId,
    /// Only with this one.
    pub only: Option<ResourceId>,
    /// Starts from then…
    pub from: Instant,
    /// …until before then.
    pub until: Instant,
    /// An appointment that is being moved does not stand in its own way.
    pub moving: Option<BookingId>,
}

/// The answer, for as many crews as there are lengths.
#[derive(Debug)]
pub struct Diary {
    /// Its rules.
    pub service: Service,
    /// Who serves it.
    pub members: Vec<Member>,
    /// Those who serve it in the same length of time.
    pub parties: Vec<Party>,
    /// Who is busy by calendars outside, and when.
    elsewhere: Vec<(ResourceId, Span)>,
}

/// Who serves a service, and at which terms.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Member {
    /// Who.
    pub resource_id: ResourceId,
    /// What they are called.
    pub name: String,
    active: bool,
    kind: ResourceKind,
    pub(super) time_zone: String,
    pub(super) rests_on_holidays: bool,
    /// Which need they can meet.
    pub need: i16,
    /// Whether every one of that need is needed.
    pub needs_all: bool,
    /// With this one it costs that.
    pub price: Option<i64>,
    pub(super) duration: Option<i16>,
    /// Share of what is given out by turns.
    pub weight: i16,
}

/// What of a resource is taken.
#[derive(Debug, sqlx::FromRow)]
struct Taken {
    resource_id: ResourceId,
    starts_at: Instant,
    ends_at: Instant,
    buffer_before: i16,
    buffer_after: i16,
    is_same: bool,
    hold_expires_at: Option<Instant>,
    seats: Option<i16>,
    /// By a calendar outside, not by an appointment.
    elsewhere: bool,
}

struct Known {
    timetables: HashMap<ResourceId, Timetable>,
    /// From which date to which they were read.
    dates: (Day, Day),
    blocks: Vec<BlockView>,
    taken: Vec<Taken>,
}

impl Asked {
    /// Whether this one time can be had.
    pub fn at(service: ServiceId, only: Option<ResourceId>, start: Instant) -> Self {
        let start = Instant::from_timestamp(start.0);
        Self {
            service,
            only,
            from: start,
            until: start.plus_seconds(1),
            moving: None,
        }
    }
}

impl Diary {
    /// Reads it. A service that cannot be booked is not there; one without staff has no parties.
    pub async fn read(tx: &mut TenantTx, asked: &Asked) -> Result<Self> {
        let service = super::services::get_service(tx, asked.service).await?;
        Self::read_for(tx, asked, service).await
    }

    /// The same for the service that is asked for, which was read already.
    pub(crate) async fn read_for(tx: &mut TenantTx, asked: &Asked, service: Service) -> Result<Self> {
        if !service.active {
            return Err(Error::not_found());
        }
        let mut members = list_members(tx, asked.service).await?;
        if let Some(only) = asked.only {
            keep_only(&mut members, only)?;
        }
        Self::of(tx, asked, service, members).await
    }

    /// Of a service as it is, or as somebody types it, with those who serve it.
    pub(crate) async fn of(
        tx: &mut TenantTx,
        asked: &Asked,
        service: Service,
        members: Vec<Member>,
    ) -> Result<Self> {
        let known = Known::read(tx, asked, &members, &service).await?;
        Ok(Self {
            parties: parties(&service, &members, |member| known.resource(member))?,
            service,
            members,
            elsewhere: known.elsewhere().collect(),
        })
    }

    /// Whoever serves it takes so many minutes.
    pub(crate) fn stretch(&mut self, minutes: i16) -> Result<()> {
        for party in &mut self.parties {
            party.service.duration = self.service.for_engine(minutes)?.duration;
            party.duration = minutes;
        }
        Ok(())
    }

    /// The zones of those who serve it.
    pub(crate) fn zones(&self) -> Result<Vec<TimeZone>> {
        let mut names: Vec<_> = self
            .members
            .iter()
            .map(|member| member.time_zone.as_str())
            .collect();
        names.sort_unstable();
        names.dedup();
        names.into_iter().map(clock).collect()
    }

    /// When holds that stand in the way lapse.
    pub(crate) fn lapses(&self, now: Instant) -> impl Iterator<Item = Instant> {
        let resources = self.parties.iter().flat_map(|party| party.crew.resources());
        let lapses = resources
            .flat_map(|one| &one.busy)
            .filter_map(|busy| busy.lapses_at);
        lapses.map(instant).filter(move |lapses| *lapses > now)
    }

    /// Whether a calendar outside keeps the resource busy in that time.
    pub(crate) fn is_busy_elsewhere(&self, resource: ResourceId, slot: Span) -> bool {
        let mut own = self.elsewhere.iter().filter(|(whose, _)| *whose == resource);
        own.any(|(_, span)| span.meets(slot))
    }

    /// Who it is by their position in a party.
    pub fn member(&self, party: &Party, position: usize) -> Option<&Member> {
        party.members.get(position).and_then(|at| self.members.get(*at))
    }
}

/// Everybody else who could have met the same need goes; who does not serve it at all is a slip.
fn keep_only(members: &mut Vec<Member>, only: ResourceId) -> Result<()> {
    let wanted = members.iter().find(|member| member.resource_id == only);
    let need = wanted
        .map(|member| member.need)
        .ok_or_else(|| Error::invalid("resource_id", "not_a_choice"))?;
    members.retain(|member| member.need != need || member.needs_all || member.resource_id == only);
    Ok(())
}

async fn list_members(tx: &mut TenantTx, service: ServiceId) -> Result<Vec<Member>> {
    Ok(sqlx::query_as(
        "select r.resource_id, r.name, r.active, r.kind, r.time_zone, r.rests_on_holidays, s.need, s.needs_all, s.price, s.duration,
                s.weight
           from service_resource s
           join resource r on r.tenant_id = $1 and r.resource_id = s.resource_id
          where s.tenant_id = $1 and s.service_id = $2 and (r.active or s.needs_all)
          order by s.need, r.position, r.resource_id",
    )
    .bind(tx.tenant())
    .bind(service)
    .fetch_all(&mut **tx)
    .await?)
}

impl Member {
    /// As somebody types it.
    pub(super) fn typed((need, all): (i16, bool), server: &ServerRequest, resource: &Resource) -> Self {
        Self {
            resource_id: resource.id,
            name: resource.name.clone(),
            active: resource.active,
            kind: resource.kind,
            time_zone: resource.time_zone.clone(),
            rests_on_holidays: resource.rests_on_holidays,
            need,
            needs_all: all,
            price: server.price,
            duration: server.duration,
            weight: server.weight,
        }
    }
}

impl Known {
    async fn read(tx: &mut TenantTx, asked: &Asked, members: &[Member], service: &Service) -> Result<Self> {
        let ids: Vec<_> = members.iter().map(|member| member.resource_id).collect();
        let around = if service.has_limits() { WEEK } else { LONGEST };
        let (from, until) = (asked.from.plus_seconds(-around), asked.until.plus_seconds(around));
        let utc = TimeZone::UTC;
        // A grid may begin on the Monday before.
        let dates = (
            Day::at(asked.from, &utc).plus(-9),
            Day::at(asked.until, &utc).plus(3),
        );
        Ok(Self {
            timetables: list_timetables(tx, &ids, dates).await?,
            dates,
            blocks: list_blocks(tx, &ids, from, until).await?,
            taken: list_taken(tx, asked, &ids, (from, until)).await?,
        })
    }

    fn resource(&self, member: &Member) -> Result<slots::Resource> {
        Ok(slots::Resource {
            kind: member.kind.into(),
            schedule: self.schedule(member)?,
            blocked: self.blocked(member),
            busy: self.busy(member),
        })
    }

    fn schedule(&self, member: &Member) -> Result<Schedule> {
        let zone = clock(&member.time_zone)?;
        match self.timetables.get(&member.resource_id) {
            Some(table) if member.active => {
                let holidays = member.rests_on_holidays.then_some(self.dates);
                table.for_engine(zone, holidays)
            }
            _ => Ok(Schedule::closed(zone)),
        }
    }

    fn blocked(&self, member: &Member) -> Vec<Span> {
        let own = self
            .blocks
            .iter()
            .filter(|block| block.resource_id.is_none_or(|id| id == member.resource_id));
        let blocks = own.filter_map(|block| span(block.starts_at, block.ends_at));
        let elsewhere = self.elsewhere().filter(|(whose, _)| *whose == member.resource_id);
        blocks.chain(elsewhere.map(|(_, span)| span)).collect()
    }

    fn elsewhere(&self) -> impl Iterator<Item = (ResourceId, Span)> + '_ {
        let rows = self.taken.iter().filter(|taken| taken.elsewhere);
        rows.filter_map(|taken| Some((taken.resource_id, span(taken.starts_at, taken.ends_at)?)))
    }

    fn busy(&self, member: &Member) -> Vec<Busy> {
        let own = self
            .taken
            .iter()
            .filter(|taken| !taken.elsewhere && taken.resource_id == member.resource_id);
        own.filter_map(Taken::for_engine).collect()
    }
}

async fn list_taken(
    tx: &mut TenantTx,
    asked: &Asked,
    of: &[ResourceId],
    (from, until): (Instant, Instant),
) -> Result<Vec<Taken>> {
    Ok(sqlx::query_as(
        "select o.resource_id, o.starts_at, o.ends_at, o.buffer_before, o.buffer_after, o.service_id = $3 as is_same,
                coalesce(o.hold_expires_at,
                  case when o.session_id is not null then
                    (select case when bool_and(b.status = 'held') then max(b.hold_expires_at) end
                       from booking b
                      where b.tenant_id = $1 and b.session_id = o.session_id
                        and b.status in ('held', 'pending', 'confirmed', 'completed', 'no_show')) end) as hold_expires_at,
                case when o.session_id is not null and o.service_id = $3 then
                  (select s.taken - coalesce((select sum(b.seats) from booking b
                                               where b.tenant_id = $1 and b.session_id = s.session_id
                                                 and (b.booking_id = $6 or b.status = 'held' and b.hold_expires_at <= $7)), 0)
                     from booking_session s
                    where s.tenant_id = $1 and s.session_id = o.session_id)::smallint end as seats,
                false as elsewhere
           from booking_occupancy o
          where o.tenant_id = $1 and o.resource_id = any ($2) and o.starts_at >= $4 and o.starts_at < $5
            and o.status in ('held', 'pending', 'confirmed', 'completed', 'no_show')
            and ($6::uuid is null or o.booking_id is distinct from $6)
         union all
         select b.resource_id, b.starts_at, b.ends_at, 0::smallint, 0::smallint, false, null, null, true
           from busy_time b
          where b.tenant_id = $1 and b.resource_id = any ($2) and b.starts_at >= $4 and b.starts_at < $5",
    )
    .bind(tx.tenant())
    .bind(of)
    .bind(asked.service)
    .bind(from)
    .bind(until)
    .bind(asked.moving)
    .bind(tx.now())
    .fetch_all(&mut **tx)
    .await?)
}

impl Taken {
    fn for_engine(&self) -> Option<Busy> {
        let minutes = |minutes: i16| Minutes(count(minutes));
        let buffers = Buffers {
            before: minutes(self.buffer_before),
            after: minutes(self.buffer_after),
        };
        let start = moment(self.starts_at).plus(buffers.before);
        let end = moment(self.ends_at).minus(buffers.after);
        Some(Busy {
            span: Span::new(start, end)?,
            buffers,
            counts: self.is_same,
            seats_taken: self.seats.map(count),
            lapses_at: self.hold_expires_at.map(moment),
        })
    }
}

/// An instant as the engine has it.
pub(crate) fn moment(instant: Instant) -> Moment {
    Moment::from(instant.0)
}

/// And back.
pub(crate) fn instant(moment: Moment) -> Instant {
    Instant::from_timestamp(moment.timestamp())
}

fn span(from: Instant, until: Instant) -> Option<Span> {
    Span::new(moment(from), moment(until))
}
