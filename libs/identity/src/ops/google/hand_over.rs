//! From the platform's host back to the shop's: what Google said waits in the attempt's row for a token that works once, for
//! a minute, and only together with the cookie of the browser that left.

use db::TenantTx;
use google_sign_in::Account;
use http::secrets::{new_token, token_hash};
use kernel::{Email, Line, PersonId, Result};

use super::state::State;

/// Seconds that the token lives: a redirect takes one.
const TOKEN_LIVES: i64 = 60;

/// Who came back, as Google says.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Arrival {
    /// Google's name for the account.
    pub subject: String,
    /// Its address, verified.
    pub email: Email,
    /// Its owner's name.
    pub name: Option<String>,
    /// Who joins it to theirs; none signs in.
    pub person_id: Option<PersonId>,
    /// The page that was wanted.
    pub next: String,
}

/// Lays down what Google said; the token to fetch it is told once, here.
pub async fn hand_over(tx: &mut TenantTx, state: &State, account: &Account) -> Result<String> {
    let token = new_token(tx.env());
    let name = account
        .name
        .as_deref()
        .and_then(|name| Line::<120>::parse(name).ok());
    sqlx::query(
        "update google_attempt set subject = $3, email = $4, name = $5, token_hash = $6, token_expires_at = $7
          where tenant_id = $1 and state_hash = $2",
    )
    .bind(tx.tenant())
    .bind(state.hash())
    .bind(&account.subject)
    .bind(&account.email)
    .bind(name)
    .bind(token_hash(&token))
    .bind(tx.now().plus_seconds(TOKEN_LIVES))
    .execute(&mut **tx)
    .await?;
    Ok(token)
}

/// Fetches it, once; nothing when the token was used, is too old, or another browser's.
pub async fn take_over(tx: &mut TenantTx, token: &str, browser: &str) -> Result<Option<Arrival>> {
    Ok(sqlx::query_as(
        "update google_attempt set arrived_at = $4
          where tenant_id = $1 and token_hash = $2 and browser_hash = $3 and arrived_at is null
            and token_expires_at > $4
         returning subject, email, name, person_id, next",
    )
    .bind(tx.tenant())
    .bind(token_hash(token))
    .bind(token_hash(browser))
    .bind(tx.now())
    .fetch_optional(&mut **tx)
    .await?)
}

/// The account that this person, in this browser, has fetched and not joined yet.
pub async fn find_offered(tx: &mut TenantTx, browser: &str, person: PersonId) -> Result<Option<Arrival>> {
    Ok(sqlx::query_as(
        "select subject, email, name, person_id, next
           from google_attempt
          where tenant_id = $1 and browser_hash = $2 and person_id = $3 and arrived_at is not null and expires_at > $4
          order by arrived_at desc
          limit 1",
    )
    .bind(tx.tenant())
    .bind(token_hash(browser))
    .bind(person)
    .bind(tx.now())
    .fetch_optional(&mut **tx)
    .await?)
}

/// What was offered is decided.
pub(super) async fn forget_offered(tx: &mut TenantTx, person: PersonId) -> Result<()> {
    sqlx::query("delete from google_attempt where tenant_id = $1 and person_id = $2")
        .bind(tx.tenant())
        .bind(person)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
