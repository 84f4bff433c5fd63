//! Who opened secrets for what, and when: a row an hour for each actor and purpose, added and never changed.

use db::TenantTx;
use jiff::{TimestampRound, Unit};
use kernel::{Error, Instant, Result};

/// Leaves the trace. The first opening of an hour writes it; the others find it there, so a trace costs no lock that
/// anybody waits for.
pub async fn leave(tx: &mut TenantTx, purpose: &str) -> Result<()> {
    let hour = tx
        .now()
        .0
        .round(
            TimestampRound::new()
                .smallest(Unit::Hour)
                .mode(jiff::RoundMode::Trunc),
        )
        .map_err(|e| Error::Fault(e.into()))?;
    sqlx::query(
        "insert into secret_access (tenant_id, hour, purpose, actor, person_id, first_at)
         values ($1, $2, $3, $4, $5, $6)
         on conflict do nothing",
    )
    .bind(tx.tenant())
    .bind(Instant(hour))
    .bind(purpose)
    .bind(tx.actor().described())
    .bind(tx.actor().person())
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}
