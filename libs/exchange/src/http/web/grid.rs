//! Many products in one table, to be changed by keyboard and saved at once.

use actix_web::HttpRequest;
use askama::Template;
use catalog::queries::categories::{Category, list_categories};
use catalog::queries::find::{Sort, Wanted as Question, find};
use catalog::{ProductId, ProductStatus};
use http::page::{Choice, Crumb, Pager, address, refusal};
use http::{Answer, Can, Form, FormState, Page, Query, Typed, Visitor, html, html_with, permit};
use kernel::{Line, PageQuery, Result};
use serde::Deserialize;
use validator::Validate;

use super::grid_form;
use crate::model::{GridChange, list};
use crate::ops::save_grid::save_grid;
use crate::queries::grid::{GridForm, GridProduct, grid_products};
use crate::queries::whole::{Paths, category_paths};

type Keeper = Can<permit::ManageCatalog>;

/// Products of a page.
const SHOWN: u32 = 20;
/// Variants of one that the grid shows; more of them have the product's own page.
const MOST_VARIANTS: usize = 20;

/// What stands in the address.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    q: Option<Line<100>>,
    page: Option<u32>,
}

#[derive(Template)]
#[template(path = "exchange/admin/grid.html")]
struct GridPage {
    page: Page,
    crumbs: Vec<Crumb>,
    q: String,
    here: String,
    statuses: Vec<Choice>,
    categories: Vec<Choice>,
    rows: Vec<Row>,
    pager: Pager,
    problem: String,
    /// How many products were saved just now, and what takes that back.
    saved: String,
    undo: Vec<(String, String)>,
}

struct Row {
    id: ProductId,
    name: String,
    version: i64,
    status: &'static str,
    category: String,
    cells: Vec<CellRow>,
    has_more: bool,
}

struct CellRow {
    /// Product and variant, as the names of fields have them.
    place: String,
    label: String,
    price: String,
    stock: i32,
    reserved: i32,
}

/// `GET /admin/products/grid`.
pub async fn page(ctx: Keeper, req: HttpRequest, wanted: Query<Wanted>) -> Answer {
    html(&grid(&ctx, &req, &wanted).await?)
}

async fn grid(ctx: &Visitor, req: &HttpRequest, wanted: &Wanted) -> Result<GridPage> {
    let at = PageQuery {
        page: wanted.page.unwrap_or(1),
        limit: SHOWN,
    }
    .checked()?;
    let mut tx = ctx.begin().await?;
    let found = find(&mut tx, &question(wanted, at)).await?;
    let mut products = grid_products(&mut tx, &found.ids).await?;
    let categories = list_categories(&mut tx, true).await?;
    let paths = category_paths(&mut tx).await?;
    tx.commit().await?;
    let page = Page::titled(ctx, req, "exchange-grid-title");
    let q = wanted.q.as_deref().unwrap_or_default().to_owned();
    let link = |at: u32| {
        let at = if at > 1 { at.to_string() } else { String::new() };
        address("/admin/products/grid", &[("q", &q), ("page", &at)])
    };
    let pages = kernel::Paged::new(Vec::<ProductId>::new(), at, found.total).pagination;
    let shown = found.ids.iter().filter_map(|id| products.remove(id));
    Ok(GridPage {
        crumbs: vec![
            Crumb::new("/admin/products", page.t("ui-nav-products")),
            Crumb::new("", page.title.clone()),
        ],
        here: link(at.page),
        statuses: statuses(&page),
        categories: choices(&categories, &paths),
        rows: shown.map(|product| row(ctx, product)).collect(),
        pager: Pager::new(&page, pages, link),
        problem: String::new(),
        saved: String::new(),
        undo: vec![],
        page,
        q,
    })
}

fn question(wanted: &Wanted, at: PageQuery) -> Question {
    Question {
        text: wanted.q.as_ref().map(ToString::to_string),
        sort: if wanted.q.is_some() {
            Sort::Relevance
        } else {
            Sort::Newest
        },
        statuses: vec![ProductStatus::Active, ProductStatus::Draft],
        page: at,
        ..Question::default()
    }
}

fn statuses(page: &Page) -> Vec<Choice> {
    let choice = |status: ProductStatus| {
        let word = status.as_str();
        Choice::new(word, page.t(&format!("catalog-status-{word}")))
    };
    ProductStatus::ALL.map(choice).to_vec()
}

fn choices(categories: &[Category], paths: &Paths) -> Vec<Choice> {
    let choice = |category: &Category| {
        let path = paths.of(Some(category.id));
        Choice::new(
            category.id.to_string(),
            list::join(path.iter().map(String::as_str), '>'),
        )
    };
    categories.iter().map(choice).collect()
}

fn row(ctx: &Visitor, product: GridProduct) -> Row {
    let variants = &product.variants;
    let cell = |variant: &GridForm| CellRow {
        place: format!("{}.{}", product.product_id, variant.id),
        label: if variant.options.is_empty() {
            variant.sku.clone()
        } else {
            variant.options.join(" / ")
        },
        price: ctx.shop.currency.write(variant.price),
        stock: variant.stock,
        reserved: variant.reserved,
    };
    let has_more = variants.len() > MOST_VARIANTS;
    Row {
        id: product.product_id,
        version: product.version,
        status: product.status.as_str(),
        category: product.category_id.map(|id| id.to_string()).unwrap_or_default(),
        cells: if has_more {
            vec![]
        } else {
            variants.iter().map(cell).collect()
        },
        has_more,
        name: product.name.clone(),
    }
}

/// The cells themselves are read by [`grid_form::read`].
#[derive(Debug, Deserialize, Validate)]
pub struct SavedForm {}

/// `POST /admin/products/grid`: shows the grid again, with a button that takes the change back.
pub async fn save(ctx: Keeper, req: HttpRequest, wanted: Query<Wanted>, form: Form<SavedForm>) -> Answer {
    let saved = match form.parsed {
        Ok(_) => keep(&ctx, &form.typed).await,
        Err(error) => Err(error),
    };
    let error = match saved {
        Ok(undo) => {
            let mut page = grid(&ctx, &req, &wanted).await?;
            page.saved = page.page.tn("exchange-grid-saved", "count", undo.rows.len());
            page.undo = grid_form::fields(&undo, ctx.shop.currency);
            return html(&page);
        }
        Err(error) => error,
    };
    let (status, error) = refusal(error)?;
    let mut page = grid(&ctx, &req, &wanted).await?;
    let state = FormState::refused(&page.page, Typed::default(), &error);
    let sentences = ["price", "on_hand", "status", "category_id"].map(|name| state.error(name));
    let first = sentences.into_iter().find(|text| !text.is_empty());
    first.unwrap_or(&state.problem).clone_into(&mut page.problem);
    html_with(status, &page)
}

async fn keep(ctx: &Visitor, typed: &Typed) -> Result<GridChange> {
    let change = grid_form::read(typed, ctx.shop.currency)?;
    let mut tx = ctx.begin().await?;
    let undo = save_grid(&mut tx, ctx.shop.currency, &change).await?;
    tx.commit().await?;
    Ok(undo)
}
