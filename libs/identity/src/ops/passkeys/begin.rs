//! The first half of a conversation: options for the browser, and what we keep of them.

use db::TenantTx;
use http::Vault;
use kernel::{PersonId, Result};
use passkeys::{Begun, NewOwner, RelyingParty};
use serde_json::Value;

use super::ceremony::{CeremonyId, keep};
use crate::error::IdentityError;
use crate::model::GivenCode;
use crate::ops::prove_self::Proof;
use crate::ops::second_factor::switch::{Switched, prove_all};
use crate::settings::PeopleSettings;

/// Most passkeys of one person.
pub const MOST: usize = 10;

/// For the browser.
#[derive(Debug)]
pub struct Options {
    /// Which conversation its answer belongs to.
    pub ceremony: CeremonyId,
    /// `publicKey` of `navigator.credentials.create` or `.get`; binary fields are base64url.
    pub public_key: Value,
}

/// Somebody signed in wants to add one, and proves all that a sign-in asks of them: a passkey will stand for it.
#[derive(Debug, Clone, Copy)]
pub struct Wish<'a> {
    /// The password, compared.
    pub proof: Proof<'a>,
    /// The code of who has a second factor.
    pub code: Option<&'a GivenCode>,
    /// The token in the browser's cookie.
    pub browser: &'a str,
}

/// Begins to add a passkey.
pub async fn begin_adding(
    tx: &mut TenantTx,
    vault: &Vault,
    party: &RelyingParty,
    wish: Wish<'_>,
    people: &PeopleSettings,
) -> Result<Switched<Options>> {
    if let Some(error) = prove_all(tx, vault, wish.proof, wish.code, people).await? {
        return Ok(Switched::Refused(error));
    }
    let person = wish.proof.person;
    let known = credential_ids(tx, person.person_id).await?;
    if known.len() >= MOST {
        return Ok(Switched::Refused(IdentityError::TooManyPasskeys.into()));
    }
    let owner = NewOwner {
        id: person.person_id.0,
        email: person.email.as_str(),
        name: &person.name,
    };
    let begun = party.begin_adding(owner, known)?;
    let options = begin(tx, wish.browser, Some(person.person_id), begun).await?;
    Ok(Switched::Done(options))
}

/// Begins to sign somebody in.
pub async fn begin_sign_in(tx: &mut TenantTx, party: &RelyingParty, browser: &str) -> Result<Options> {
    begin(tx, browser, None, party.begin_sign_in()?).await
}

async fn begin(tx: &mut TenantTx, browser: &str, person: Option<PersonId>, begun: Begun) -> Result<Options> {
    Ok(Options {
        ceremony: keep(tx, browser, person, &begun).await?,
        public_key: begun.options,
    })
}

async fn credential_ids(tx: &mut TenantTx, person: PersonId) -> Result<Vec<Vec<u8>>> {
    Ok(
        sqlx::query_scalar("select credential_id from passkey where tenant_id = $1 and person_id = $2")
            .bind(tx.tenant())
            .bind(person)
            .fetch_all(&mut **tx)
            .await?,
    )
}
