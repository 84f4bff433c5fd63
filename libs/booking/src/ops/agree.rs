//! Customers say whether they want to be reminded by text message.

use db::TenantTx;
use kernel::Result;
use notifications::{Contact, Sort, Source, choose};

use crate::model::Guest;

/// Writes down that they agree, if they said so of a phone that takes messages: it holds for all their appointments. A box
/// that is left alone says nothing: who agreed before takes it back where they are asked for that.
pub(super) async fn agree(tx: &mut TenantTx, guest: &Guest) -> Result<()> {
    let phone = guest.contact.phone.as_ref();
    let contact = phone.and_then(|phone| Contact::phone(phone.as_str()));
    let (Some(contact), Some(true)) = (contact, guest.reminders_by_text) else {
        return Ok(());
    };
    choose(tx, &contact, Sort::Reminder, true, Source::Booking).await
}
