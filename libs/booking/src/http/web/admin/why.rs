//! "Why is this time not offered?": the rule that keeps a time from being booked, for each of those who could serve it.

use actix_web::HttpRequest;
use askama::Template;
use http::page::{Choice, Crumb, address};
use http::{Answer, Can, FormState, Page, Query, Visitor, html, permit};
use kernel::{Error, Instant, Result};
use serde::Deserialize;

use super::clock::{capitalised, day_and_hour, hour, read_moment, written};
use super::parts::{details, names, resource_choices, rule_text, service_choices};
use crate::http::caller::instant;
use crate::model::{Day, Resource, ResourceId, Service, ServiceId};
use crate::queries::diary::Asked;
use crate::queries::resources::list_resources;
use crate::queries::services::list_services;
use crate::queries::slots::{Verdict, judge_time, list_slots};

/// Times of the same day that are shown instead.
const NEARBY: usize = 12;

/// What stands in the address. The moment is `start`, or a date and an hour of the shop's zone.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    service: Option<ServiceId>,
    resource: Option<ResourceId>,
    start: Option<String>,
    date: Option<String>,
    time: Option<String>,
}

#[derive(Template)]
#[template(path = "booking/admin/why.html")]
struct WhyPage {
    page: Page,
    f: FormState,
    crumbs: Vec<Crumb>,
    services: Vec<Choice>,
    resources: Vec<Choice>,
    found: Option<Judged>,
}

/// What the engine says.
struct Judged {
    offered: bool,
    title: String,
    free: String,
    lines: Vec<String>,
    nearby: Vec<String>,
    book_href: String,
}

/// `GET /admin/bookings/why`.
pub async fn page(ctx: Can<permit::ViewBookings>, req: HttpRequest, wanted: Query<Wanted>) -> Answer {
    let page = Page::titled(&ctx, &req, "agenda-why-title");
    let mut tx = ctx.begin().await?;
    let services = list_services(&mut tx, false).await?;
    let resources = list_resources(&mut tx).await?;
    tx.commit().await?;
    let asked = asked(&ctx, &wanted);
    let typed = typed(&ctx, &wanted, asked.as_ref().ok().copied().flatten());
    let judged = match asked {
        Ok(Some(asked)) => judge(&ctx, &page, &services, &resources, asked).await.map(Some),
        other => other.map(|_| None),
    };
    let (found, f) = match judged {
        Ok(found) => (found, FormState::typed(typed)),
        Err(error @ Error::Refused(_)) => (None, FormState::refused(&page, typed, &error)),
        Err(fault) => return Err(fault.into()),
    };
    html(&WhyPage {
        crumbs: vec![
            Crumb::new("/admin/calendar", page.t("agenda-calendar-title")),
            Crumb::new("", page.title.clone()),
        ],
        services: service_choices(&services),
        resources: resource_choices(&resources, f.value("resource")),
        found,
        page,
        f,
    })
}

/// What is asked, once a service and a moment are named.
fn asked(ctx: &Visitor, wanted: &Wanted) -> Result<Option<Asked>> {
    let Some(service) = wanted.service else {
        return Ok(None);
    };
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let start = match &wanted.start {
        Some(start) => instant("start", start)?,
        None => read_moment(
            ("date", &text(&wanted.date)),
            ("time", &text(&wanted.time)),
            &ctx.shop.zone(),
        )?,
    };
    Ok(Some(Asked {
        service,
        only: wanted.resource,
        from: start,
        until: start.plus_seconds(1),
        moving: None,
    }))
}

fn typed(ctx: &Visitor, wanted: &Wanted, asked: Option<Asked>) -> http::Typed {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let (date, time) = match asked {
        Some(asked) => written(asked.from, &ctx.shop.zone()),
        None => (text(&wanted.date), text(&wanted.time)),
    };
    http::Typed::prefilled([
        (
            "service",
            wanted.service.map(|id| id.to_string()).unwrap_or_default(),
        ),
        (
            "resource",
            wanted.resource.map(|id| id.to_string()).unwrap_or_default(),
        ),
        ("date", date),
        ("time", time),
    ])
}

async fn judge(
    ctx: &Visitor,
    page: &Page,
    services: &[Service],
    resources: &[Resource],
    asked: Asked,
) -> Result<Judged> {
    let when = capitalised(&day_and_hour(page, asked.from));
    let book_href = new_booking_address(ctx, &asked);
    let service = services.iter().find(|one| one.service_id == asked.service);
    let service = service.ok_or_else(|| Error::invalid("service", "not_a_choice"))?;
    if !service.active {
        return Ok(Judged {
            offered: false,
            title: page.tn("agenda-why-no", "when", when),
            free: String::new(),
            lines: vec![page.t("agenda-why-inactive")],
            nearby: vec![],
            book_href,
        });
    }
    let mut tx = ctx.begin().await?;
    let judged = judge_time(&mut tx, &asked).await;
    let verdict =
        judged.map_err(|error| super::parts::by_form_names(error, |_| Some("resource".to_owned())))?;
    let nearby = nearby(ctx, page, &mut tx, asked).await?;
    tx.commit().await?;
    Ok(Judged {
        offered: verdict.offered,
        title: page.tn(
            if verdict.offered {
                "agenda-why-yes"
            } else {
                "agenda-why-no"
            },
            "when",
            when,
        ),
        free: names(resources, &verdict.resource_ids),
        lines: hindrance_lines(page, &verdict),
        nearby,
        book_href,
    })
}

/// What can be had that day.
async fn nearby(ctx: &Visitor, page: &Page, tx: &mut db::TenantTx, asked: Asked) -> Result<Vec<String>> {
    let zone = ctx.shop.zone();
    let day = Day::at(asked.from, &zone);
    let of_day = Asked {
        from: day.start_in(&zone),
        until: day.plus(1).start_in(&zone),
        ..asked
    };
    let mut starts: Vec<Instant> = list_slots(tx, &of_day)
        .await?
        .into_iter()
        .map(|slot| slot.start)
        .collect();
    starts.dedup();
    starts.sort_by_key(|start| start.seconds_since(asked.from).abs());
    starts.truncate(NEARBY);
    starts.sort();
    Ok(starts.into_iter().map(|start| hour(page, start)).collect())
}

fn new_booking_address(ctx: &Visitor, asked: &Asked) -> String {
    let (date, time) = written(asked.from, &ctx.shop.zone());
    let resource = asked.only.map(|id| id.to_string()).unwrap_or_default();
    let service = asked.service.to_string();
    address(
        "/admin/bookings/new",
        &[
            ("service", &service),
            ("resource", &resource),
            ("date", &date),
            ("time", &time),
        ],
    )
}

/// The page that explains that moment.
pub(super) fn why_address(service: ServiceId, start: Instant, with: Option<ResourceId>) -> String {
    let (service, start) = (service.to_string(), start.to_string());
    let with = with.map(|id| id.to_string()).unwrap_or_default();
    address(
        "/admin/bookings/why",
        &[("service", &service), ("start", &start), ("resource", &with)],
    )
}

/// The rules in words: of each who could serve it, or of the service itself.
pub(super) fn hindrance_lines(page: &Page, verdict: &Verdict) -> Vec<String> {
    let line = |one: &crate::queries::slots::Hindrance| {
        let (rule, more) = (rule_text(page, one.rule), details(page, one));
        format!("{}: {rule} {more}", one.name).trim_end().to_owned()
    };
    if verdict.hindrances.is_empty() {
        return verdict.rule.iter().map(|rule| rule_text(page, *rule)).collect();
    }
    verdict.hindrances.iter().map(line).collect()
}
