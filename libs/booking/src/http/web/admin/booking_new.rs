//! Booking for a customer: the shop's own rules may be set aside, never that somebody else has the time.

use actix_web::HttpRequest;
use askama::Template;
use db::TenantTx;
use http::page::{Choice, Crumb, refusal};
use http::{Answer, Can, Form, FormState, Page, Query, Typed, Visitor, html, html_with, permit, see_other};
use kernel::{Error, Instant, Result};
use serde::Deserialize;
use serde_json::Value;
use validator::Validate;

use super::booking_steps::is_about_the_time;
use super::clock::{hour, read_moment, written};
use super::parts::{both, by_form_names, resource_choices, service_choices};
use super::why::{hindrance_lines, why_address};
use crate::desk::Desk;
use crate::http::caller::customer;
use crate::model::{BookingId, Day, Resource, ResourceId, Service, ServiceId};
use crate::ops::book::{BookingRequest, Manner, book};
use crate::queries::diary::Asked;
use crate::queries::resources::list_resources;
use crate::queries::services::list_services;
use crate::queries::slots::{judge_time, list_slots};

type Keeper = Can<permit::ManageBookings>;

/// What stands in the address: what the place in the calendar knows.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    service: Option<ServiceId>,
    resource: Option<ResourceId>,
    date: Option<String>,
    time: Option<String>,
}

/// Everything else is read by [`read`].
#[derive(Debug, Deserialize, Validate)]
pub struct BookingForm {
    /// `times` shows the free ones.
    action: Option<String>,
    /// A free one that was chosen.
    pick: Option<String>,
    /// Rules that do not count.
    #[serde(default, rename = "override")]
    insists: bool,
}

#[derive(Template)]
#[template(path = "booking/admin/booking_new.html")]
struct NewPage {
    page: Page,
    f: FormState,
    crumbs: Vec<Crumb>,
    services: Vec<Choice>,
    resources: Vec<Choice>,
    /// Free times of the day: as sent, and as read.
    times: Vec<Choice>,
    /// The day is full, or the shop is closed.
    none_free: bool,
    hindrances: Vec<String>,
    why_href: String,
    offers_override: bool,
}

/// `GET /admin/bookings/new`.
pub async fn blank(ctx: Keeper, req: HttpRequest, wanted: Query<Wanted>) -> Answer {
    let (today, _) = written(ctx.app.env.now(), &ctx.shop.zone());
    let text = |id: Option<String>| id.unwrap_or_default();
    let f = FormState::prefilled([
        ("service_id", text(wanted.service.map(|id| id.to_string()))),
        ("resource_id", text(wanted.resource.map(|id| id.to_string()))),
        ("date", wanted.date.clone().unwrap_or(today)),
        ("time", text(wanted.time.clone())),
        ("seats", "1".to_owned()),
    ]);
    html(&shown(&ctx, &req, |_| f).await?)
}

/// `POST /admin/bookings/new`.
pub async fn create(ctx: Keeper, req: HttpRequest, form: Form<BookingForm>) -> Answer {
    let typed = form.typed;
    let error = match form.parsed {
        Ok(asked) if asked.action.is_some() => {
            return html(&shown(&ctx, &req, |_| FormState::typed(typed)).await?);
        }
        Ok(BookingForm { pick: Some(time), .. }) => {
            let typed = with(typed, "time", &time);
            return html(&shown(&ctx, &req, |_| FormState::typed(typed)).await?);
        }
        Ok(asked) => match make(&ctx, &typed, asked.insists).await {
            Ok(id) => return Ok(see_other(&format!("/admin/bookings/{id}?done=agenda-booked"))),
            Err(error) => error,
        },
        Err(error) => error,
    };
    let (status, error) = refusal(error)?;
    let mut page = shown(&ctx, &req, |page| FormState::refused(page, typed, &error)).await?;
    if is_about_the_time(&error) {
        explain(&ctx, &mut page).await?;
    }
    html_with(status, &page)
}

fn with(typed: Typed, name: &str, value: &str) -> Typed {
    let others = typed.pairs().filter(|(other, _)| *other != name);
    let others: Vec<_> = others
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    Typed::prefilled(others.into_iter().chain([(name.to_owned(), value.to_owned())]))
}

async fn make(ctx: &Visitor, typed: &Typed, insists: bool) -> Result<BookingId> {
    let request = read(ctx, typed)?;
    let customer = customer(ctx, &request.customer);
    let manner = Manner {
        insists,
        ..Manner::default()
    };
    let mut tx = ctx.begin().await?;
    let booked = book(
        &mut tx,
        &Desk::of(&ctx.app),
        &ctx.shop,
        &customer,
        &request,
        manner,
    )
    .await?;
    tx.commit().await?;
    Ok(booked.booking.booking_id)
}

fn moment(ctx: &Visitor, typed: &Typed) -> Result<Instant> {
    read_moment(
        ("date", typed.get("date")),
        ("time", typed.get("time")),
        &ctx.shop.zone(),
    )
}

/// Reads the form; everything that is wrong is named at once.
fn read(ctx: &Visitor, typed: &Typed) -> Result<BookingRequest> {
    let start = moment(ctx, typed);
    // When the moment is wrong, what else is wrong is found with any other.
    let known = start.as_ref().map_or(ctx.app.env.now(), |start| *start);
    let plain = ["service_id", "resource_id", "seats", "notes"]
        .map(|name| (name.to_owned(), typed.get(name).to_owned()));
    let contact =
        ["name", "email", "phone"].map(|name| (format!("customer.{name}"), typed.get(name).to_owned()));
    let start_field = [("start".to_owned(), known.to_string())];
    let pairs = plain.into_iter().chain(contact).chain(start_field);
    let read = Typed::prefilled(pairs).nested(|name, text| match name {
        "seats" => text
            .parse::<i64>()
            .map(|n| Some(Value::from(n)))
            .map_err(|_| "wrong_type"),
        _ => Ok(Some(text.into())),
    });
    let read = read.map_err(|error| {
        by_form_names(error, |steps| match steps {
            // Nothing of the customer was typed.
            ["customer"] => Some("name".to_owned()),
            ["customer", field] => Some((*field).to_owned()),
            _ => None,
        })
    });
    both(start, read).map(|(_, request)| request)
}

/// Why it was refused, for each who could serve it.
async fn explain(ctx: &Visitor, page: &mut NewPage) -> Result<()> {
    let (Ok(service), Ok(start)) = (page.f.value("service_id").parse(), moment(ctx, page.f.all())) else {
        return Ok(());
    };
    let only = page.f.value("resource_id").parse().ok();
    let asked = Asked {
        service,
        only,
        from: start,
        until: start.plus_seconds(1),
        moving: None,
    };
    let mut tx = ctx.begin().await?;
    let verdict = judge_time(&mut tx, &asked).await?;
    tx.commit().await?;
    page.hindrances = hindrance_lines(&page.page, &verdict);
    page.why_href = why_address(service, start, only);
    // While it is not appointments alone that are in the way of everybody.
    let hindrances = verdict.hindrances.iter().map(|one| one.rule);
    page.offers_override = verdict
        .rule
        .into_iter()
        .chain(hindrances)
        .any(|rule| !rule.is_taken());
    Ok(())
}

async fn shown(ctx: &Visitor, req: &HttpRequest, fill: impl FnOnce(&Page) -> FormState) -> Result<NewPage> {
    let page = Page::titled(ctx, req, "agenda-booking-new");
    let f = fill(&page);
    let mut tx = ctx.begin().await?;
    let services = list_services(&mut tx, true).await?;
    let resources = list_resources(&mut tx).await?;
    let times = times(&mut tx, ctx, &page, &f, &services).await?;
    tx.commit().await?;
    Ok(compose(page, f, &services, &resources, times))
}

fn compose(
    page: Page,
    f: FormState,
    services: &[Service],
    resources: &[Resource],
    times: Option<Vec<Choice>>,
) -> NewPage {
    NewPage {
        crumbs: vec![
            Crumb::new("/admin/bookings", page.t("agenda-bookings-title")),
            Crumb::new("", page.title.clone()),
        ],
        services: service_choices(services),
        resources: resource_choices(resources, f.value("resource_id")),
        none_free: times.as_ref().is_some_and(Vec::is_empty),
        times: times.unwrap_or_default(),
        hindrances: vec![],
        why_href: String::new(),
        offers_override: f.is("override", "true"),
        page,
        f,
    }
}

/// Free times of the day, once a service and a day are chosen; with somebody who does not serve it there are none.
async fn times(
    tx: &mut TenantTx,
    ctx: &Visitor,
    page: &Page,
    f: &FormState,
    services: &[Service],
) -> Result<Option<Vec<Choice>>> {
    let service = services
        .iter()
        .find(|one| one.service_id.to_string() == f.value("service_id"));
    let (Some(service), Ok(day)) = (service, f.value("date").parse::<Day>()) else {
        return Ok(None);
    };
    let zone = ctx.shop.zone();
    let asked = Asked {
        service: service.service_id,
        only: f.value("resource_id").parse().ok(),
        from: day.start_in(&zone),
        until: day.plus(1).start_in(&zone),
        moving: None,
    };
    match list_slots(tx, &asked).await {
        Ok(slots) => {
            let mut starts: Vec<Instant> = slots.into_iter().map(|slot| slot.start).collect();
            starts.dedup();
            let choice = |start: Instant| Choice::new(written(start, &zone).1, hour(page, start));
            Ok(Some(starts.into_iter().map(choice).collect()))
        }
        Err(Error::Refused(_)) => Ok(Some(vec![])),
        Err(fault) => Err(fault),
    }
}
