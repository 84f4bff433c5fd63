//! Turns: of those who could serve, whose it is; and of those who book what has a limit, one after another.

use std::num::NonZeroU32;

use db::TenantTx;
use kernel::{Instant, Result};
use slots::{Turn, next_in_turn};

use crate::model::ResourceId;
use crate::model::service::count;
use crate::queries::diary::{Asked, Diary, Member, moment};

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

/// A limit cannot be a constraint, so who books a service that has one takes turns until the commit.
pub(super) async fn lock_limits(tx: &mut TenantTx, asked: &Asked) -> Result<()> {
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
