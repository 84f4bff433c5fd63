//! Whether a customer comes: what the buttons of a reminder lead to. Programs that look into mails follow links, so an answer
//! is what somebody then sends from here.

use actix_web::HttpRequest;
use askama::Template;
use http::{Answer, Form, Id, Page, Query, Visitor, html, see_other};
use kernel::Result;
use serde::Deserialize;
use validator::Validate;

use super::booking::{BookingQuery, read};
use super::booking_page::{Change, Facts, Look};
use super::services::page_of;
use super::way::booking_page;
use crate::desk::Desk;
use crate::model::{Attendance, BookingId, BookingStatus};
use crate::ops::attend::attend;
use crate::queries::bookings::list_servers_of;

#[derive(Template)]
#[template(path = "booking/storefront/attend.html")]
struct AttendPage {
    page: Page,
    facts: Facts,
    change: Change,
    /// What they said before.
    said: String,
    action: String,
    back: String,
    chat: Option<String>,
}

/// The answer.
#[derive(Debug, Deserialize, Validate)]
pub struct AttendForm {
    answer: Attendance,
}

/// `GET /reservas/{id}/asistencia?key=`: nothing to be asked of one that is over.
pub async fn show(
    visitor: Visitor,
    req: HttpRequest,
    id: Id<BookingId>,
    query: Query<BookingQuery>,
) -> Answer {
    let mut tx = visitor.begin_generic().await?;
    let (booking, service) = read(&mut tx, &visitor, id.0, query.key()).await?;
    let servers = list_servers_of(&mut tx, &booking).await?;
    tx.commit().await?;
    let look = Look {
        key: query.key().to_owned(),
        thanks: false,
        now: visitor.app.env.now(),
        servers,
        texts: None,
        pay_path: None,
    };
    let back = booking_page(id.0, "", query.key(), "", query.frame());
    if booking.status != BookingStatus::Confirmed || booking.starts_at <= look.now {
        return Ok(see_other(&back));
    }
    let page = page_of(&visitor, &req, query.frame(), visitor.t("book-attend-title"));
    html(&AttendPage {
        facts: Facts::new(&page, &booking, &service, &look.servers),
        change: Change::new(&page, &booking, &service, &look),
        said: said(&page, booking.attendance),
        action: booking_page(id.0, "/asistencia", query.key(), "", query.frame()),
        chat: page.chat(&page.tn("book-chat", "code", &booking.code)),
        back,
        page,
    })
}

/// `POST /reservas/{id}/asistencia?key=`.
pub async fn answer(
    visitor: Visitor,
    id: Id<BookingId>,
    query: Query<BookingQuery>,
    form: Form<AttendForm>,
) -> Answer {
    let form = form.into_inner()?;
    note_down(&visitor, id.0, query.key(), form.answer).await?;
    let done = match form.answer {
        Attendance::Coming => "booking-coming",
        Attendance::NotComing => "booking-not-coming",
    };
    Ok(see_other(&booking_page(
        id.0,
        "",
        query.key(),
        done,
        query.frame(),
    )))
}

async fn note_down(visitor: &Visitor, id: BookingId, key: &str, answer: Attendance) -> Result<()> {
    let mut tx = visitor.begin_generic().await?;
    read(&mut tx, visitor, id, key).await?;
    attend(&mut tx, &Desk::of(&visitor.app), &visitor.shop, id, answer).await?;
    tx.commit().await
}

/// What its customer said, in words for them.
pub fn said(page: &Page, attendance: Option<Attendance>) -> String {
    match attendance {
        Some(Attendance::Coming) => page.t("book-said-coming"),
        Some(Attendance::NotComing) => page.t("book-said-not-coming"),
        None => String::new(),
    }
}
