//! An address is proved by who can read its mail.

use db::TenantTx;
use http::secrets::token_hash;
use kernel::{PersonId, Result};

use super::one_time_link::{issue, redeem};
use super::set_password::prove_address;
use super::throttle::{Subject, count_mail};
use crate::error::IdentityError;
use crate::letters::{Letters, Reader};
use crate::model::Purpose;
use crate::queries::people::get_row;
use crate::settings::PeopleSettings;

/// Uses the link. A second click of somebody whose address it proved is no error.
pub async fn verify_email(tx: &mut TenantTx, token: &str) -> Result<()> {
    if let Some((person, _)) = redeem(tx, token, &[Purpose::VerifyEmail]).await? {
        return prove_address(tx, person).await;
    }
    if has_proved(tx, token).await? {
        Ok(())
    } else {
        Err(IdentityError::LinkExpired.into())
    }
}

async fn has_proved(tx: &mut TenantTx, token: &str) -> Result<bool> {
    Ok(sqlx::query_scalar(
        "select exists (
           select 1
             from one_time_token t
             join person p on p.tenant_id = t.tenant_id and p.person_id = t.person_id
            where t.tenant_id = $1 and t.token_hash = $2 and t.purpose = 'verify_email' and t.used_at is not null
              and p.email_verified_at is not null)",
    )
    .bind(tx.tenant())
    .bind(token_hash(token))
    .fetch_one(&mut **tx)
    .await?)
}

/// Mails the link again, unless the address is proved or too many were sent.
pub async fn resend_verification(
    tx: &mut TenantTx,
    person: PersonId,
    letters: Letters<'_>,
    people: &PeopleSettings,
) -> Result<()> {
    let person = get_row(tx, person).await?;
    let may_send =
        !person.email_verified && count_mail(tx, Subject::ProofMail(&person.email), people.mails).await?;
    if !may_send {
        return Ok(());
    }
    let token = issue(
        tx,
        person.person_id,
        Purpose::VerifyEmail,
        people.verify_link_seconds,
    )
    .await?;
    let to = Reader {
        email: &person.email,
        name: &person.name,
        locale: person.locale,
    };
    letters.verify(tx, to, &token).await
}
