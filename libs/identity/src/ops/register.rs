//! A customer registers. Whether the address was known is told to nobody but its owner, by mail.

use db::TenantTx;
use kernel::Result;

use super::create_person::{NewPerson, create_unless_known};
use super::one_time_link::issue;
use super::throttle::{Subject, count_mail};
use crate::letters::{Letters, Reader};
use crate::model::Purpose;
use crate::settings::PeopleSettings;

/// Adds the person and mails a link that proves the address; a known address gets another mail, and nothing changes.
pub async fn register(
    tx: &mut TenantTx,
    new: NewPerson,
    letters: Letters<'_>,
    people: &PeopleSettings,
) -> Result<()> {
    let to = Reader {
        email: &new.email,
        name: &new.name,
        locale: new.locale,
    };
    if let Some(id) = create_unless_known(tx, &new).await? {
        let token = issue(tx, id, Purpose::VerifyEmail, people.verify_link_seconds).await?;
        letters.verify(tx, to, &token).await?;
        metrics::counter!("user_registrations_total", "status" => "created").increment(1);
    } else {
        // Otherwise anybody could fill somebody's mailbox through us.
        if count_mail(tx, Subject::KnownMail(&new.email), people.mails).await? {
            letters.known(tx, to).await?;
        }
        metrics::counter!("user_registrations_total", "status" => "known").increment(1);
    }
    Ok(())
}
