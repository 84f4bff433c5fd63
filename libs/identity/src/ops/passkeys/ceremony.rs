//! A conversation with an authenticator: bound to one browser, for a short time, good for one answer.

use db::TenantTx;
use http::secrets::token_hash;
use kernel::{PersonId, Result};
use passkeys::Begun;
use serde_json::Value;

kernel::define_id!(
    /// A conversation with an authenticator.
    CeremonyId
);

/// Seconds that it lives.
pub const LIVES: i64 = 5 * 60;

/// Which conversation an answer belongs to, as the browser says.
#[derive(Debug, Clone, Copy)]
pub struct Ceremony<'a> {
    /// Which.
    pub id: CeremonyId,
    /// The token in the browser's cookie.
    pub browser: &'a str,
}

/// Keeps the state of one that has begun; `person` adds a passkey, nobody in particular signs in.
pub(super) async fn keep(
    tx: &mut TenantTx,
    browser: &str,
    person: Option<PersonId>,
    begun: &Begun,
) -> Result<CeremonyId> {
    let id = CeremonyId(tx.new_id());
    let now = tx.now();
    sqlx::query(
        "insert into passkey_ceremony (tenant_id, ceremony_id, browser_hash, person_id, state, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(token_hash(browser))
    .bind(person)
    .bind(&begun.state)
    .bind(now)
    .bind(now.plus_seconds(LIVES))
    .execute(&mut **tx)
    .await?;
    Ok(id)
}

/// Takes its state, once: whatever the answer is worth, there is no second for it.
pub(super) async fn take(
    tx: &mut TenantTx,
    ceremony: Ceremony<'_>,
    person: Option<PersonId>,
) -> Result<Option<Value>> {
    Ok(sqlx::query_scalar(
        "delete from passkey_ceremony
          where tenant_id = $1 and ceremony_id = $2 and browser_hash = $3 and person_id is not distinct from $4
            and expires_at > $5
          returning state",
    )
    .bind(tx.tenant())
    .bind(ceremony.id)
    .bind(token_hash(ceremony.browser))
    .bind(person)
    .bind(tx.now())
    .fetch_optional(&mut **tx)
    .await?)
}

/// Ends those in which the person adds a passkey.
pub(crate) async fn end_ceremonies(tx: &mut TenantTx, person: PersonId) -> Result<()> {
    sqlx::query("delete from passkey_ceremony where tenant_id = $1 and person_id = $2")
        .bind(tx.tenant())
        .bind(person)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
