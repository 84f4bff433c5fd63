//! The list of other sites, as JSON and as a form of the settings page.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use http::{Answer, Can, Form, FormState, Json, Page, Shop, html_with, permit, see_other};
use kernel::{Error, Line, Prose, Result};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::web;
use crate::ops::{self, AllowedOrigins};

/// The list as it is.
#[derive(Debug, Serialize, ToSchema)]
pub struct OriginsView {
    /// `https://www.example.com` each.
    origins: Vec<String>,
    /// Send it back when changing.
    version: i64,
}

impl From<&Shop> for OriginsView {
    fn from(shop: &Shop) -> Self {
        Self {
            origins: shop.allowed_origins.clone(),
            version: shop.version,
        }
    }
}

/// The list as people type it: one a line.
#[derive(Debug, Deserialize, Validate)]
pub struct TypedOrigins {
    #[serde(default)]
    origins: Option<Prose<2_200>>,
    version: i64,
}

/// `GET /admin/settings/origins`.
pub async fn show(ctx: Can<permit::ManageSettings>) -> Answer {
    Ok(HttpResponse::Ok().json(OriginsView::from(&*ctx.shop)))
}

/// `PUT /admin/settings/origins`.
pub async fn change(ctx: Can<permit::ManageSettings>, body: Json<AllowedOrigins>) -> Answer {
    let shop = save(&ctx, &body).await?;
    Ok(HttpResponse::Ok().json(OriginsView::from(&shop)))
}

/// `POST /admin/settings/origins`.
pub async fn change_form(
    ctx: Can<permit::ManageSettings>,
    req: HttpRequest,
    form: Form<TypedOrigins>,
) -> Answer {
    let saved = match form.parsed.and_then(|typed| read(&typed)) {
        Ok(list) => save(&ctx, &list).await.map(drop),
        Err(error) => Err(error),
    };
    let Err(error) = saved else {
        return Ok(see_other("/admin/settings?done=saved"));
    };
    let frame = Page::titled(&ctx, &req, "settings-title");
    let origins = FormState::refused(&frame, form.typed, &error);
    let page = web::page(frame, web::profile(&ctx.shop), origins);
    html_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// As people see it before they change it.
pub fn typed(shop: &Shop) -> FormState {
    FormState::prefilled([
        ("origins", shop.allowed_origins.join("\n")),
        ("version", shop.version.to_string()),
    ])
}

fn read(typed: &TypedOrigins) -> Result<AllowedOrigins> {
    let lines = typed.origins.as_ref().map_or("", Prose::as_str).lines();
    let origins = lines.filter(|line| !line.trim().is_empty()).map(Line::parse);
    let origins = origins.collect::<std::result::Result<_, _>>();
    Ok(AllowedOrigins {
        origins: origins.map_err(|_| Error::invalid("origins", "invalid_origin"))?,
        version: typed.version,
    })
}

async fn save(ctx: &Can<permit::ManageSettings>, list: &AllowedOrigins) -> Result<Shop> {
    let mut tx = ctx.begin().await?;
    ops::allow_origins(&mut tx, list).await?;
    let shop = http::shop::find(&mut tx).await?.ok_or_else(Error::not_found)?;
    tx.commit().await?;
    ctx.app.shops.forget(shop.id);
    Ok(shop)
}
