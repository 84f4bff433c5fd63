//! Somebody forgot a password. The request only notes the address, known or not, so that its answer and its time tell
//! nothing; a job looks further and writes the mail.

use db::TenantTx;
use kernel::{Email, Result};
use serde::{Deserialize, Serialize};

use super::one_time_link::issue;
use super::throttle::{Subject, count_mail};
use crate::letters::{Letters, Reader};
use crate::model::{Purpose, Status};
use crate::queries::people::find_by_email;
use crate::settings::PeopleSettings;

/// Write to this address, if it is somebody's.
#[derive(Debug, Serialize, Deserialize)]
pub struct AnswerForgotten {
    /// As typed.
    pub email: String,
}

impl jobs::Job for AnswerForgotten {
    const KIND: &'static str = "identity.answer_forgotten";
}

/// Notes that somebody asked; too many questions about one address go unheard.
pub async fn note_forgotten(tx: &mut TenantTx, email: &Email, people: &PeopleSettings) -> Result<()> {
    if count_mail(tx, Subject::ResetMail(email), people.mails).await? {
        jobs::enqueue(
            tx,
            &AnswerForgotten {
                email: email.as_str().to_owned(),
            },
        )
        .await?;
    }
    Ok(())
}

/// Mails a link that sets a new password. Somebody invited who lost the invitation gets in by it too.
pub async fn answer_forgotten(
    tx: &mut TenantTx,
    email: &Email,
    letters: Letters<'_>,
    people: &PeopleSettings,
) -> Result<()> {
    let Some(person) = find_by_email(tx, email)
        .await?
        .filter(|p| p.status == Status::Active)
    else {
        return Ok(());
    };
    let token = issue(
        tx,
        person.person_id,
        Purpose::ResetPassword,
        people.reset_link_seconds,
    )
    .await?;
    let to = Reader {
        email,
        name: &person.name,
        locale: person.locale,
    };
    letters.reset(tx, to, &token).await
}
