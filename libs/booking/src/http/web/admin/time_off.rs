//! Time off and blocked time.

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use askama::Template;
use http::page::{Choice, refusal};
use http::{
    Answer, Can, Form, FormState, Id, Page, Query, Typed, Visitor, html, html_with, permit, see_other,
};
use jiff::tz::TimeZone;
use kernel::{Instant, Line, Permission, Result};
use serde::Deserialize;
use validator::Validate;

use super::clock::{capitalised, range, read_day, read_moment, written};
use super::parts::{Nothing, both, by_form_names, resource_choices};
use crate::desk::Desk;
use crate::http::caller::scope_of;
use crate::model::{BlockId, Resource, ResourceId};
use crate::ops::block_time::{BlockRequest, block_time, unblock_time};
use crate::queries::bookings::BookingSummary;
use crate::queries::resources::{BlockView, list_blocks, list_resources};

/// So far ahead is listed.
const AHEAD: i64 = 2 * 366 * 24 * 3600;

/// What stands in the address: what the place in the calendar knows.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    resource: Option<ResourceId>,
    date: Option<String>,
    time: Option<String>,
}

/// As the fields have it. Which appointments were seen to be in the way comes along as `seen`.
#[derive(Debug, Deserialize, Validate)]
pub struct BlockForm {
    resource_id: Option<ResourceId>,
    /// Whole days, the last included: hours do not count.
    #[serde(default)]
    all_day: bool,
    #[serde(default)]
    from_date: String,
    #[serde(default)]
    from_time: String,
    #[serde(default)]
    to_date: String,
    #[serde(default)]
    to_time: String,
    reason: Option<Line<120>>,
}

#[derive(Template)]
#[template(path = "booking/admin/time_off.html")]
struct TimeOffPage {
    page: Page,
    f: FormState,
    resources: Vec<Choice>,
    rows: Vec<Row>,
    /// Appointments that are to take place in what somebody wants to block.
    overlaps: Vec<Overlap>,
    manages: bool,
}

/// An appointment that is in the way, and where it is moved.
struct Overlap {
    id: String,
    label: String,
    href: String,
}

struct Row {
    id: BlockId,
    whose: String,
    when: String,
    reason: String,
}

/// `GET /admin/time-off`.
pub async fn page(ctx: Can<permit::ViewBookings>, req: HttpRequest, wanted: Query<Wanted>) -> Answer {
    let (today, _) = written(ctx.app.env.now(), &ctx.shop.zone());
    let date = wanted.date.clone().unwrap_or(today);
    let time = wanted.time.clone().unwrap_or_default();
    let until = super::clock::minutes_of(&time).map(|minutes| (minutes + 60).min(23 * 60 + 59));
    let f = FormState::prefilled([
        (
            "resource_id",
            wanted.resource.map(|id| id.to_string()).unwrap_or_default(),
        ),
        ("from_date", date.clone()),
        ("from_time", time),
        ("to_date", date),
        (
            "to_time",
            until
                .map(|minutes| format!("{:02}:{:02}", minutes / 60, minutes % 60))
                .unwrap_or_default(),
        ),
    ]);
    html(&shown(&ctx, &req, |_| f).await?)
}

/// `POST /admin/time-off`. Appointments that are to take place in it are shown, and it is blocked once each was seen.
pub async fn block(ctx: Can<permit::ManageBookings>, req: HttpRequest, form: Form<BlockForm>) -> Answer {
    let kept = match form.parsed {
        Ok(wanted) => keep(&ctx, &wanted, &form.typed.all("seen")).await,
        Err(error) => Err(error),
    };
    match kept {
        Ok(overlaps) if overlaps.is_empty() => Ok(see_other("/admin/time-off?done=agenda-blocked")),
        Ok(overlaps) => ask_about(&ctx, &req, form.typed, overlaps).await,
        Err(error) => again(&ctx, &req, form.typed, error).await,
    }
}

/// `POST /admin/time-off/{id}/delete`.
pub async fn unblock(ctx: Can<permit::ManageBookings>, Id(id): Id<BlockId>, form: Form<Nothing>) -> Answer {
    form.into_inner()?;
    let mut tx = ctx.begin().await?;
    unblock_time(&mut tx, &Desk::of(&ctx.app), &ctx.shop, id).await?;
    tx.commit().await?;
    Ok(see_other("/admin/time-off?done=agenda-unblocked"))
}

/// Blocks it, unless there are appointments in it of which one was not seen: those.
async fn keep(ctx: &Visitor, wanted: &BlockForm, seen: &[&str]) -> Result<Vec<BookingSummary>> {
    let (starts_at, ends_at) = stretch(wanted, &ctx.shop.zone())?;
    let request = BlockRequest {
        resource_id: wanted.resource_id,
        starts_at,
        ends_at,
        reason: wanted.reason.clone(),
    };
    let mut tx = ctx.begin().await?;
    let end = if wanted.all_day { "to_date" } else { "to_time" };
    let blocked = block_time(&mut tx, &request).await;
    let blocked = blocked.map_err(|error| {
        by_form_names(error, |steps| match steps {
            ["ends_at"] => Some(end.to_owned()),
            ["starts_at"] => Some("from_date".to_owned()),
            _ => None,
        })
    })?;
    if blocked
        .overlaps
        .iter()
        .all(|one| seen.contains(&one.id.to_string().as_str()))
    {
        tx.commit().await?;
        return Ok(vec![]);
    }
    tx.rollback().await?;
    Ok(blocked.overlaps)
}

/// From when until when, as the fields say it.
fn stretch(wanted: &BlockForm, zone: &TimeZone) -> Result<(Instant, Instant)> {
    let (from, to) = (("from_date", &*wanted.from_date), ("to_date", &*wanted.to_date));
    if wanted.all_day {
        let (first, last) = both(read_day(from), read_day(to))?;
        return Ok((first.start_in(zone), last.plus(1).start_in(zone)));
    }
    both(
        read_moment(from, ("from_time", &wanted.from_time), zone),
        read_moment(to, ("to_time", &wanted.to_time), zone),
    )
}

/// The page once more, with the appointments that are in the way.
async fn ask_about(ctx: &Visitor, req: &HttpRequest, typed: Typed, overlaps: Vec<BookingSummary>) -> Answer {
    let mut page = shown(ctx, req, |_| FormState::typed(typed)).await?;
    let overlap = |one: BookingSummary| {
        let when = capitalised(&range(&page.page, one.starts_at, one.ends_at));
        let name = one.customer_name.or(one.email).unwrap_or_default();
        Overlap {
            label: [when, name, one.service_name].join(" · "),
            href: format!("/admin/bookings/{}#move", one.id),
            id: one.id.to_string(),
        }
    };
    page.overlaps = overlaps.into_iter().map(overlap).collect();
    html_with(StatusCode::CONFLICT, &page)
}

async fn again(ctx: &Visitor, req: &HttpRequest, typed: Typed, error: kernel::Error) -> Answer {
    let (status, error) = refusal(error)?;
    html_with(
        status,
        &shown(ctx, req, |page| FormState::refused(page, typed, &error)).await?,
    )
}

async fn shown(
    ctx: &Visitor,
    req: &HttpRequest,
    fill: impl FnOnce(&Page) -> FormState,
) -> Result<TimeOffPage> {
    let mut tx = ctx.begin().await?;
    let scope = scope_of(&mut tx, ctx).await?;
    let resources = list_resources(&mut tx).await?;
    let ids: Vec<_> = resources
        .iter()
        .map(|one| one.id)
        .filter(|id| scope.holds(*id))
        .collect();
    let now = tx.now();
    let blocks = list_blocks(&mut tx, &ids, now, now.plus_seconds(AHEAD)).await?;
    tx.commit().await?;
    let page = Page::titled(ctx, req, "agenda-off-title");
    let f = fill(&page);
    Ok(TimeOffPage {
        resources: resource_choices(&resources, f.value("resource_id")),
        rows: blocks
            .into_iter()
            .map(|block| row(&page, block, &resources))
            .collect(),
        overlaps: vec![],
        manages: ctx
            .person
            .as_ref()
            .is_some_and(|person| person.role.may(Permission::ManageBookings)),
        page,
        f,
    })
}

fn row(page: &Page, block: BlockView, resources: &[Resource]) -> Row {
    let whose = resources.iter().find(|one| Some(one.id) == block.resource_id);
    Row {
        id: block.id,
        whose: whose.map_or_else(|| page.t("agenda-whole-shop"), |one| one.name.clone()),
        when: capitalised(&range(page, block.starts_at, block.ends_at)),
        reason: block.reason.unwrap_or_default(),
    }
}
