//! The appointments of somebody with an account.

use actix_web::HttpRequest;
use askama::Template;
use http::page::{Crumb, Pager};
use http::{Answer, Page, Query, SignedIn, html};
use kernel::PageQuery;
use serde::Deserialize;

use super::booking_page::tone;
use super::words::day_and_hour;
use crate::model::Scope;
use crate::queries::bookings::{BookingFilter, BookingSummary, list_bookings};

#[derive(Template)]
#[template(path = "booking/storefront/my_bookings.html")]
struct MyBookingsPage {
    page: Page,
    crumbs: Vec<Crumb>,
    bookings: Vec<Row>,
    pager: Pager,
}

struct Row {
    url: String,
    service: String,
    when: String,
    code: String,
    status: String,
    tone: &'static str,
}

/// Which part of the list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Part {
    page: Option<u32>,
}

/// `GET /account/bookings`: the latest first.
pub async fn show(me: SignedIn, req: HttpRequest, part: Query<Part>) -> Answer {
    let part = PageQuery {
        page: part.page.unwrap_or(1),
        limit: 20,
    }
    .checked()?;
    let filter = BookingFilter {
        person: Some(me.person.person_id),
        latest_first: true,
        ..BookingFilter::default()
    };
    let mut tx = me.begin().await?;
    let bookings = list_bookings(&mut tx, Scope::All, &filter, part).await?;
    tx.commit().await?;
    let page = Page::titled(&me, &req, "ui-my-bookings");
    let at = |number: u32| format!("/account/bookings?page={number}");
    html(&MyBookingsPage {
        crumbs: vec![
            Crumb::new("/account", page.t("ui-account")),
            Crumb::new("", page.title.clone()),
        ],
        pager: Pager::new(&page, bookings.pagination, at),
        bookings: bookings
            .data
            .iter()
            .map(|booking| Row::new(&page, booking))
            .collect(),
        page,
    })
}

impl Row {
    fn new(page: &Page, booking: &BookingSummary) -> Self {
        Self {
            url: format!("/reservas/{}", booking.id),
            service: booking.service_name.clone(),
            when: day_and_hour(booking.starts_at, &page.tenant().zone(), page.locale()),
            code: booking.code.clone(),
            status: page.t(&booking.status.name_key()),
            tone: tone(booking.status),
        }
    }
}
