//! One service: its rules, who serves it, its questions, and the free times that result.

use actix_web::HttpRequest;
use askama::Template;
use db::TenantTx;
use http::page::{Choice, Crumb, refusal};
use http::{Answer, Can, Form, FormState, Id, Page, Typed, Visitor, html, html_with, permit, see_other};
use kernel::{Error, Result};
use serde::Deserialize;
use validator::Validate;

use super::service_form::read;
use super::service_lists::{NEEDS, QUESTIONS};
use super::service_written::{kind_name, written};
use super::week::{NextDays, Week};
use crate::model::answers::QuestionKind;
use crate::model::{Resource, ServiceId};
use crate::ops::save_service::{create_service, update_service};
use crate::queries::diary::Asked;
use crate::queries::proposal::list_typed_slots;
use crate::queries::resources::list_resources;
use crate::queries::services::{get_service, view_service};

type Keeper = Can<permit::ManageCatalog>;

#[derive(Template)]
#[template(path = "booking/admin/service.html")]
struct ServicePage {
    page: Page,
    f: FormState,
    crumbs: Vec<Crumb>,
    units: Vec<Choice>,
    horizons: Vec<Choice>,
    kinds: Vec<Choice>,
    blocks: Vec<Block>,
    questions: Vec<QuestionRow>,
    has_resources: bool,
    week: Week,
    path: String,
}

/// One thing that the service may need: who can meet it.
struct Block {
    title: String,
    hint: String,
    fault: String,
    all_field: String,
    all: bool,
    who_field: String,
    open: bool,
    servers: Vec<ServerRow>,
}

struct ServerRow {
    id: String,
    name: String,
    chosen: bool,
    has_terms: bool,
    price: Cell,
    duration: Cell,
    weight: Cell,
}

/// A field of a row: its name, what stands in it, what is wrong with it.
struct Cell {
    name: String,
    value: String,
    fault: String,
}

struct QuestionRow {
    key: Cell,
    label: String,
    kind: String,
    required: String,
    options: String,
}

/// Everything else is read by [`read`].
#[derive(Debug, Deserialize, Validate)]
pub struct ServiceForm {
    /// What was read, for a stored one.
    version: Option<i64>,
    /// `week` shows the week without saving.
    action: Option<String>,
}

/// `GET /admin/services/new`.
pub async fn blank(ctx: Keeper, req: HttpRequest) -> Answer {
    let f = FormState::prefilled(
        [
            ("duration", "60"),
            ("notice", "2"),
            ("notice_unit", "hours"),
            ("horizon_kind", "days"),
            ("horizon_days", "60"),
            ("cancel_until", "24"),
            ("cancel_unit", "hours"),
            ("seats", "1"),
            ("active", "true"),
            ("position", "0"),
        ]
        .map(|(name, value)| (name, value.to_owned())),
    );
    html(&again(&ctx, &req, None, |_| f).await?)
}

/// `GET /admin/services/{id}`.
pub async fn show(ctx: Keeper, req: HttpRequest, Id(id): Id<ServiceId>) -> Answer {
    let mut tx = ctx.begin().await?;
    let service = get_service(&mut tx, id).await?;
    let view = view_service(&mut tx, service, ctx.shop.currency.as_str(), false).await?;
    let f = FormState::prefilled(written(&view, ctx.shop.currency));
    let page = Page::new(&ctx, &req, view.name);
    let page = shown(&mut tx, &ctx, page, Some(id), f).await?;
    tx.commit().await?;
    html(&page)
}

/// `POST /admin/services/new`.
pub async fn create(ctx: Keeper, req: HttpRequest, form: Form<ServiceForm>) -> Answer {
    save(ctx, req, None, form).await
}

/// `POST /admin/services/{id}`.
pub async fn change(ctx: Keeper, req: HttpRequest, Id(id): Id<ServiceId>, form: Form<ServiceForm>) -> Answer {
    save(ctx, req, Some(id), form).await
}

async fn save(ctx: Keeper, req: HttpRequest, id: Option<ServiceId>, form: Form<ServiceForm>) -> Answer {
    let typed = form.typed;
    let kept = match form.parsed {
        Ok(asked) if asked.action.as_deref() == Some("week") => {
            return html(&again(&ctx, &req, id, |_| FormState::typed(typed)).await?);
        }
        Ok(asked) => keep(&ctx, id, &typed, asked.version).await,
        Err(error) => Err(error),
    };
    match kept {
        Ok(id) => Ok(see_other(&format!("/admin/services/{id}?done=agenda-saved"))),
        Err(error) => {
            let (status, error) = refusal(error)?;
            html_with(
                status,
                &again(&ctx, &req, id, |page| FormState::refused(page, typed, &error)).await?,
            )
        }
    }
}

async fn keep(
    ctx: &Visitor,
    id: Option<ServiceId>,
    typed: &Typed,
    version: Option<i64>,
) -> Result<ServiceId> {
    if id.is_some() && version.is_none() {
        return Err(Error::invalid("version", "required"));
    }
    let draft = read(typed, ctx.shop.currency)?;
    let mut tx = ctx.begin().await?;
    let written = match id {
        Some(id) => update_service(&mut tx, id, &draft.service, version)
            .await
            .map(|()| id),
        None => create_service(&mut tx, &draft.service).await,
    };
    let id = written.map_err(|error| draft.by_form_names(error))?;
    tx.commit().await?;
    Ok(id)
}

/// The page once more, with what was typed.
async fn again(
    ctx: &Visitor,
    req: &HttpRequest,
    id: Option<ServiceId>,
    fill: impl FnOnce(&Page) -> FormState,
) -> Result<ServicePage> {
    let mut tx = ctx.begin().await?;
    let title = match id {
        Some(id) => get_service(&mut tx, id).await?.name,
        None => ctx.t("agenda-service-new"),
    };
    let page = Page::new(ctx, req, title);
    let f = fill(&page);
    let page = shown(&mut tx, ctx, page, id, f).await?;
    tx.commit().await?;
    Ok(page)
}

async fn shown(
    tx: &mut TenantTx,
    ctx: &Visitor,
    page: Page,
    id: Option<ServiceId>,
    f: FormState,
) -> Result<ServicePage> {
    let resources = list_resources(tx).await?;
    let week = week(tx, ctx, &page, id, f.all(), &resources).await;
    let week = Week::or_problem(&page, week)?;
    Ok(compose(page, f, id, &resources, week))
}

/// The free times as they would be if this were saved and in use.
async fn week(
    tx: &mut TenantTx,
    ctx: &Visitor,
    page: &Page,
    id: Option<ServiceId>,
    typed: &Typed,
    resources: &[Resource],
) -> Result<Week> {
    let draft = read(&named(page, typed), ctx.shop.currency)?;
    let days = NextDays::after(tx.now(), ctx);
    let (from, until) = days.range;
    let asked = Asked {
        // Nothing is booked of one that is new.
        service: id.unwrap_or_else(|| tx.new_id()),
        only: None,
        from,
        until,
        moving: None,
    };
    let slots = list_typed_slots(tx, &asked, &draft.service, resources).await?;
    Ok(days.of_service(page, &slots))
}

/// A week can be looked at before there is a name.
fn named(page: &Page, typed: &Typed) -> Typed {
    let has_no_name = typed.get("name").trim().is_empty();
    let name = has_no_name.then(|| ("name".to_owned(), page.title.clone()));
    let others = typed.pairs().filter(|(name, _)| !has_no_name || *name != "name");
    let others = others.map(|(name, value)| (name.to_owned(), value.to_owned()));
    Typed::prefilled(others.chain(name))
}

fn compose(
    page: Page,
    f: FormState,
    id: Option<ServiceId>,
    resources: &[Resource],
    week: Week,
) -> ServicePage {
    let choice = |value: &str, key: &str| Choice::new(value, page.t(key));
    let kind = |kind: QuestionKind, key: &str| choice(kind_name(kind), key);
    ServicePage {
        crumbs: vec![
            Crumb::new("/admin/services", page.t("agenda-services-title")),
            Crumb::new("", page.title.clone()),
        ],
        units: vec![
            choice("minutes", "agenda-unit-minutes"),
            choice("hours", "agenda-unit-hours"),
            choice("days", "agenda-unit-days"),
        ],
        horizons: vec![
            choice("days", "agenda-horizon-days"),
            choice("business_days", "agenda-horizon-business"),
            choice("dates", "agenda-horizon-dates"),
        ],
        kinds: vec![
            kind(QuestionKind::Text, "agenda-question-text"),
            kind(QuestionKind::LongText, "agenda-question-long"),
            kind(QuestionKind::Choice, "agenda-question-choice"),
            kind(QuestionKind::Check, "agenda-question-check"),
        ],
        blocks: need_blocks(&page, &f, resources),
        questions: question_rows(&f),
        has_resources: !resources.is_empty(),
        week,
        path: id.map_or("/admin/services/new".to_owned(), |id| {
            format!("/admin/services/{id}")
        }),
        page,
        f,
    }
}

/// Those that name somebody, and one more.
fn need_blocks(page: &Page, f: &FormState, resources: &[Resource]) -> Vec<Block> {
    let is_filled = |block: &usize| !f.value(&format!("need.{block}.who")).is_empty();
    let filled = (0..NEEDS).filter(is_filled).max().map_or(0, |last| last + 1);
    (0..(filled + 1).clamp(2, NEEDS))
        .map(|block| need_block(page, f, block, resources))
        .collect()
}

fn need_block(page: &Page, f: &FormState, block: usize, resources: &[Resource]) -> Block {
    let (all_field, who_field) = (format!("need.{block}.all"), format!("need.{block}.who"));
    let is_chosen = |id: &str| f.is(&who_field, id);
    let offered = resources
        .iter()
        .filter(|one| one.active || is_chosen(&one.id.to_string()));
    let servers: Vec<_> = offered
        .map(|one| server_row(f, block, one, is_chosen(&one.id.to_string())))
        .collect();
    let (title, hint) = match block {
        0 => (page.t("agenda-need-first"), page.t("agenda-need-first-hint")),
        _ => (
            page.tn("agenda-need-other", "n", block + 1),
            page.t("agenda-need-other-hint"),
        ),
    };
    Block {
        title,
        hint,
        fault: f.error(&format!("need.{block}")).to_owned(),
        all: f.is(&all_field, "true"),
        all_field,
        who_field,
        open: block == 0 || servers.iter().any(|server| server.chosen),
        servers,
    }
}

fn server_row(f: &FormState, block: usize, resource: &Resource, chosen: bool) -> ServerRow {
    let id = resource.id.to_string();
    let cell = |field: &str| {
        let name = format!("{field}.{block}.{id}");
        Cell {
            value: f.value(&name).to_owned(),
            fault: f.error(&name).to_owned(),
            name,
        }
    };
    let (price, duration, weight) = (cell("price"), cell("duration"), cell("weight"));
    let is_usual = weight.value.is_empty() || weight.value == "1";
    let has_fault = [&price, &duration, &weight]
        .iter()
        .any(|cell| !cell.fault.is_empty());
    ServerRow {
        name: resource.name.clone(),
        chosen,
        has_terms: has_fault || !(price.value.is_empty() && duration.value.is_empty() && is_usual),
        price,
        duration,
        weight,
        id,
    }
}

/// Those that are filled, and one more.
fn question_rows(f: &FormState) -> Vec<QuestionRow> {
    let is_filled = |row: &usize| !f.value(&format!("q.{row}.label")).is_empty();
    let filled = (0..QUESTIONS).filter(is_filled).max().map_or(0, |last| last + 1);
    let row = |row| {
        let field = |name: &str| format!("q.{row}.{name}");
        QuestionRow {
            key: Cell {
                value: f.value(&field("key")).to_owned(),
                fault: String::new(),
                name: field("key"),
            },
            label: field("label"),
            kind: field("kind"),
            required: field("required"),
            options: field("options"),
        }
    };
    (0..(filled + 1).min(QUESTIONS)).map(row).collect()
}
