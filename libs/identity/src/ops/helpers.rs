//! Somebody of the provider's at a shop: an account without any way in of its own, and a session that lasts as long as
//! the support access that it stands on.

use db::TenantTx;
use kernel::{Email, Error, Line, Locale, PersonId, Result, Role};

use super::create_person::{NewPerson, create_unless_known};
use super::open_session::{Client, Opened, Opening, open_session};
use crate::model::{SessionKind, SignInProof};
use crate::settings::PeopleSettings;

/// The helper's account at this shop, made at the first time. Nobody gets mails at its address, so nobody sets a password.
pub async fn ensure_helper(
    tx: &mut TenantTx,
    staff: PersonId,
    name: &str,
    locale: Locale,
) -> Result<PersonId> {
    let email = Email::parse(&format!("{staff}@vitrina.invalid"));
    let email = email.ok_or_else(|| Error::fault("a helper's address"))?;
    let new = NewPerson {
        name: Line::parse(name).map_err(|_| Error::fault("a helper's name"))?,
        phone: None,
        role: Role::Helper,
        locale,
        password_hash: None,
        verified: false,
        email,
    };
    if let Some(made) = create_unless_known(tx, &new).await? {
        return Ok(made);
    }
    let known: Option<PersonId> = sqlx::query_scalar(
        "update person set name = $3, status = 'active' where tenant_id = $1 and email = $2 and role = 'helper'
         returning person_id",
    )
    .bind(tx.tenant())
    .bind(&new.email)
    .bind(&new.name)
    .fetch_optional(&mut **tx)
    .await?;
    known.ok_or_else(Error::not_found)
}

/// Opens the helper's session for so many seconds. The session is worth something only while the support access that
/// names it goes on (`http::access`).
pub async fn admit_helper(
    tx: &mut TenantTx,
    helper: PersonId,
    seconds: i64,
    client: &Client,
    people: &PeopleSettings,
) -> Result<Opened> {
    let opening = Opening {
        person: helper,
        role: Role::Helper,
        kind: SessionKind::Browser,
        // At the platform, where nobody works without.
        proof: SignInProof::PasswordCode,
        remember: false,
        client,
    };
    let brief = PeopleSettings {
        refresh_seconds: seconds,
        ..people.clone()
    };
    open_session(tx, opening, &brief).await
}
