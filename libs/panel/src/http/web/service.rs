//! Maintenance for all shops, and what everybody who works at one is told.

use actix_web::HttpRequest;
use askama::Template;
use db::PlatformView;
use http::page::{Choice, refusal};
use http::{Answer, Can, Form, FormState, Page, Visitor, html, html_with, permit, see_other};
use kernel::{Error, Instant, Line, Result};
use serde::Deserialize;
use validator::Validate;

use super::super::wide::{close_all, say, take_back};
use crate::model::{AnnouncementId, Level};
use crate::ops::{Closing, NewAnnouncement};
use crate::queries::announcements::{AnnouncementView, closed_for, list_announcements};

type Head = Can<permit::SteerPlatform>;

#[derive(Template)]
#[template(path = "panel/service.html")]
struct ServicePage {
    page: Page,
    /// Minutes, while all shops are closed.
    closed_for: Option<i16>,
    close: FormState,
    new: FormState,
    levels: Vec<Choice>,
    rows: Vec<Row>,
}

struct Row {
    id: AnnouncementId,
    text: String,
    level: String,
    from: Instant,
    until: Instant,
    /// Whether it can still be taken back.
    is_open: bool,
}

/// An announcement as it is typed: moments as the field of a browser gives them, in the platform's own zone.
#[derive(Debug, Deserialize, Validate)]
pub struct AnnounceForm {
    level: Level,
    text_es: Line<300>,
    text_en: Line<300>,
    starts_at: Line<20>,
    ends_at: Line<20>,
}

/// Which announcement.
#[derive(Debug, Deserialize, Validate)]
pub struct WithdrawForm {
    announcement_id: AnnouncementId,
}

/// `GET /platform/service`.
pub async fn page(ctx: Head, req: HttpRequest) -> Answer {
    html(&shown(&ctx, &req).await?)
}

/// `POST /platform/service/maintenance`.
pub async fn close(ctx: Head, req: HttpRequest, form: Form<Closing>) -> Answer {
    let outcome = match form.parsed {
        Ok(closing) => close_all(&ctx, closing).await,
        Err(error) => Err(error),
    };
    let Err(error) = outcome else {
        return Ok(see_other("/platform/service?done=saved"));
    };
    let (status, error) = refusal(error)?;
    let mut page = shown(&ctx, &req).await?;
    page.close = FormState::refused(&page.page, form.typed, &error);
    html_with(status, &page)
}

/// `POST /platform/service/announcements`.
pub async fn announce(ctx: Head, req: HttpRequest, form: Form<AnnounceForm>) -> Answer {
    let outcome = match form.parsed.and_then(|typed| read(&ctx, typed)) {
        Ok(new) => say(&ctx, &new).await.map(drop),
        Err(error) => Err(error),
    };
    let Err(error) = outcome else {
        return Ok(see_other("/platform/service?done=saved"));
    };
    let (status, error) = refusal(error)?;
    let mut page = shown(&ctx, &req).await?;
    page.new = FormState::refused(&page.page, form.typed, &error);
    html_with(status, &page)
}

/// `POST /platform/service/announcements/withdraw`.
pub async fn withdraw(ctx: Head, form: Form<WithdrawForm>) -> Answer {
    take_back(&ctx, form.into_inner()?.announcement_id).await?;
    Ok(see_other("/platform/service?done=saved"))
}

fn read(ctx: &Visitor, typed: AnnounceForm) -> Result<NewAnnouncement> {
    Ok(NewAnnouncement {
        level: typed.level,
        starts_at: moment(ctx, "starts_at", &typed.starts_at)?,
        ends_at: moment(ctx, "ends_at", &typed.ends_at)?,
        text_es: typed.text_es,
        text_en: typed.text_en,
    })
}

fn moment(ctx: &Visitor, field: &str, typed: &str) -> Result<Instant> {
    let local: Option<jiff::civil::DateTime> = typed.parse().ok();
    let zoned = local.and_then(|local| local.to_zoned(ctx.shop.zone()).ok());
    let zoned = zoned.ok_or_else(|| Error::invalid(field, "invalid"))?;
    Ok(Instant::from_timestamp(zoned.timestamp()))
}

async fn shown(ctx: &Head, req: &HttpRequest) -> Result<ServicePage> {
    let mut view = PlatformView::begin(&ctx.app.pools.platform).await?;
    let found = list_announcements(&mut view).await?;
    let closed_for = closed_for(&mut view).await?;
    let page = Page::titled(ctx, req, "panel-service-title");
    let now = ctx.app.env.now();
    let level = |level: Level| page.t(&format!("panel-level-{}", level.as_str()));
    Ok(ServicePage {
        rows: found.into_iter().map(|said| row(&page, now, said)).collect(),
        levels: Level::ALL.map(|l| Choice::new(l.as_str(), level(l))).into(),
        close: FormState::blank(),
        new: FormState::blank(),
        closed_for,
        page,
    })
}

fn row(page: &Page, now: Instant, said: AnnouncementView) -> Row {
    Row {
        id: said.id,
        level: page.t(&format!("panel-level-{}", said.level.as_str())),
        is_open: said.withdrawn_at.is_none() && said.ends_at > now,
        text: match page.locale() {
            kernel::Locale::Es => said.text_es,
            kernel::Locale::En => said.text_en,
        },
        from: said.starts_at,
        until: said.ends_at,
    }
}
