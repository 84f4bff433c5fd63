//! Everything that decides when a service can be booked: its rules, who serves it, their hours, and what is taken. Read from
//! our own tables in seven statements; what is decided from it is `slots`' business.

use db::TenantTx;
use jiff::civil::Weekday;
use jiff::tz::TimeZone;
use kernel::{Error, Instant, Result};
use slots::{Buffers, Busy, Crew, Kind, Minutes, Moment, Need, Schedule, Span, holidays};

use super::resources::{
    BlockView, DateRow, TravelRow, WeekRow, list_blocks, list_dates, list_travels, list_week,
};
use crate::model::calendar::clock;
use crate::model::service::count;
use crate::model::{BookingId, Day, ResourceId, ResourceKind, Service, ServiceId, Travel};

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
    time_zone: String,
    rests_on_holidays: bool,
    /// Which need they can meet.
    pub need: i16,
    /// Whether every one of that need is needed.
    pub needs_all: bool,
    /// With this one it costs that.
    pub price: Option<i64>,
    duration: Option<i16>,
    /// Share of what is given out by turns.
    pub weight: i16,
}

/// A crew whose members serve in the same length of time.
#[derive(Debug)]
pub struct Party {
    /// The rules with that length.
    pub service: slots::Service,
    /// Minutes.
    pub duration: i16,
    /// Whom the engine asks.
    pub crew: Crew,
    /// Positions in [`Diary::members`], by position in the crew.
    pub members: Vec<usize>,
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
}

struct Known {
    week: Vec<WeekRow>,
    dates: Vec<DateRow>,
    travels: Vec<TravelRow>,
    blocks: Vec<BlockView>,
    taken: Vec<Taken>,
    from: Day,
    to: Day,
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
        if !service.active {
            return Err(Error::not_found());
        }
        let mut members = list_members(tx, asked.service).await?;
        if let Some(only) = asked.only {
            keep_only(&mut members, only)?;
        }
        let known = Known::read(tx, asked, &members, &service).await?;
        let parties = lengths(&service, &members)
            .into_iter()
            .map(|duration| Party::of(&service, duration, &members, &known))
            .collect::<Result<_>>()?;
        Ok(Self {
            service,
            members,
            parties,
        })
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

impl Known {
    async fn read(tx: &mut TenantTx, asked: &Asked, members: &[Member], service: &Service) -> Result<Self> {
        let ids: Vec<_> = members.iter().map(|member| member.resource_id).collect();
        let around = if service.has_limits() { WEEK } else { LONGEST };
        let (from, until) = (asked.from.plus_seconds(-around), asked.until.plus_seconds(around));
        let utc = TimeZone::UTC;
        // A grid may begin on the Monday before.
        let (first, last) = (
            Day::at(asked.from, &utc).plus(-9),
            Day::at(asked.until, &utc).plus(3),
        );
        Ok(Self {
            week: list_week(tx, &ids).await?,
            dates: list_dates(tx, &ids, first, last).await?,
            travels: list_travels(tx, &ids, first).await?,
            blocks: list_blocks(tx, &ids, from, until).await?,
            taken: list_taken(tx, asked, &ids, (from, until)).await?,
            from: first,
            to: last,
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
        let mut schedule = Schedule::closed(clock(&member.time_zone)?);
        if !member.active {
            return Ok(schedule);
        }
        for row in self
            .week
            .iter()
            .filter(|row| row.resource_id == member.resource_id)
        {
            let weekday = i8::try_from(row.weekday).map(Weekday::from_monday_one_offset);
            let Ok(Ok(weekday)) = weekday else {
                return Err(Error::fault("a day of the week is 1 to 7"));
            };
            schedule = schedule.open(weekday, row.minutes().for_engine()?);
        }
        for row in self
            .travels
            .iter()
            .filter(|row| row.resource_id == member.resource_id)
        {
            let Travel { from, to, time_zone } = &row.travel;
            schedule = schedule.travelling(from.date(), to.date(), time_zone.clock()?);
        }
        if member.rests_on_holidays {
            schedule = self.rest_on_holidays(schedule);
        }
        let own: Vec<_> = self
            .dates
            .iter()
            .filter(|row| row.resource_id == member.resource_id)
            .collect();
        for rows in own.chunk_by(|one, next| one.on_date == next.on_date) {
            let hours = rows
                .iter()
                .filter_map(|row| row.minutes())
                .map(crate::model::hours::Minutes::for_engine);
            let hours = hours.collect::<Result<_>>()?;
            if let Some(row) = rows.first() {
                schedule = schedule.except(row.on_date.date(), hours);
            }
        }
        Ok(schedule)
    }

    fn rest_on_holidays(&self, schedule: Schedule) -> Schedule {
        let (from, to) = (self.from.date(), self.to.date());
        let days = (from.year()..=to.year()).flat_map(holidays::of_year);
        let days = days
            .map(|(date, _)| date)
            .filter(|date| (from..=to).contains(date));
        days.fold(schedule, |schedule, date| schedule.except(date, vec![]))
    }

    fn blocked(&self, member: &Member) -> Vec<Span> {
        let own = self
            .blocks
            .iter()
            .filter(|block| block.resource_id.is_none_or(|id| id == member.resource_id));
        own.filter_map(|block| span(block.starts_at, block.ends_at))
            .collect()
    }

    fn busy(&self, member: &Member) -> Vec<Busy> {
        let own = self
            .taken
            .iter()
            .filter(|taken| taken.resource_id == member.resource_id);
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
                o.hold_expires_at,
                case when o.session_id is not null and o.service_id = $3 then
                  (select s.taken - coalesce((select b.seats from booking b
                                               where b.tenant_id = $1 and b.booking_id = $6 and b.session_id = s.session_id), 0)
                     from booking_session s
                    where s.tenant_id = $1 and s.session_id = o.session_id)::smallint end as seats
           from booking_occupancy o
          where o.tenant_id = $1 and o.resource_id = any ($2) and o.starts_at >= $4 and o.starts_at < $5
            and o.status in ('held', 'pending', 'confirmed', 'completed', 'no_show')
            and ($6::uuid is null or o.booking_id is distinct from $6)",
    )
    .bind(tx.tenant())
    .bind(of)
    .bind(asked.service)
    .bind(from)
    .bind(until)
    .bind(asked.moving)
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

/// Every length that somebody serves it in: where a need has members with terms of their own, the lengths of that need.
fn lengths(service: &Service, members: &[Member]) -> Vec<i16> {
    let mut lengths: Vec<i16> = Vec::new();
    for need in members.chunk_by(|one, next| one.need == next.need) {
        if need.iter().any(|member| member.duration.is_some()) {
            lengths.extend(
                need.iter()
                    .map(|member| member.duration.unwrap_or(service.duration)),
            );
        }
    }
    if lengths.is_empty() && !members.is_empty() {
        lengths.push(service.duration);
    }
    lengths.sort_unstable();
    lengths.dedup();
    lengths
}

impl Party {
    fn of(service: &Service, duration: i16, members: &[Member], known: &Known) -> Result<Self> {
        let mut chosen = Vec::new();
        let mut crew: Option<Crew> = None;
        let mut start = 0;
        for need in members.chunk_by(|one, next| one.need == next.need) {
            let has_own_terms = need.iter().any(|member| member.duration.is_some());
            let fits =
                |member: &Member| !has_own_terms || member.duration.unwrap_or(service.duration) == duration;
            let fitting: Vec<_> = (start..).zip(need).filter(|(_, member)| fits(member)).collect();
            start += need.len();
            let resources = fitting
                .iter()
                .map(|(_, member)| known.resource(member))
                .collect::<Result<_>>()?;
            chosen.extend(fitting.iter().map(|(at, _)| *at));
            let need = match need.first() {
                Some(member) if member.needs_all => Need::All(resources),
                _ => Need::AnyOf(resources),
            };
            crew = Some(match crew {
                None => Crew::of(need),
                Some(crew) => crew.and(need),
            });
        }
        Ok(Self {
            service: service.for_engine(duration)?,
            duration,
            crew: crew.ok_or_else(|| Error::fault("a party of nobody"))?,
            members: chosen,
        })
    }
}

impl From<ResourceKind> for Kind {
    fn from(kind: ResourceKind) -> Self {
        match kind {
            ResourceKind::Person => Self::Person,
            ResourceKind::Thing => Self::Thing,
        }
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
