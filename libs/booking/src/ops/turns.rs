//! Turns: of those who could serve, whose it is; and of those who book what has a limit, one after another.

use std::num::NonZeroU32;

use db::TenantTx;
use kernel::{Instant, Result};
use slots::{Turn, next_in_turn};

use crate::model::service::count;
use crate::model::{BookingId, ResourceId, ServiceId};
use crate::queries::diary::{Diary, Member, moment};

/// How far back turns are counted.
const TURNS: i64 = 30 * 24 * 3600;

/// Whoever had the least for their share comes first.
pub(super) async fn by_turns(tx: &mut TenantTx, diary: &Diary, members: Vec<Member>) -> Result<Vec<Member>> {
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

/// What is locked by whoever looks for a time of these services, in one order for everybody: a service that has a limit, since
/// that cannot be a constraint; and, where several resources are taken at once, each that may be, since who is taken instead of
/// whom is known too late to take them in order.
macro_rules! lock_services {
    ($services:literal) => {
        concat!(
            "select pg_advisory_xact_lock(locks.key)
               from (select hashtextextended(s.service_id::text, 4) as key
                       from service s
                      where s.tenant_id = $1 and s.service_id ",
            $services,
            "           and (s.most_per_day is not null or s.most_per_week is not null or s.most_minutes_per_day is not null)
                     union
                     select hashtextextended(r.resource_id::text, 5)
                       from service_resource r
                      where r.tenant_id = $1 and r.service_id ",
            $services,
            "           and exists (select from service_resource o
                                     where o.tenant_id = $1 and o.service_id = r.service_id
                                       and o.resource_id <> r.resource_id and (o.need <> r.need or o.needs_all))
                      order by key) locks"
        )
    };
}

/// Turns until the commit, of who books this service.
pub(super) async fn take_turn(tx: &mut TenantTx, service: ServiceId) -> Result<()> {
    sqlx::query(lock_services!("= $2"))
        .bind(tx.tenant())
        .bind(service)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// The same of several services at once.
pub(super) async fn take_turns(tx: &mut TenantTx, services: &[ServiceId]) -> Result<()> {
    sqlx::query(lock_services!("= any ($2)"))
        .bind(tx.tenant())
        .bind(services)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// The same before appointments are locked that are to be changed: of all their services at once.
pub(super) async fn take_turn_for(tx: &mut TenantTx, bookings: &[BookingId]) -> Result<()> {
    sqlx::query(lock_services!(
        "in (select b.service_id from booking b where b.tenant_id = $1 and b.booking_id = any ($2))"
    ))
    .bind(tx.tenant())
    .bind(bookings)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
