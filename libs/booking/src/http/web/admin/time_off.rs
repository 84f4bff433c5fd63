//! Time off and blocked time.

use actix_web::HttpRequest;
use askama::Template;
use http::page::{Choice, refusal};
use http::{
    Answer, Can, Form, FormState, Id, Page, Query, Typed, Visitor, html, html_with, permit, see_other,
};
use kernel::{Line, Permission, Result};
use serde::Deserialize;
use validator::Validate;

use super::clock::{capitalised, range, read_moment, written};
use super::parts::{Nothing, both, by_form_names, resource_choices};
use crate::model::{BlockId, Resource, ResourceId};
use crate::ops::block_time::{BlockRequest, block_time, unblock_time};
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

/// As the fields have it.
#[derive(Debug, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct BlockForm {
    resource_id: Option<ResourceId>,
    from_date: String,
    from_time: String,
    to_date: String,
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
    manages: bool,
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

/// `POST /admin/time-off`.
pub async fn block(ctx: Can<permit::ManageBookings>, req: HttpRequest, form: Form<BlockForm>) -> Answer {
    let kept = match form.parsed {
        Ok(wanted) => keep(&ctx, &wanted).await,
        Err(error) => Err(error),
    };
    match kept {
        Ok(()) => Ok(see_other("/admin/time-off?done=agenda-blocked")),
        Err(error) => again(&ctx, &req, form.typed, error).await,
    }
}

/// `POST /admin/time-off/{id}/delete`.
pub async fn unblock(ctx: Can<permit::ManageBookings>, Id(id): Id<BlockId>, form: Form<Nothing>) -> Answer {
    form.into_inner()?;
    let mut tx = ctx.begin().await?;
    unblock_time(&mut tx, id).await?;
    tx.commit().await?;
    Ok(see_other("/admin/time-off?done=agenda-unblocked"))
}

async fn keep(ctx: &Visitor, wanted: &BlockForm) -> Result<()> {
    let zone = ctx.shop.zone();
    let (starts_at, ends_at) = both(
        read_moment(
            ("from_date", &wanted.from_date),
            ("from_time", &wanted.from_time),
            &zone,
        ),
        read_moment(("to_date", &wanted.to_date), ("to_time", &wanted.to_time), &zone),
    )?;
    let request = BlockRequest {
        resource_id: wanted.resource_id,
        starts_at,
        ends_at,
        reason: wanted.reason.clone(),
    };
    let mut tx = ctx.begin().await?;
    let blocked = block_time(&mut tx, &request).await;
    blocked.map_err(|error| {
        by_form_names(error, |steps| match steps {
            ["ends_at"] => Some("to_time".to_owned()),
            _ => None,
        })
    })?;
    tx.commit().await
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
    let resources = list_resources(&mut tx).await?;
    let ids: Vec<_> = resources.iter().map(|one| one.id).collect();
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
