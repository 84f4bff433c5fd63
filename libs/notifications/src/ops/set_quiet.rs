//! A shop says when its customers are not to be disturbed.

use db::TenantTx;
use http::EdgeError;
use kernel::{Error, Result};

use crate::model::quiet::DAY;
use crate::queries::quiet::quiet_hours;

/// Replaces them, in minutes of a day; the same twice means none. `read` is the version that the writer had seen, if they say so.
pub async fn set_quiet(tx: &mut TenantTx, from: i16, to: i16, read: Option<i64>) -> Result<()> {
    for (field, minute) in [("from", from), ("to", to)] {
        if !(0..DAY).contains(&minute) {
            return Err(Error::invalid(field, "out_of_range"));
        }
    }
    // The tenant's row: the settings may not have one yet.
    sqlx::query("select from tenant where tenant_id = $1 for no key update")
        .bind(tx.tenant())
        .execute(&mut **tx)
        .await?;
    let version = quiet_hours(tx).await?.version;
    if read.is_some_and(|read| read != version) {
        return Err(EdgeError::Stale.into());
    }
    sqlx::query(
        "insert into message_setting (tenant_id, quiet_from, quiet_to, updated_at, version)
         values ($1, $2, $3, $4, $5)
         on conflict (tenant_id) do update
         set quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to, updated_at = excluded.updated_at,
             version = excluded.version",
    )
    .bind(tx.tenant())
    .bind(from)
    .bind(to)
    .bind(tx.now())
    .bind(version + 1)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
