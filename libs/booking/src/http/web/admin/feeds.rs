//! Calendars that other programs read: their addresses, each shown once.

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use askama::Template;
use http::page::{Choice, refusal};
use http::{Answer, Can, Form, FormState, Id, Page, Typed, Visitor, html, html_with, permit, see_other};
use kernel::Result;
use serde::Deserialize;
use validator::Validate;

use super::parts::{Nothing, resource_choices};
use crate::desk::Desk;
use crate::http::caller::scope_of;
use crate::model::feed::{FeedRequest, FeedView};
use crate::model::{FeedId, ResourceId, Scope};
use crate::ops::publish_calendar::{publish_calendar, withdraw_calendar};
use crate::queries::feeds::list_feeds;
use crate::queries::resources::list_resources;

/// As the fields have it.
#[derive(Debug, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct FeedForm {
    resource_id: Option<ResourceId>,
    #[serde(default)]
    hide_names: bool,
}

#[derive(Template)]
#[template(path = "booking/admin/feeds.html")]
struct FeedsPage {
    page: Page,
    f: FormState,
    resources: Vec<Choice>,
    /// What the whole shop is called, where it can be chosen.
    whole: String,
    rows: Vec<Row>,
    /// The address that was just made, or nothing.
    made: String,
}

struct Row {
    id: FeedId,
    whose: String,
    hide_names: bool,
    since: String,
    last_read: String,
}

/// `GET /admin/calendar/feeds`.
pub async fn page(ctx: Can<permit::ServeBookings>, req: HttpRequest) -> Answer {
    let hidden = FormState::prefilled([("hide_names", "true".to_owned())]);
    html(&shown(&ctx, &req, String::new(), |_| hidden).await?)
}

/// `POST /admin/calendar/feeds`. The answer is the page itself: after a redirect nobody would know the address any more.
pub async fn create(ctx: Can<permit::ServeBookings>, req: HttpRequest, form: Form<FeedForm>) -> Answer {
    let made = match form.parsed {
        Ok(wanted) => publish(&ctx, &wanted).await,
        Err(error) => Err(error),
    };
    match made {
        Ok(address) => html_with(
            StatusCode::CREATED,
            &shown(&ctx, &req, address, |_| FormState::typed(form.typed)).await?,
        ),
        Err(error) => again(&ctx, &req, form.typed, error).await,
    }
}

/// `POST /admin/calendar/feeds/{id}/revoke`.
pub async fn revoke(ctx: Can<permit::ServeBookings>, Id(id): Id<FeedId>, form: Form<Nothing>) -> Answer {
    form.into_inner()?;
    let mut tx = ctx.begin().await?;
    let scope = scope_of(&mut tx, &ctx).await?;
    withdraw_calendar(&mut tx, id, scope).await?;
    tx.commit().await?;
    Ok(see_other("/admin/calendar/feeds?done=agenda-feed-revoked"))
}

async fn publish(ctx: &Visitor, wanted: &FeedForm) -> Result<String> {
    let request = FeedRequest {
        resource_id: wanted.resource_id,
        hide_names: wanted.hide_names,
    };
    let desk = Desk::of(&ctx.app);
    let by = ctx.person.as_ref().map(|person| person.person_id);
    let mut tx = ctx.begin().await?;
    let scope = scope_of(&mut tx, ctx).await?;
    let new = publish_calendar(&mut tx, &desk, &ctx.shop, (by, scope), &request).await?;
    tx.commit().await?;
    Ok(new.address)
}

async fn again(ctx: &Visitor, req: &HttpRequest, typed: Typed, error: kernel::Error) -> Answer {
    let (status, error) = refusal(error)?;
    let page = shown(ctx, req, String::new(), |page| {
        FormState::refused(page, typed, &error)
    });
    html_with(status, &page.await?)
}

async fn shown(
    ctx: &Visitor,
    req: &HttpRequest,
    made: String,
    fill: impl FnOnce(&Page) -> FormState,
) -> Result<FeedsPage> {
    let mut tx = ctx.begin().await?;
    let scope = scope_of(&mut tx, ctx).await?;
    let mut resources = list_resources(&mut tx).await?;
    resources.retain(|one| scope.holds(one.id));
    let feeds = list_feeds(&mut tx, scope).await?;
    tx.commit().await?;
    let page = Page::titled(ctx, req, "agenda-feeds-title");
    let f = fill(&page);
    Ok(FeedsPage {
        whole: match scope {
            Scope::All => page.t("agenda-whole-shop"),
            Scope::Own(_) => String::new(),
        },
        resources: resource_choices(&resources, f.value("resource_id")),
        rows: feeds.into_iter().map(|feed| row(&page, feed)).collect(),
        page,
        f,
        made,
    })
}

fn row(page: &Page, feed: FeedView) -> Row {
    Row {
        id: feed.id,
        whose: feed.resource_name.unwrap_or_else(|| page.t("agenda-whole-shop")),
        hide_names: feed.hide_names,
        since: page.tn("agenda-feed-since", "when", page.moment(feed.created_at)),
        last_read: match feed.last_read_at {
            Some(at) => page.tn("agenda-feed-read", "when", page.moment(at)),
            None => page.t("agenda-feed-unread"),
        },
    }
}
