//! An appointment's page, for whoever has the key of its link or is its signed-in customer.

use actix_web::HttpRequest;
use db::TenantTx;
use http::page::Frame;
use http::{Answer, Id, Query, Visitor, html, see_other};
use kernel::Result;
use serde::Deserialize;

use super::booking_page::{BookingPage, Look};
use super::services::page_of;
use super::texting::text_choice;
use super::way::{details_path, plain_key};
use crate::desk::Desk;
use crate::http::caller::as_customer;
use crate::model::{Booking, BookingId, BookingStatus, Service};
use crate::queries::bookings::{get_booking, list_servers_of};
use crate::queries::services::get_service;

/// The key of the link, and what was just done.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct BookingQuery {
    key: Option<String>,
    done: Option<String>,
    embed: Frame,
}

impl BookingQuery {
    /// The key, if it could be one of ours.
    pub fn key(&self) -> &str {
        plain_key(self.key.as_deref()).unwrap_or_default()
    }

    /// What the page stands in.
    pub fn frame(&self) -> Frame {
        self.embed
    }
}

/// The appointment and its service, for its customer.
pub async fn read(
    tx: &mut TenantTx,
    visitor: &Visitor,
    id: BookingId,
    key: &str,
) -> Result<(Booking, Service)> {
    let key = Some(key).filter(|key| !key.is_empty());
    let booking = get_booking(tx, id, &as_customer(visitor, key)).await?;
    let service = get_service(tx, booking.service_id).await?;
    Ok((booking, service))
}

/// `GET /reservas/{id}?key=`. A time that is only kept asks first who comes.
pub async fn show(
    visitor: Visitor,
    req: HttpRequest,
    id: Id<BookingId>,
    query: Query<BookingQuery>,
) -> Answer {
    let mut tx = visitor.begin_generic().await?;
    let (booking, service) = read(&mut tx, &visitor, id.0, query.key()).await?;
    if booking.status == BookingStatus::Held {
        return Ok(see_other(&details_path(
            &service.slug,
            id.0,
            query.key(),
            query.frame(),
        )));
    }
    let servers = list_servers_of(&mut tx, &booking).await?;
    let texts = text_choice(&mut tx, &visitor, &booking, &query).await?;
    let pay_path = Desk::of(&visitor.app).pay_path(&mut tx, &booking).await?;
    tx.commit().await?;
    let page = page_of(&visitor, &req, query.frame(), booking.service_name.clone());
    let look = Look {
        key: query.key().to_owned(),
        thanks: query.done.as_deref() == Some("booking-made"),
        now: visitor.app.env.now(),
        servers,
        texts,
        pay_path,
    };
    html(&BookingPage::new(page, &booking, &service, &look))
}
