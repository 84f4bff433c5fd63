//! The list of appointments.

use actix_web::HttpRequest;
use askama::Template;
use http::page::{Choice, Pager, Tab, address};
use http::{Answer, Can, Page, Query, days, html, permit};
use jiff::civil::Date;
use kernel::{Instant, Line, PageQuery, Paged};
use serde::Deserialize;

use super::clock::{capitalised, day_and_hour};
use super::parts::{Advance, Standing, attendance, names, resource_choices, service_choices, standing};
use crate::http::caller::scope_of;
use crate::model::{BookingStatus, Day, Resource, ResourceId, Service, ServiceId};
use crate::queries::bookings::{BookingFilter, BookingSummary, list_bookings};
use crate::queries::resources::list_resources;
use crate::queries::services::list_services;

/// What stands in the address.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    #[serde(default)]
    status: State,
    q: Option<Line<100>>,
    from: Option<Date>,
    to: Option<Date>,
    resource: Option<ResourceId>,
    service: Option<ServiceId>,
    page: Option<u32>,
}

/// Which appointments a tab holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum State {
    /// Still to come.
    #[default]
    Ahead,
    Pending,
    Completed,
    NoShow,
    Cancelled,
    All,
}

impl State {
    const ALL: [Self; 6] = [
        Self::Ahead,
        Self::Pending,
        Self::Completed,
        Self::NoShow,
        Self::Cancelled,
        Self::All,
    ];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Ahead => "ahead",
            Self::Pending => "pending",
            Self::Completed => "completed",
            Self::NoShow => "no_show",
            Self::Cancelled => "cancelled",
            Self::All => "all",
        }
    }

    const fn status(self) -> Option<BookingStatus> {
        match self {
            Self::Ahead | Self::All => None,
            Self::Pending => Some(BookingStatus::Pending),
            Self::Completed => Some(BookingStatus::Completed),
            Self::NoShow => Some(BookingStatus::NoShow),
            Self::Cancelled => Some(BookingStatus::Cancelled),
        }
    }

    fn label(self, page: &Page) -> String {
        match self {
            Self::Ahead => page.t("agenda-tab-ahead"),
            Self::All => page.t("agenda-tab-all"),
            other => other
                .status()
                .map(|status| page.t(&status.name_key()))
                .unwrap_or_default(),
        }
    }
}

#[derive(Template)]
#[template(path = "booking/admin/bookings.html")]
struct BookingsPage {
    page: Page,
    tabs: Vec<Tab>,
    status: &'static str,
    q: String,
    from: String,
    to: String,
    resource: String,
    service: String,
    resources: Vec<Choice>,
    services: Vec<Choice>,
    filtered: bool,
    clear_href: String,
    rows: Vec<Row>,
    pager: Pager,
}

/// An appointment in a table.
pub(super) struct Row {
    pub(super) href: String,
    pub(super) when: String,
    pub(super) customer: String,
    pub(super) service: String,
    pub(super) servers: String,
    pub(super) standing: Standing,
    /// Whether the customer said that they come.
    pub(super) attendance: Option<Standing>,
    /// What was paid in advance, or is awaited.
    pub(super) advance: String,
}

impl Row {
    /// As the list shows it.
    pub(super) fn of(page: &Page, booking: BookingSummary, resources: &[Resource]) -> Self {
        Self {
            href: format!("/admin/bookings/{}", booking.id),
            advance: Advance::of_summary(&booking).text(page),
            when: capitalised(&day_and_hour(page, booking.starts_at)),
            customer: booking.customer_name.or(booking.email).unwrap_or_default(),
            servers: names(resources, &booking.resource_ids),
            service: booking.service_name,
            standing: standing(page, booking.status),
            attendance: attendance(page, booking.status, booking.attendance),
        }
    }
}

/// `GET /admin/bookings`.
pub async fn page(ctx: Can<permit::ViewBookings>, req: HttpRequest, wanted: Query<Wanted>) -> Answer {
    let at = PageQuery {
        page: wanted.page.unwrap_or(1),
        limit: 25,
    }
    .checked()?;
    let mut tx = ctx.begin().await?;
    let zone = ctx.shop.zone();
    let today = Day::at(tx.now(), &zone).start_in(&zone);
    let filter = filter(&wanted, days::span(wanted.from, wanted.to, &zone)?, today);
    let scope = scope_of(&mut tx, &ctx).await?;
    let found = list_bookings(&mut tx, scope, &filter, at).await?;
    let resources = list_resources(&mut tx).await?;
    let services = list_services(&mut tx, false).await?;
    tx.commit().await?;
    let page = Page::titled(&ctx, &req, "agenda-bookings-title");
    html(&shown(page, &wanted, found, &resources, &services))
}

fn filter(
    wanted: &Wanted,
    (from, until): (Option<Instant>, Option<Instant>),
    today: Instant,
) -> BookingFilter {
    let is_ahead = wanted.status == State::Ahead;
    BookingFilter {
        from: from.or(is_ahead.then_some(today)),
        until,
        status: wanted.status.status(),
        resource: wanted.resource,
        service: wanted.service,
        person: None,
        search: wanted.q.as_ref().map(ToString::to_string),
        ahead: is_ahead,
        latest_first: !is_ahead && wanted.status != State::Pending,
    }
}

fn shown(
    page: Page,
    wanted: &Wanted,
    found: Paged<BookingSummary>,
    resources: &[Resource],
    services: &[Service],
) -> BookingsPage {
    let text = |id: Option<String>| id.unwrap_or_default();
    let q = wanted.q.as_deref().unwrap_or_default().to_owned();
    let (from, to) = (
        text(wanted.from.map(|day| day.to_string())),
        text(wanted.to.map(|day| day.to_string())),
    );
    let resource = text(wanted.resource.map(|id| id.to_string()));
    let service = text(wanted.service.map(|id| id.to_string()));
    let link = |status: State, at: u32| {
        let at = if at > 1 { at.to_string() } else { String::new() };
        let status = if status == State::Ahead {
            ""
        } else {
            status.as_str()
        };
        let rest = [
            ("q", &q),
            ("from", &from),
            ("to", &to),
            ("resource", &resource),
            ("service", &service),
            ("page", &at),
        ];
        let query: Vec<_> = std::iter::once(("status", status))
            .chain(rest.map(|(name, value)| (name, value.as_str())))
            .collect();
        address("/admin/bookings", &query)
    };
    let tab = |status: State| Tab {
        href: link(status, 1),
        label: status.label(&page),
        current: status == wanted.status,
        count: None,
    };
    BookingsPage {
        tabs: State::ALL.map(tab).into(),
        status: wanted.status.as_str(),
        filtered: [&q, &from, &to, &resource, &service]
            .iter()
            .any(|filter| !filter.is_empty()),
        clear_href: address("/admin/bookings", &[("status", wanted.status.as_str())]),
        pager: Pager::new(&page, found.pagination, |at| link(wanted.status, at)),
        rows: found
            .data
            .into_iter()
            .map(|booking| Row::of(&page, booking, resources))
            .collect(),
        resources: resource_choices(resources, &resource),
        services: service_choices(services),
        page,
        q,
        from,
        to,
        resource,
        service,
    }
}
