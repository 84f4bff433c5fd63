//! Notices in people's lists: read, one or all.

use db::TenantTx;
use kernel::{Error, PersonId, Result};

use crate::model::MessageId;

/// Marks one as read; where it leads.
pub async fn read_notice(tx: &mut TenantTx, person: PersonId, id: MessageId) -> Result<String> {
    let path: Option<Option<String>> = sqlx::query_scalar(
        "update message set read_at = coalesce(read_at, $4)
          where tenant_id = $1 and person_id = $2 and message_id = $3 and channel = 'in_app'
          returning path",
    )
    .bind(tx.tenant())
    .bind(person)
    .bind(id)
    .bind(tx.now())
    .fetch_optional(&mut **tx)
    .await?;
    let path = path.ok_or_else(Error::not_found)?;
    Ok(path.unwrap_or_else(|| "/admin/notices".to_owned()))
}

/// Marks all as read that this person has.
pub async fn read_all(tx: &mut TenantTx, person: PersonId) -> Result<()> {
    sqlx::query(
        "update message set read_at = $3
          where tenant_id = $1 and person_id = $2 and channel = 'in_app' and read_at is null",
    )
    .bind(tx.tenant())
    .bind(person)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}
