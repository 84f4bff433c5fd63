//! Booking for a customer: the shop's own rules may be set aside, never that somebody else has the time.

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use askama::Template;
use db::TenantTx;
use http::page::{Choice, Crumb, refusal};
use http::{Answer, Can, Form, FormState, Page, Query, Typed, Visitor, html, html_with, permit, see_other};
use kernel::{Error, Instant, Result};
use serde::Deserialize;
use validator::Validate;

use super::booking_new_form::{moment, read, with};
use super::booking_steps::is_about_the_time;
use super::clock::{capitalised, day_and_hour, hour, written};
use super::parts::{resource_choices, rule_text, service_choices};
use super::why::{hindrance_lines, why_address};
use crate::desk::Desk;
use crate::http::caller::walk_in;
use crate::model::{BookingId, Day, Resource, ResourceId, Service, ServiceId};
use crate::ops::book::{Manner, book};
use crate::ops::book_series::{Occurrence, Series, book_series};
use crate::queries::diary::Asked;
use crate::queries::resources::list_resources;
use crate::queries::services::list_services;
use crate::queries::slots::{judge_time, list_slots};

type Keeper = Can<permit::ManageBookings>;

/// Most weeks between two of a series.
const MOST_WEEKS: i16 = 12;

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
    /// How often it may repeat.
    repeats: Vec<Choice>,
    /// Those of a series that cannot be had.
    gaps: Vec<Gap>,
}

/// One of a series that cannot be had.
struct Gap {
    start: String,
    text: String,
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
            let typed = with(&typed, "time", &time);
            return html(&shown(&ctx, &req, |_| FormState::typed(typed)).await?);
        }
        Ok(asked) => match make(&ctx, &typed, asked.insists).await {
            Ok(Outcome::Booked(id, done)) => {
                return Ok(see_other(&format!("/admin/bookings/{id}?done={done}")));
            }
            Ok(Outcome::Gaps(gaps)) => return ask_about(&ctx, &req, typed, &gaps).await,
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

/// Which of a series cannot be had, and whether the others are wanted.
async fn ask_about(ctx: &Visitor, req: &HttpRequest, typed: Typed, gaps: &[Occurrence]) -> Answer {
    let mut page = shown(ctx, req, |_| FormState::typed(typed)).await?;
    page.gaps = gaps.iter().map(|one| gap(&page.page, one)).collect();
    page.offers_override |= gaps.iter().any(|one| one.rule.is_some());
    html_with(StatusCode::CONFLICT, &page)
}

/// What became of it.
enum Outcome {
    Booked(BookingId, &'static str),
    /// These cannot be had, and somebody has to say whether the others are booked.
    Gaps(Vec<Occurrence>),
}

async fn make(ctx: &Visitor, typed: &Typed, insists: bool) -> Result<Outcome> {
    let asked = read(ctx, typed)?;
    let guest = walk_in(ctx, &asked.request.customer);
    let (wish, desk) = (asked.request.wish(), Desk::of(&ctx.app));
    let manner = Manner {
        insists,
        at_desk: true,
        ..Manner::default()
    };
    let mut tx = ctx.begin().await?;
    if let Some(repeat) = asked.repeat {
        let what = (&wish, repeat);
        let series = book_series(&mut tx, &desk, &ctx.shop, &guest, what, insists).await?;
        return settle(tx, series, &typed.all("gap")).await;
    }
    let booked = book(&mut tx, &desk, &ctx.shop, &guest, &wish, manner).await?;
    tx.commit().await?;
    Ok(Outcome::Booked(booked.booking.booking_id, "agenda-booked"))
}

/// A series with gaps is booked once somebody has seen every one of them.
async fn settle(tx: TenantTx, series: Series, seen: &[&str]) -> Result<Outcome> {
    let gaps = series
        .occurrences
        .into_iter()
        .filter(|one| one.booking_id.is_none());
    let gaps: Vec<Occurrence> = gaps.collect();
    let are_seen = gaps
        .iter()
        .all(|gap| seen.contains(&gap.start.to_string().as_str()));
    match series.booked.first() {
        Some(first) if are_seen => {
            tx.commit().await?;
            Ok(Outcome::Booked(first.booking_id, "agenda-series-booked"))
        }
        _ => {
            tx.rollback().await?;
            Ok(Outcome::Gaps(gaps))
        }
    }
}

/// One that cannot be had: when, and why.
fn gap(page: &Page, one: &Occurrence) -> Gap {
    let why = match (one.rule, one.refused) {
        (Some(rule), _) => rule_text(page, rule),
        (None, Some(code)) => page.t(&format!("error-{code}")),
        (None, None) => String::new(),
    };
    Gap {
        start: one.start.to_string(),
        text: format!("{}: {why}", capitalised(&day_and_hour(page, one.start))),
    }
}

/// Why it was refused, for each who could serve it.
async fn explain(ctx: &Visitor, page: &mut NewPage) -> Result<()> {
    let (Ok(service), Ok(start)) = (page.f.value("service_id").parse(), moment(ctx, page.f.all())) else {
        return Ok(());
    };
    let only = page.f.value("resource_id").parse().ok();
    let asked = Asked::at(service, only, start);
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
        repeats: (1..=MOST_WEEKS)
            .map(|n| Choice::new(n.to_string(), page.tn("agenda-every-weeks", "n", n)))
            .collect(),
        gaps: vec![],
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
