//! Somebody's passkeys.

use db::TenantTx;
use kernel::{Error, Instant, PersonId, Result};
use serde::Serialize;
use utoipa::ToSchema;

kernel::define_id!(
    /// A passkey.
    PasskeyId
);

/// A passkey as its owner sees it.
#[derive(Debug, Clone, Serialize, ToSchema, sqlx::FromRow)]
pub struct PasskeyView {
    /// Which.
    #[sqlx(rename = "passkey_id")]
    pub id: PasskeyId,
    /// What its owner calls it.
    pub name: String,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Instant,
    /// Last sign-in by it.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub last_used_at: Option<Instant>,
    /// Whether its device keeps a copy elsewhere, as those of a telephone's cloud are.
    pub backed_up: bool,
}

/// Somebody's passkeys.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PasskeyList {
    /// Oldest first.
    pub data: Vec<PasskeyView>,
}

/// All of a person's.
pub async fn list_passkeys(tx: &mut TenantTx, person: PersonId) -> Result<PasskeyList> {
    let data = sqlx::query_as(
        "select passkey_id, name, created_at, last_used_at, backed_up
           from passkey
          where tenant_id = $1 and person_id = $2
          order by created_at, passkey_id",
    )
    .bind(tx.tenant())
    .bind(person)
    .fetch_all(&mut **tx)
    .await?;
    Ok(PasskeyList { data })
}

/// One of a person's own; refuses with `not_found`.
pub async fn get_passkey(tx: &mut TenantTx, person: PersonId, id: PasskeyId) -> Result<PasskeyView> {
    sqlx::query_as(
        "select passkey_id, name, created_at, last_used_at, backed_up
           from passkey
          where tenant_id = $1 and person_id = $2 and passkey_id = $3",
    )
    .bind(tx.tenant())
    .bind(person)
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?
    .ok_or_else(Error::not_found)
}

/// How many a person has.
pub async fn count_passkeys(tx: &mut TenantTx, person: PersonId) -> Result<usize> {
    let count: i64 =
        sqlx::query_scalar("select count(*) from passkey where tenant_id = $1 and person_id = $2")
            .bind(tx.tenant())
            .bind(person)
            .fetch_one(&mut **tx)
            .await?;
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}
