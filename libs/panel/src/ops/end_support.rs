//! A support access ends before its time.

use db::{PlatformTx, TenantTx};
use http::access::SignedInPerson;
use identity::{RevokedReason, revoke};
use kernel::{Error, Result, TenantId};
use serde_json::json;

use super::shop;
use crate::model::AccessId;

/// By who helps: the session ends with it.
pub async fn end_own_support(tx: &mut TenantTx, person: &SignedInPerson) -> Result<()> {
    let visit = person.visit.as_ref().ok_or_else(Error::not_found)?;
    sqlx::query(
        "update support_access set ended_at = $3
          where tenant_id = $1 and access_id = $2 and ended_at is null",
    )
    .bind(tx.tenant())
    .bind(visit.access)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    revoke(tx, person.session_id, RevokedReason::SignedOut).await
}

/// By the panel: whoever helps there is out with the next request.
pub async fn end_support(tx: &mut PlatformTx, about: TenantId, access: AccessId) -> Result<()> {
    shop::lock(tx, about).await?;
    let now = tx.now();
    let done = sqlx::query(
        "update support_access set ended_at = $3
          where tenant_id = $1 and access_id = $2 and ended_at is null and ends_at > $3",
    )
    .bind(about)
    .bind(access)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    if done.rows_affected() == 0 {
        return Err(Error::not_found());
    }
    tx.concerns(about, json!({ "access": access }));
    Ok(())
}
