//! One shipping zone. A zone is known by its place in the list; the version says that the list is still the same.

use actix_web::{HttpRequest, web};
use askama::Template;
use http::page::{Choice, Crumb, refusal};
use http::{Answer, Can, Form, FormState, Page, Typed, Visitor, html, html_with, permit, see_other};
use kernel::{Error, Result, places};
use serde::Deserialize;
use validator::Validate;

use super::shipping::{Terms, request, save, terms};
use super::zone_form::{ROWS, by_form_names, read, written};
use crate::queries::shipping::ZoneView;

type Owner = Can<permit::ManageSettings>;

#[derive(Template)]
#[template(path = "sales/admin/zone.html")]
struct ZonePage {
    page: Page,
    f: FormState,
    crumbs: Vec<Crumb>,
    departments: Vec<Choice>,
    rows: Vec<Row>,
    is_new: bool,
    path: String,
}

/// Names of the fields of a row of the price list.
struct Row {
    weight: String,
    price: String,
}

/// Everything else is read by [`read`].
#[derive(Debug, Deserialize, Validate)]
pub struct ZoneForm {
    version: i64,
}

/// `GET /admin/shipping/zones/new`.
pub async fn blank(ctx: Owner, req: HttpRequest) -> Answer {
    let terms = terms(&ctx).await?;
    let f = FormState::prefilled([
        ("days_min", "1".to_owned()),
        ("days_max", "5".to_owned()),
        ("version", terms.settings.version.to_string()),
    ]);
    html(&shown(Page::titled(&ctx, &req, "sales-zone-new"), f, None))
}

/// `GET /admin/shipping/zones/{position}`.
pub async fn show(ctx: Owner, req: HttpRequest, position: web::Path<String>) -> Answer {
    let terms = terms(&ctx).await?;
    let (position, zone) = at(&terms, &position)?;
    let version = ("version".to_owned(), terms.settings.version.to_string());
    let f = FormState::prefilled(written(zone, ctx.shop.currency).into_iter().chain([version]));
    html(&shown(
        Page::new(&ctx, &req, zone.name.clone()),
        f,
        Some(position),
    ))
}

/// `POST /admin/shipping/zones/new`.
pub async fn create(ctx: Owner, req: HttpRequest, form: Form<ZoneForm>) -> Answer {
    let terms = terms(&ctx).await?;
    let saved = keep(&ctx, &terms, None, &form).await;
    let page = Page::titled(&ctx, &req, "sales-zone-new");
    answer(saved, page, form.typed, None)
}

/// `POST /admin/shipping/zones/{position}`.
pub async fn change(
    ctx: Owner,
    req: HttpRequest,
    position: web::Path<String>,
    form: Form<ZoneForm>,
) -> Answer {
    let terms = terms(&ctx).await?;
    let (position, zone) = at(&terms, &position)?;
    let saved = keep(&ctx, &terms, Some(position), &form).await;
    let page = Page::new(&ctx, &req, zone.name.clone());
    answer(saved, page, form.typed, Some(position))
}

/// `POST /admin/shipping/zones/{position}/delete`.
pub async fn delete(ctx: Owner, position: web::Path<String>, form: Form<ZoneForm>) -> Answer {
    let version = form.into_inner()?.version;
    let terms = terms(&ctx).await?;
    let (position, _) = at(&terms, &position)?;
    let mut wanted = request(&terms);
    wanted.zones.remove(position);
    save(&ctx, &wanted, version).await?;
    Ok(see_other("/admin/shipping?done=sales-zone-deleted"))
}

fn at<'a>(terms: &'a Terms, position: &str) -> Result<(usize, &'a ZoneView)> {
    let position: usize = position.parse().map_err(|_| Error::not_found())?;
    terms
        .zones
        .get(position)
        .map(|zone| (position, zone))
        .ok_or_else(Error::not_found)
}

async fn keep(ctx: &Visitor, terms: &Terms, position: Option<usize>, form: &Form<ZoneForm>) -> Result<()> {
    let version = match &form.parsed {
        Ok(form) => form.version,
        Err(_) => return Err(Error::invalid("version", "required")),
    };
    let is_other = |i: usize| Some(i) != position;
    let others = terms
        .zones
        .iter()
        .enumerate()
        .filter(|(i, _)| is_other(*i))
        .flat_map(|(_, z)| &z.places);
    let others: Vec<&str> = others.map(String::as_str).collect();
    let draft = read(&form.typed, ctx.shop.currency, &others)?;
    let mut wanted = request(terms);
    match position {
        Some(position) => wanted.zones[position] = draft.zone,
        None => wanted.zones.push(draft.zone),
    }
    validator::Validate::validate(&wanted).map_err(|_| Error::invalid("days_max", "out_of_range"))?;
    save(ctx, &wanted, version)
        .await
        .map_err(|error| by_form_names(error, &draft.rows))
}

fn answer(saved: Result<()>, page: Page, typed: Typed, position: Option<usize>) -> Answer {
    let error = match saved {
        Ok(()) => return Ok(see_other("/admin/shipping?done=sales-zone-saved")),
        Err(error) => error,
    };
    let (status, error) = refusal(error)?;
    let f = FormState::refused(&page, typed, &error);
    html_with(status, &shown(page, f, position))
}

fn shown(page: Page, f: FormState, position: Option<usize>) -> ZonePage {
    let path = position.map_or("/admin/shipping/zones/new".to_owned(), |n| {
        format!("/admin/shipping/zones/{n}")
    });
    let is_filled = |row: usize| {
        !f.value(&format!("weight.{row}")).is_empty() || !f.value(&format!("price.{row}")).is_empty()
    };
    let filled = (0..ROWS)
        .filter(|row| is_filled(*row))
        .max()
        .map_or(0, |last| last + 1);
    let rows = (0..(filled + 2).clamp(3, ROWS)).map(|n| Row {
        weight: format!("weight.{n}"),
        price: format!("price.{n}"),
    });
    ZonePage {
        crumbs: vec![
            Crumb::new("/admin/shipping", page.t("sales-shipping-title")),
            Crumb::new("", page.title.clone()),
        ],
        departments: places::departments()
            .iter()
            .map(|d| Choice::new(d.code, d.name))
            .collect(),
        rows: rows.collect(),
        is_new: position.is_none(),
        path,
        page,
        f,
    }
}
