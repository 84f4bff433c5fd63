//! Somebody has proved all that is asked: a session begins, unless a password that is too old must be replaced first.

use db::TenantTx;
use kernel::{PersonId, Result};

use super::log_in::LoggedIn;
use super::one_time_link::issue;
use super::open_session::{Client, Opening, open_session};
use crate::model::{PersonRow, Purpose, SessionKind, SignInProof};
use crate::settings::PeopleSettings;

/// Who enters, and how.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// Browser or program.
    pub kind: SessionKind,
    /// What was proved.
    pub proof: SignInProof,
    /// "Remember me".
    pub remember: bool,
    /// From where.
    pub client: &'a Client,
}

/// Lets the person in. The caller holds the person's row.
pub(crate) async fn enter(
    tx: &mut TenantTx,
    person: PersonRow,
    entry: Entry<'_>,
    people: &PeopleSettings,
) -> Result<LoggedIn> {
    if entry.proof.is_by_password() && is_too_old(tx, &person, people) {
        let lives = people.reset_link_seconds;
        let token = issue(tx, person.person_id, Purpose::ExpiredPassword, lives).await?;
        return Ok(LoggedIn::PasswordExpired(token));
    }
    let opening = Opening {
        person: person.person_id,
        role: person.role,
        kind: entry.kind,
        proof: entry.proof,
        remember: entry.remember,
        client: entry.client,
    };
    let opened = open_session(tx, opening, people).await?;
    note_login(tx, person.person_id).await?;
    Ok(LoggedIn::Opened(opened, Box::new(person)))
}

fn is_too_old(tx: &TenantTx, person: &PersonRow, people: &PeopleSettings) -> bool {
    match (people.password_age(person.role), person.password_changed_at) {
        (Some(most), Some(changed)) => tx.now().seconds_since(changed) >= most,
        _ => false,
    }
}

async fn note_login(tx: &mut TenantTx, person: PersonId) -> Result<()> {
    sqlx::query("update person set last_login_at = $3 where tenant_id = $1 and person_id = $2")
        .bind(tx.tenant())
        .bind(person)
        .bind(tx.now())
        .execute(&mut **tx)
        .await?;
    Ok(())
}
