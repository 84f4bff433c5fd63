//! A way to pay, or one bank of it, that is not offered for now: by somebody's hand, or because nobody answers there.

use db::TenantTx;
use kernel::{Instant, Result};

use crate::model::MethodCode;

/// Calls in a row without an answer after which it rests.
const PATIENCE: i16 = 5;
/// Seconds that it rests then; each further failure doubles them, an hour at most.
const REST: i64 = 120;
const LONGEST: i64 = 3_600;

/// Switches it off or on by hand; `bank` is empty for the way as a whole. On also means that what failed before is forgotten.
pub async fn set_switch(tx: &mut TenantTx, method: MethodCode, bank: &str, off: bool) -> Result<()> {
    sqlx::query(
        "insert into payment_switch (tenant_id, method, bank, off_by_hand, updated_at)
         values ($1, $2, $3, $4, $5)
         on conflict (tenant_id, method, bank) do update
         set off_by_hand = excluded.off_by_hand, failures = 0, off_until = null, updated_at = excluded.updated_at",
    )
    .bind(tx.tenant())
    .bind(method)
    .bind(bank)
    .bind(off)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// What a call for this bank came to. Whoever answers, were it with a no, is there. Gives whether it begins to rest.
pub(crate) async fn note_call(
    tx: &mut TenantTx,
    method: MethodCode,
    bank: &str,
    answered: bool,
) -> Result<bool> {
    if answered {
        forgive(tx, method, bank).await?;
        return Ok(false);
    }
    let failures: i16 = sqlx::query_scalar(
        "insert into payment_switch (tenant_id, method, bank, failures, updated_at)
         values ($1, $2, $3, 1, $4)
         on conflict (tenant_id, method, bank) do update
         set failures = least(payment_switch.failures + 1, 1000), updated_at = excluded.updated_at
         returning failures",
    )
    .bind(tx.tenant())
    .bind(method)
    .bind(bank)
    .bind(tx.now())
    .fetch_one(&mut **tx)
    .await?;
    let Some(rest) = rest_after(failures) else {
        return Ok(false);
    };
    tracing::warn!(
        method = method.as_str(),
        bank,
        failures,
        "nobody answers: not offered for a while"
    );
    let until: Instant = tx.now().plus_seconds(rest);
    sqlx::query(
        "update payment_switch set off_until = $4 where tenant_id = $1 and method = $2 and bank = $3",
    )
    .bind(tx.tenant())
    .bind(method)
    .bind(bank)
    .bind(until)
    .execute(&mut **tx)
    .await?;
    Ok(failures == PATIENCE)
}

/// Somebody of the shop offers the way anew: what failed before is forgotten.
pub(crate) async fn wake(tx: &mut TenantTx, method: MethodCode) -> Result<()> {
    forgive(tx, method, "").await
}

async fn forgive(tx: &mut TenantTx, method: MethodCode, bank: &str) -> Result<()> {
    sqlx::query(
        "update payment_switch set failures = 0, off_until = null, updated_at = $4
          where tenant_id = $1 and method = $2 and bank = $3 and failures > 0",
    )
    .bind(tx.tenant())
    .bind(method)
    .bind(bank)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Seconds to rest after so many failures in a row.
fn rest_after(failures: i16) -> Option<i64> {
    let over = u32::try_from(failures - PATIENCE).ok()?;
    Some(
        REST.saturating_mul(1_i64.checked_shl(over).unwrap_or(LONGEST))
            .clamp(REST, LONGEST),
    )
}

#[cfg(test)]
mod tests {
    use super::rest_after;

    #[test]
    fn rests_grow_and_end() {
        let rests: Vec<_> = [1, 4, 5, 6, 7, 10, 80, 1000].map(rest_after).to_vec();
        let some = Some;
        assert_eq!(
            rests,
            [
                None,
                None,
                some(120),
                some(240),
                some(480),
                some(3600),
                some(3600),
                some(3600)
            ]
        );
    }
}
