//! An appointment's page, for whoever has the key of its link or is its signed-in customer.

use actix_web::HttpRequest;
use db::TenantTx;
use http::{Answer, Id, Query, Visitor, html, see_other};
use kernel::Result;
use serde::Deserialize;

use super::booking_page::{BookingPage, Look};
use super::services::page_of;
use super::way::{details_path, plain_key};
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
    embed: Option<String>,
}

impl BookingQuery {
    /// The key, if it could be one of ours.
    pub fn key(&self) -> &str {
        plain_key(self.key.as_deref()).unwrap_or_default()
    }

    /// Whether the page stands inside another site's.
    pub fn is_framed(&self) -> bool {
        self.embed.is_some()
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
            query.is_framed(),
        )));
    }
    let servers = list_servers_of(&mut tx, &booking).await?;
    tx.commit().await?;
    let page = page_of(&visitor, &req, query.is_framed(), booking.service_name.clone());
    let look = Look {
        key: query.key().to_owned(),
        thanks: query.done.as_deref() == Some("booking-made"),
        now: visitor.app.env.now(),
        servers,
    };
    html(&BookingPage::new(page, &booking, &service, &look))
}
