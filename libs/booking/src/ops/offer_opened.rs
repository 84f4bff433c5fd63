//! A stretch of time that was blocked is open again: each in line whom some of it suits is offered the first such time.

use db::TenantTx;
use http::shop::Shop;
use kernel::{Error, Instant, Result};
use sqlx::FromRow;

use super::offer_freed::{FreedTime, Next, offer};
use super::turns::take_turns;
use crate::desk::Desk;
use crate::model::calendar::clock;
use crate::model::{Day, ResourceId, ServiceId};
use crate::queries::diary::Asked;
use crate::queries::slots::{MOST_DAYS, list_slots};

/// Most people who are asked at once: looking for a time of each takes as long as showing a page of times.
const MOST: i64 = 20;

/// What is open again.
#[derive(Debug, FromRow)]
pub(super) struct Opened {
    /// Of whom; of the whole shop when missing.
    pub resource_id: Option<ResourceId>,
    /// From when.
    pub starts_at: Instant,
    /// Until when.
    pub ends_at: Instant,
}

/// Somebody in line, and for what.
#[derive(Debug, FromRow)]
struct Waiting {
    #[sqlx(flatten)]
    next: Next,
    service_id: ServiceId,
    from_date: Day,
    to_date: Day,
    /// Minutes that the service takes.
    duration: i16,
    /// Times that they let pass.
    passed: Vec<Instant>,
}

/// Offers it, first come first.
pub(super) async fn offer_opened(tx: &mut TenantTx, desk: &Desk, shop: &Shop, opened: &Opened) -> Result<()> {
    // Before places in the line are locked, as whoever books does.
    let services = list_wanted(tx, opened).await?;
    take_turns(tx, &services).await?;
    for waiting in list_waiting(tx, shop, opened).await? {
        if let Some(freed) = first_time(tx, desk, shop, opened, &waiting).await? {
            offer(tx, desk, shop, freed, &waiting.next).await?;
        }
    }
    Ok(())
}

/// The first time within it that suits them, late enough to be offered. One that cannot be asked for is none.
async fn first_time(
    tx: &mut TenantTx,
    desk: &Desk,
    shop: &Shop,
    opened: &Opened,
    waiting: &Waiting,
) -> Result<Option<FreedTime>> {
    let zone = clock(&shop.time_zone)?;
    let soonest = tx.now().plus_seconds(desk.rules.offer_seconds);
    // What began before it and reached into it was not to be had either.
    let reaches = opened.starts_at.plus_seconds(-i64::from(waiting.duration) * 60);
    let from = reaches.max(soonest).max(waiting.from_date.start_in(&zone));
    let until = opened.ends_at.min(waiting.to_date.plus(1).start_in(&zone));
    let asked = Asked {
        service: waiting.service_id,
        only: waiting.next.resource_id,
        from,
        until: until.min(from.plus_seconds(MOST_DAYS * 24 * 3600)),
        moving: None,
    };
    if asked.until <= asked.from {
        return Ok(None);
    }
    let slots = match list_slots(tx, &asked).await {
        Ok(slots) => slots,
        Err(Error::Refused(_)) => return Ok(None),
        Err(fault) => return Err(fault),
    };
    let mut starts = slots
        .into_iter()
        .filter(|slot| slot.end > opened.starts_at)
        .map(|slot| slot.start);
    let first = starts.find(|start| !waiting.passed.contains(start));
    Ok(first.map(|starts_at| FreedTime {
        service_id: waiting.service_id,
        starts_at,
    }))
}

/// What people wait for.
async fn list_wanted(tx: &mut TenantTx, opened: &Opened) -> Result<Vec<ServiceId>> {
    Ok(sqlx::query_scalar(
        "select distinct service_id from waitlist_entry w
          where tenant_id = $1 and status = 'waiting'
            and ($2::uuid is null or exists (select from service_resource r
                  where r.tenant_id = $1 and r.service_id = w.service_id and r.resource_id = $2))",
    )
    .bind(tx.tenant())
    .bind(opened.resource_id)
    .fetch_all(&mut **tx)
    .await?)
}

async fn list_waiting(tx: &mut TenantTx, shop: &Shop, opened: &Opened) -> Result<Vec<Waiting>> {
    let zone = clock(&shop.time_zone)?;
    Ok(sqlx::query_as(
        "select w.entry_id, w.resource_id, w.seats, w.email, w.customer_name, w.locale, w.service_id, w.from_date, w.to_date,
                s.duration, w.passed
           from waitlist_entry w
           join service s on s.tenant_id = $1 and s.service_id = w.service_id and s.active
          where w.tenant_id = $1 and w.status = 'waiting' and w.from_date <= $3 and w.to_date >= $2
            and ($4::uuid is null or exists (select from service_resource r
                  where r.tenant_id = $1 and r.service_id = w.service_id and r.resource_id = $4))
          order by w.created_at, w.entry_id
          limit $5
            for update of w skip locked",
    )
    .bind(tx.tenant())
    .bind(Day::at(opened.starts_at, &zone))
    .bind(Day::at(opened.ends_at, &zone))
    .bind(opened.resource_id)
    .bind(MOST)
    .fetch_all(&mut **tx)
    .await?)
}
