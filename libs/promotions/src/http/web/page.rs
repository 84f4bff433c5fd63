//! One promotion: what it gives, to what, for whom, when; and the sentences that say so.

use std::collections::HashSet;

use actix_web::HttpRequest;
use askama::Template;
use catalog::queries::categories::{Category, list_categories};
use db::TenantTx;
use http::page::{Choice, Crumb, refusal};
use http::{Answer, Can, Form, FormState, Id, Page, Typed, Visitor, html, html_with, permit, see_other};
use kernel::{Error, Result};
use serde::Deserialize;
use validator::Validate;

use super::form::{TIERS, read, written};
use super::preview::Preview;
use crate::http::describe::call;
use crate::model::{PromotionId, PromotionKind};
use crate::ops::{create_promotion, update_promotion};
use crate::queries::choices::list_products;
use crate::queries::groups::list_groups;
use crate::queries::promotions::get_promotion;

type Keeper = Can<permit::ManageCatalog>;

/// Products that the form offers; larger shops name categories, or products by the API.
const PRODUCTS: i64 = 300;

#[derive(Template)]
#[template(path = "promotions/admin/promotion.html")]
struct PromotionPage {
    page: Page,
    f: FormState,
    crumbs: Vec<Crumb>,
    kinds: Vec<KindChoice>,
    tiers: Vec<TierRow>,
    categories: Vec<Choice>,
    products: Vec<Choice>,
    groups: Vec<Choice>,
    preview: Preview,
    path: String,
}

struct KindChoice {
    value: &'static str,
    label: String,
    hint: String,
    chosen: bool,
}

/// Names of a row's fields.
struct TierRow {
    from: String,
    percent: String,
    price: String,
}

/// Everything else is read by [`read`].
#[derive(Debug, Deserialize, Validate)]
pub struct PromotionForm {
    /// What was read, for a kept one.
    version: Option<i64>,
    /// `preview` says what it would be without saving.
    action: Option<String>,
}

/// `GET /admin/promotions/new`.
pub async fn blank(ctx: Keeper, req: HttpRequest) -> Answer {
    let f =
        FormState::prefilled([("kind", "percent"), ("combines", "false")].map(|(n, v)| (n, v.to_owned())));
    html(&shown(&ctx, &req, None, |_| f).await?)
}

/// `GET /admin/promotions/{id}`.
pub async fn show(ctx: Keeper, req: HttpRequest, Id(id): Id<PromotionId>) -> Answer {
    let mut tx = ctx.begin().await?;
    let whole = get_promotion(&mut tx, id).await?;
    let page = Page::new(&ctx, &req, whole.promotion.name.clone());
    let f = FormState::prefilled(written(&whole, ctx.shop.currency, &ctx.shop.zone()));
    let page = compose(&mut tx, &ctx, page, Some(id), f).await?;
    tx.commit().await?;
    html(&page)
}

/// `POST /admin/promotions/new`.
pub async fn create(ctx: Keeper, req: HttpRequest, form: Form<PromotionForm>) -> Answer {
    save(ctx, req, None, form).await
}

/// `POST /admin/promotions/{id}`.
pub async fn change(
    ctx: Keeper,
    req: HttpRequest,
    Id(id): Id<PromotionId>,
    form: Form<PromotionForm>,
) -> Answer {
    save(ctx, req, Some(id), form).await
}

async fn save(ctx: Keeper, req: HttpRequest, id: Option<PromotionId>, form: Form<PromotionForm>) -> Answer {
    let typed = form.typed;
    let kept = match form.parsed {
        Ok(asked) if asked.action.as_deref() == Some("preview") => {
            return html(&shown(&ctx, &req, id, |_| FormState::typed(typed)).await?);
        }
        Ok(asked) => keep(&ctx, id, &typed, asked.version).await,
        Err(error) => Err(error),
    };
    match kept {
        Ok(id) => Ok(see_other(&format!(
            "/admin/promotions/{id}?done=promotions-saved"
        ))),
        Err(error) => {
            let (status, error) = refusal(error)?;
            let fill = |page: &Page| FormState::refused(page, typed, &error);
            html_with(status, &shown(&ctx, &req, id, fill).await?)
        }
    }
}

async fn keep(
    ctx: &Visitor,
    id: Option<PromotionId>,
    typed: &Typed,
    version: Option<i64>,
) -> Result<PromotionId> {
    if id.is_some() && version.is_none() {
        return Err(Error::invalid("version", "required"));
    }
    let request = read(typed, ctx)?;
    let mut tx = ctx.begin().await?;
    let called = call(&mut tx, ctx, &request).await?;
    let id = match id {
        Some(id) => {
            update_promotion(&mut tx, id, &request, ctx.shop.currency, (&called, version)).await?;
            id
        }
        None => create_promotion(&mut tx, &request, ctx.shop.currency, &called).await?,
    };
    tx.commit().await?;
    Ok(id)
}

async fn shown(
    ctx: &Visitor,
    req: &HttpRequest,
    id: Option<PromotionId>,
    fill: impl FnOnce(&Page) -> FormState,
) -> Result<PromotionPage> {
    let mut tx = ctx.begin().await?;
    let title = match id {
        Some(id) => get_promotion(&mut tx, id).await?.promotion.name,
        None => ctx.t("promotions-new"),
    };
    let page = Page::new(ctx, req, title);
    let f = fill(&page);
    let page = compose(&mut tx, ctx, page, id, f).await?;
    tx.commit().await?;
    Ok(page)
}

async fn compose(
    tx: &mut TenantTx,
    ctx: &Visitor,
    page: Page,
    id: Option<PromotionId>,
    f: FormState,
) -> Result<PromotionPage> {
    let categories = list_categories(tx, true).await?;
    let chosen = ["product_ids", "gives_product_ids"]
        .map(|field| f.all().all(field))
        .concat();
    let chosen: Vec<_> = chosen.iter().filter_map(|id| id.parse().ok()).collect();
    let products = list_products(tx, &chosen, PRODUCTS).await?;
    let groups = list_groups(tx).await?;
    let preview = Preview::of(tx, ctx, &page, f.all()).await?;
    Ok(PromotionPage {
        crumbs: vec![
            Crumb::new("/admin/promotions", page.t("promotions-title")),
            Crumb::new("", page.title.clone()),
        ],
        kinds: PromotionKind::ALL.map(|kind| kind_choice(&page, &f, kind)).into(),
        tiers: tier_rows(&f),
        categories: by_path(&categories),
        products: products
            .into_iter()
            .map(|one| Choice::new(one.product_id.to_string(), one.name))
            .collect(),
        groups: groups
            .into_iter()
            .map(|one| Choice::new(one.id.to_string(), one.name))
            .collect(),
        preview,
        path: id.map_or("/admin/promotions/new".to_owned(), |id| {
            format!("/admin/promotions/{id}")
        }),
        page,
        f,
    })
}

fn kind_choice(page: &Page, f: &FormState, kind: PromotionKind) -> KindChoice {
    let (label, hint) = match kind {
        PromotionKind::Percent => ("promotions-kind-percent", "promotions-kind-percent-hint"),
        PromotionKind::Amount => ("promotions-kind-amount", "promotions-kind-amount-hint"),
        PromotionKind::FreeShipping => (
            "promotions-kind-free-shipping",
            "promotions-kind-free-shipping-hint",
        ),
        PromotionKind::BuyGet => ("promotions-kind-buy-get", "promotions-kind-buy-get-hint"),
        PromotionKind::Tiers => ("promotions-kind-tiers", "promotions-kind-tiers-hint"),
    };
    KindChoice {
        value: kind.as_str(),
        label: page.t(label),
        hint: page.t(hint),
        chosen: f.is("kind", kind.as_str()),
    }
}

/// Those that are filled, and one more; three at least.
fn tier_rows(f: &FormState) -> Vec<TierRow> {
    let is_filled = |row: &usize| !f.value(&format!("tiers.{row}.from")).is_empty();
    let filled = (0..TIERS).filter(is_filled).max().map_or(0, |last| last + 1);
    let row = |row: usize| TierRow {
        from: format!("tiers.{row}.from"),
        percent: format!("tiers.{row}.percent"),
        price: format!("tiers.{row}.price"),
    };
    (0..(filled + 1).clamp(3, TIERS)).map(row).collect()
}

/// Categories with the names of those above them, in the order of the tree.
fn by_path(all: &[Category]) -> Vec<Choice> {
    let above = |one: &Category| all.iter().find(|other| Some(other.id) == one.parent_id);
    let choice = |category: &Category| {
        let mut seen = HashSet::new();
        let mut names = vec![category.name.as_str()];
        let mut at = category;
        while let Some(parent) = above(at).filter(|parent| seen.insert(parent.id)) {
            names.push(&parent.name);
            at = parent;
        }
        names.reverse();
        Choice::new(category.id.to_string(), names.join(" › "))
    };
    all.iter().map(choice).collect()
}
