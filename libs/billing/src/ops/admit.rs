//! One more of something that plans count: allowed while there are fewer than the plan says, however many ask at once.

use db::TenantTx;
use http::EdgeError;
use http::rights::{Standing, way_out};
use jiff::tz::TimeZone;
use kernel::{Actor, Instant, Limit, Result};
use sqlx::types::Json;

use crate::queries::usage::{month_of, usage};

/// Refuses when the shop has as many as its plan allows. Whoever is admitted holds the subscription until the commit, so
/// that of many who ask at once each sees what the others made; where nothing is limited, nobody waits. Call it before
/// anything is locked or written.
pub async fn admit(tx: &mut TenantTx, limit: Limit) -> Result<()> {
    if most(tx, limit).await?.is_none() {
        return Ok(());
    }
    hold(tx).await?;
    // Whoever held it before may have changed the plan.
    let Some((most, month)) = most(tx, limit).await? else {
        return Ok(());
    };
    if usage(tx, &[limit], month).await?.of(limit) < most {
        Ok(())
    } else {
        Err(refusal(tx.actor(), most))
    }
}

async fn hold(tx: &mut TenantTx) -> Result<()> {
    sqlx::query("select from subscription where tenant_id = $1 for no key update")
        .bind(tx.tenant())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// How many there may be and since when they are counted, if that matters.
async fn most(tx: &mut TenantTx, limit: Limit) -> Result<Option<(i64, Instant)>> {
    let (zone, standing): (String, Option<Json<Standing>>) =
        sqlx::query_as("select time_zone, shop_standing(tenant_id) from tenant where tenant_id = $1")
            .bind(tx.tenant())
            .fetch_one(&mut **tx)
            .await?;
    let now = tx.now();
    let most = standing.and_then(|standing| standing.rights(now).most(limit));
    let zone = TimeZone::get(&zone).unwrap_or(TimeZone::UTC);
    most.map(|most| Ok((most, month_of(now, &zone)?))).transpose()
}

/// Whoever works there hears what to do; a customer, that the shop takes nothing just now.
fn refusal(actor: Actor, most: i64) -> kernel::Error {
    match actor {
        Actor::Person { role, .. } if role.is_staff() => way_out(EdgeError::PlanFull).with("most", most),
        Actor::System | Actor::Key { .. } => way_out(EdgeError::PlanFull).with("most", most),
        Actor::Person { .. } | Actor::Anonymous => EdgeError::ShopPaused.into(),
    }
}
