//! Trading the time of an appointment for that of another one, which is chosen from those of a day.

use actix_web::HttpRequest;
use askama::Template;
use db::TenantTx;
use http::page::{Crumb, refusal};
use http::{Answer, Can, Form, FormState, Id, Page, Query, Visitor, html, html_with, permit, see_other};
use kernel::{PageQuery, Result};
use serde::Deserialize;
use validator::Validate;

use super::booking::{can_be_swapped, staff_booking};
use super::clock::{capitalised, range};
use super::parts::names;
use crate::desk::Desk;
use crate::error::BookingError;
use crate::model::{Booking, BookingId, Day, Resource, Scope};
use crate::ops::swap_bookings::{SwapRequest, swap_bookings};
use crate::queries::bookings::{BookingFilter, BookingSummary, list_bookings};
use crate::queries::resources::list_resources;
use crate::queries::services::list_services;

type Keeper = Can<permit::ManageBookings>;

/// Most appointments of a day to choose from.
const MOST: u32 = 100;

/// What stands in the address.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    date: Option<String>,
}

/// The other one. The day that was shown comes along.
#[derive(Debug, Deserialize, Validate)]
pub struct SwapForm {
    with_id: BookingId,
    #[serde(default, rename = "override")]
    insists: bool,
}

#[derive(Template)]
#[template(path = "booking/admin/booking_swap.html")]
struct SwapPage {
    page: Page,
    f: FormState,
    crumbs: Vec<Crumb>,
    when: String,
    date: String,
    others: Vec<Other>,
    path: String,
}

/// An appointment to trade with.
struct Other {
    id: String,
    label: String,
    detail: String,
}

/// `GET /admin/bookings/{id}/swap`.
pub async fn page(ctx: Keeper, req: HttpRequest, Id(id): Id<BookingId>, wanted: Query<Wanted>) -> Answer {
    let date = wanted.date.as_deref().unwrap_or_default();
    html(&shown(&ctx, &req, id, date, |_| FormState::blank()).await?)
}

/// `POST /admin/bookings/{id}/swap`.
pub async fn trade(ctx: Keeper, req: HttpRequest, Id(id): Id<BookingId>, form: Form<SwapForm>) -> Answer {
    let outcome = match form.parsed {
        Ok(asked) => swap(&ctx, id, &asked).await,
        Err(error) => Err(error),
    };
    let Err(error) = outcome else {
        return Ok(see_other(&format!("/admin/bookings/{id}?done=agenda-swapped")));
    };
    let (status, error) = refusal(error)?;
    let date = form.typed.get("date").to_owned();
    let fill = |page: &Page| FormState::refused(page, form.typed, &error);
    html_with(status, &shown(&ctx, &req, id, &date, fill).await?)
}

async fn swap(ctx: &Visitor, id: BookingId, asked: &SwapForm) -> Result<()> {
    let request = SwapRequest {
        with_id: asked.with_id,
        insists: asked.insists,
    };
    let mut tx = ctx.begin().await?;
    swap_bookings(&mut tx, &Desk::of(&ctx.app), id, &request).await?;
    tx.commit().await
}

async fn shown(
    ctx: &Visitor,
    req: &HttpRequest,
    id: BookingId,
    date: &str,
    fill: impl FnOnce(&Page) -> FormState,
) -> Result<SwapPage> {
    let mut tx = ctx.begin().await?;
    let booking = staff_booking(&mut tx, id, Scope::All).await?;
    if !can_be_swapped(&booking) {
        return Err(BookingError::StepNotAllowed.into());
    }
    let zone = ctx.shop.zone();
    let day = date.parse().unwrap_or_else(|_| Day::at(booking.starts_at, &zone));
    let others = others(&mut tx, ctx, &booking, day).await?;
    let resources = list_resources(&mut tx).await?;
    tx.commit().await?;
    let page = Page::titled(ctx, req, "agenda-swap");
    let path = format!("/admin/bookings/{id}");
    Ok(SwapPage {
        f: fill(&page),
        crumbs: vec![
            Crumb::new("/admin/bookings", page.t("agenda-bookings-title")),
            Crumb::new(&path, booking.code.clone()),
            Crumb::new("", page.title.clone()),
        ],
        when: capitalised(&range(&page, booking.starts_at, booking.ends_at)),
        date: day.to_string(),
        others: others
            .into_iter()
            .map(|one| other(&page, one, &resources))
            .collect(),
        path: format!("{path}/swap"),
        page,
    })
}

/// Those of that day that are still to come. Seats of sessions are not traded.
async fn others(
    tx: &mut TenantTx,
    ctx: &Visitor,
    booking: &Booking,
    day: Day,
) -> Result<Vec<BookingSummary>> {
    let zone = ctx.shop.zone();
    let filter = BookingFilter {
        from: Some(day.start_in(&zone)),
        until: Some(day.plus(1).start_in(&zone)),
        ahead: true,
        ..BookingFilter::default()
    };
    let at = PageQuery { page: 1, limit: MOST };
    let mut found = list_bookings(tx, Scope::All, &filter, at).await?.data;
    let services = list_services(tx, false).await?;
    let has_seats = |one: &BookingSummary| {
        let mut shared = services.iter().filter(|service| service.seats > 1);
        shared.any(|service| service.service_id == one.service_id)
    };
    found.retain(|one| one.id != booking.booking_id && !has_seats(one));
    Ok(found)
}

fn other(page: &Page, one: BookingSummary, resources: &[Resource]) -> Other {
    let when = capitalised(&range(page, one.starts_at, one.ends_at));
    let who = names(resources, &one.resource_ids);
    Other {
        id: one.id.to_string(),
        label: [when, one.customer_name.or(one.email).unwrap_or_default()].join(" · "),
        detail: [one.service_name, who].join(" · "),
    }
}
