//! Whether a customer is reminded by text message, as they see and change it on their appointment's page. The page knows their
//! number from whoever booked, so it gives out no link to all that was said about it.

use db::TenantTx;
use http::{Answer, Form, Id, Query, Visitor, see_other};
use kernel::{Error, Result};
use notifications::queries::contacts::wanted_sorts;
use notifications::{Contact, Sort, Source, choose};
use serde::Deserialize;
use validator::Validate;

use super::booking::{BookingQuery, read};
use super::booking_page::TextChoice;
use super::way::booking_page;
use crate::desk::Desk;
use crate::model::{Booking, BookingId};

/// Yes or no.
#[derive(Debug, Deserialize, Validate)]
pub struct TextForm {
    agree: bool,
}

/// `POST /reservas/{id}/mensajes?key=`.
pub async fn say(
    visitor: Visitor,
    id: Id<BookingId>,
    query: Query<BookingQuery>,
    form: Form<TextForm>,
) -> Answer {
    let form = form.into_inner()?;
    let mut tx = visitor.begin_generic().await?;
    let (booking, _) = read(&mut tx, &visitor, id.0, query.key()).await?;
    let contact = phone_of(&booking).ok_or_else(Error::not_found)?;
    choose(&mut tx, &contact, Sort::Reminder, form.agree, Source::Page).await?;
    tx.commit().await?;
    Ok(see_other(&booking_page(
        id.0,
        "",
        query.key(),
        "booking-texts-saved",
        query.frame(),
    )))
}

/// What the customer said; nothing where no text message would come.
pub async fn text_choice(
    tx: &mut TenantTx,
    visitor: &Visitor,
    booking: &Booking,
    query: &BookingQuery,
) -> Result<Option<TextChoice>> {
    let Some(contact) = phone_of(booking).filter(|_| booking.status.is_ahead()) else {
        return Ok(None);
    };
    if !Desk::of(&visitor.app).sends_texts(tx).await? {
        return Ok(None);
    }
    Ok(Some(TextChoice {
        agreed: wanted_sorts(tx, &contact).await?.contains(&Sort::Reminder),
        action: booking_page(booking.booking_id, "/mensajes", query.key(), "", query.frame()),
    }))
}

fn phone_of(booking: &Booking) -> Option<Contact> {
    booking.phone.as_deref().and_then(Contact::phone)
}
