//! The shop's logo. Its picture is made here, where pictures are made; whose it is, the tenancy says.

use actix_web::HttpRequest;
use askama::Template;
use http::page::{Crumb, refusal};
use http::{Answer, Can, Form, FormState, Page, Typed, Upload, html_with, permit, see_other};
use kernel::Result;

use super::category::Nothing;
use crate::http::api::pictures::{discard, prepared};
use crate::jobs::delete_files;

type Owner = Can<permit::ManageSettings>;

/// Shown when a logo was refused.
#[derive(Template)]
#[template(path = "catalog/admin/logo.html")]
struct LogoPage {
    page: Page,
    f: FormState,
    crumbs: Vec<Crumb>,
}

/// `POST /admin/settings/logo`.
pub async fn upload(ctx: Owner, req: HttpRequest, upload: Upload) -> Answer {
    let error = match take(&ctx, &upload).await {
        Ok(()) => return Ok(see_other("/admin/settings?done=catalog-logo-saved")),
        Err(error) => error,
    };
    let (status, error) = refusal(error)?;
    let page = Page::titled(&ctx, &req, "settings-logo");
    let f = FormState::refused(&page, Typed::default(), &error);
    let crumbs = vec![
        Crumb::new("/admin/settings", page.t("settings-title")),
        Crumb::new("", page.title.clone()),
    ];
    html_with(status, &LogoPage { page, f, crumbs })
}

/// `POST /admin/settings/logo/delete`.
pub async fn delete(ctx: Owner, form: Form<Nothing>) -> Answer {
    form.into_inner()?;
    set(&ctx, None).await?;
    Ok(see_other("/admin/settings?done=catalog-logo-deleted"))
}

async fn take(ctx: &Owner, upload: &Upload) -> Result<()> {
    let picture = prepared(ctx, upload).await?;
    let shown = set(ctx, Some(&picture.key)).await;
    if shown.is_err() {
        discard(ctx, &picture).await;
    }
    shown
}

async fn set(ctx: &Owner, key: Option<&str>) -> Result<()> {
    let mut tx = ctx.begin().await?;
    let before = tenancy::ops::set_logo(&mut tx, key).await?;
    delete_files(&mut tx, before).await?;
    tx.commit().await?;
    ctx.app.shops.forget(ctx.shop.id);
    Ok(())
}
