//! How the shop takes reviews.

use actix_web::HttpRequest;
use askama::Template;
use http::page::{Crumb, refusal};
use http::{Answer, Can, Form, FormState, Page, Visitor, html, html_with, permit, see_other};
use kernel::Result;
use serde::Deserialize;
use validator::Validate;

use crate::ops::save_settings::{ReviewSettingsRequest, save_settings};
use crate::queries::settings::review_settings;

type Keeper = Can<permit::ManageCatalog>;

#[derive(Template)]
#[template(path = "reviews/admin/settings.html")]
struct SettingsPage {
    page: Page,
    crumbs: Vec<Crumb>,
    f: FormState,
}

/// What is typed.
#[derive(Debug, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct SettingsForm {
    #[serde(default)]
    shown_at_once: bool,
    #[validate(range(min = 1, max = 60))]
    ask_after_days: Option<i16>,
    version: i64,
}

fn shown(page: Page, f: FormState) -> SettingsPage {
    SettingsPage {
        crumbs: vec![
            Crumb::new("/admin/reviews", page.t("reviews-desk-title")),
            Crumb::new("", page.title.clone()),
        ],
        f,
        page,
    }
}

/// `GET /admin/reviews/settings`.
pub async fn page(ctx: Keeper, req: HttpRequest) -> Answer {
    let mut tx = ctx.begin().await?;
    let settings = review_settings(&mut tx).await?;
    tx.commit().await?;
    let days = settings.ask_after_days.map(|days| days.to_string());
    let f = FormState::prefilled([
        ("shown_at_once", settings.shown_at_once.to_string()),
        ("ask_after_days", days.unwrap_or_default()),
        ("version", settings.version.to_string()),
    ]);
    html(&shown(Page::titled(&ctx, &req, "reviews-settings-title"), f))
}

/// `POST /admin/reviews/settings`.
pub async fn save(ctx: Keeper, req: HttpRequest, form: Form<SettingsForm>) -> Answer {
    let saved = match form.parsed {
        Ok(form) => keep(&ctx, &form).await,
        Err(error) => Err(error),
    };
    let error = match saved {
        Ok(()) => return Ok(see_other("/admin/reviews/settings?done=saved")),
        Err(error) => error,
    };
    let (status, error) = refusal(error)?;
    let page = Page::titled(&ctx, &req, "reviews-settings-title");
    let f = FormState::refused(&page, form.typed, &error);
    html_with(status, &shown(page, f))
}

async fn keep(ctx: &Visitor, form: &SettingsForm) -> Result<()> {
    let wanted = ReviewSettingsRequest {
        shown_at_once: form.shown_at_once,
        ask_after_days: form.ask_after_days,
    };
    let mut tx = ctx.begin().await?;
    save_settings(&mut tx, &wanted, Some(form.version)).await?;
    tx.commit().await
}
