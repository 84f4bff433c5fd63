//! Calling an appointment off: what it means is told first.

use actix_web::HttpRequest;
use askama::Template;
use http::{Answer, Form, FormState, Id, Page, Query, Visitor, html, html_with, see_other};
use kernel::{Error, Line, Result};
use serde::Deserialize;
use validator::Validate;

use super::booking::{BookingQuery, read};
use super::booking_page::{Change, Facts, Look};
use super::services::page_of;
use super::way::booking_page;
use crate::desk::Desk;
use crate::model::{Booking, BookingId, Service};
use crate::ops::cancel_booking::{By, CancelRequest, cancel_booking};
use crate::queries::bookings::list_servers_of;

#[derive(Template)]
#[template(path = "booking/storefront/cancel.html")]
struct CancelPage {
    page: Page,
    f: FormState,
    facts: Facts,
    change: Change,
    back: String,
}

/// Why, if they care to say.
#[derive(Debug, Deserialize, Validate)]
pub struct CancelForm {
    reason: Option<Line<300>>,
}

/// `GET /reservas/{id}/cancelar?key=`.
pub async fn show(
    visitor: Visitor,
    req: HttpRequest,
    id: Id<BookingId>,
    query: Query<BookingQuery>,
) -> Answer {
    match look(&visitor, &req, id.0, &query).await? {
        Some(page) => html(&page),
        None => Ok(see_other(&booking_page(id.0, "", query.key(), "", query.frame()))),
    }
}

/// `POST /reservas/{id}/cancelar?key=`.
pub async fn go(
    visitor: Visitor,
    req: HttpRequest,
    id: Id<BookingId>,
    query: Query<BookingQuery>,
    form: Form<CancelForm>,
) -> Answer {
    let done = match form.parsed {
        Ok(form) => call_off(&visitor, id.0, query.key(), form.reason).await,
        Err(error) => Err(error),
    };
    let Err(error) = done else {
        return Ok(see_other(&booking_page(
            id.0,
            "",
            query.key(),
            "booking-cancelled",
            query.frame(),
        )));
    };
    let (status, error) = http::page::refusal(error)?;
    match look(&visitor, &req, id.0, &query).await? {
        Some(mut page) => {
            page.f = FormState::refused(&page.page, form.typed, &error);
            html_with(status, &page)
        }
        None => Err(error.into()),
    }
}

async fn call_off(visitor: &Visitor, id: BookingId, key: &str, reason: Option<Line<300>>) -> Result<()> {
    let desk = Desk::of(&visitor.app);
    let mut tx = visitor.begin_generic().await?;
    read(&mut tx, visitor, id, key).await?;
    let request = CancelRequest {
        reason,
        version: None,
    };
    cancel_booking(&mut tx, &desk, &visitor.shop, id, &request, By::Customer).await?;
    tx.commit().await
}

/// Nothing for an appointment that is over.
async fn look(
    visitor: &Visitor,
    req: &HttpRequest,
    id: BookingId,
    query: &BookingQuery,
) -> Result<Option<CancelPage>, Error> {
    let mut tx = visitor.begin_generic().await?;
    let (booking, service) = read(&mut tx, visitor, id, query.key()).await?;
    let servers = list_servers_of(&mut tx, &booking).await?;
    tx.commit().await?;
    if !booking.status.is_ahead() {
        return Ok(None);
    }
    let page = page_of(visitor, req, query.frame(), visitor.t("book-cancel-title"));
    let look = Look {
        key: query.key().to_owned(),
        thanks: false,
        now: visitor.app.env.now(),
        servers,
        texts: None,
        pay_path: None,
    };
    Ok(Some(view(page, &booking, &service, &look)))
}

fn view(page: Page, booking: &Booking, service: &Service, look: &Look) -> CancelPage {
    CancelPage {
        facts: Facts::new(&page, booking, service, &look.servers),
        change: Change::new(&page, booking, service, look),
        back: booking_page(booking.booking_id, "", &look.key, "", page.frame),
        f: FormState::blank(),
        page,
    }
}
