//! The list of products.

use actix_web::HttpRequest;
use askama::Template;
use http::page::{Choice, Pager, Tab, address, local_path};
use http::{Answer, Can, Form, Page, Query, html, permit, see_other};
use kernel::{Line, PageQuery, Result};
use serde::Deserialize;
use validator::Validate;

use super::category::choices;
use crate::ops::change_statuses::{StatusChange, change_statuses as change_all};
use crate::queries::admin::{DeskProduct, StatusCounts, desk_products, status_counts};
use crate::queries::categories::list_categories;
use crate::queries::find::{Found, Sort, Wanted as Question, find};
use crate::{CategoryId, ProductId, ProductStatus};

type Keeper = Can<permit::ManageCatalog>;

/// What stands in the address.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    status: Option<ProductStatus>,
    q: Option<Line<100>>,
    category: Option<CategoryId>,
    page: Option<u32>,
}

#[derive(Template)]
#[template(path = "catalog/admin/products.html")]
struct ProductsPage {
    page: Page,
    tabs: Vec<Tab>,
    status: &'static str,
    q: String,
    category: String,
    categories: Vec<Choice>,
    filtered: bool,
    clear_href: String,
    here: String,
    products: Vec<Row>,
    pager: Pager,
    has_none: bool,
}

struct Row {
    id: ProductId,
    name: String,
    picture: Option<String>,
    status: &'static str,
    featured: bool,
    category: String,
    price: String,
    stock: i64,
    variants: i64,
}

/// `GET /admin/products`.
pub async fn page(ctx: Keeper, req: HttpRequest, wanted: Query<Wanted>) -> Answer {
    let at = PageQuery {
        page: wanted.page.unwrap_or(1),
        limit: 25,
    }
    .checked()?;
    let mut tx = ctx.begin().await?;
    let found = find(&mut tx, &question(&wanted, at)).await?;
    let rows = desk_products(&mut tx, &found.ids).await?;
    let counts = status_counts(&mut tx).await?;
    let categories = list_categories(&mut tx, true).await?;
    tx.commit().await?;
    let page = Page::titled(&ctx, &req, "catalog-products-title");
    html(&shown(
        page,
        &wanted,
        at,
        &found,
        rows,
        counts,
        choices(&categories, None),
    ))
}

fn question(wanted: &Wanted, at: PageQuery) -> Question {
    let unless_archived = vec![ProductStatus::Active, ProductStatus::Draft];
    Question {
        text: wanted.q.as_ref().map(std::string::ToString::to_string),
        category: wanted.category.map(|id| id.to_string()),
        sort: if wanted.q.is_some() {
            Sort::Relevance
        } else {
            Sort::Newest
        },
        statuses: wanted.status.map_or(unless_archived, |status| vec![status]),
        page: at,
        ..Question::default()
    }
}

#[expect(clippy::too_many_arguments, reason = "all that one page shows")]
fn shown(
    page: Page,
    wanted: &Wanted,
    at: PageQuery,
    found: &Found,
    rows: Vec<DeskProduct>,
    counts: StatusCounts,
    categories: Vec<Choice>,
) -> ProductsPage {
    let q = wanted.q.as_deref().unwrap_or_default().to_owned();
    let category = wanted.category.map(|id| id.to_string()).unwrap_or_default();
    let link = |status: Option<ProductStatus>, at: u32| {
        let at = if at > 1 { at.to_string() } else { String::new() };
        let status = status.map_or("", ProductStatus::as_str);
        address(
            "/admin/products",
            &[
                ("status", status),
                ("q", &q),
                ("category", &category),
                ("page", &at),
            ],
        )
    };
    let tab = |status: Option<ProductStatus>, key: &str, count| Tab {
        href: link(status, 1),
        label: page.t(key),
        current: status == wanted.status,
        count: Some(count),
    };
    let total = kernel::Paged::new(vec![(); found.ids.len()], at, found.total).pagination;
    ProductsPage {
        tabs: vec![
            tab(None, "catalog-tab-all", counts.active + counts.draft),
            tab(Some(ProductStatus::Active), "catalog-tab-active", counts.active),
            tab(Some(ProductStatus::Draft), "catalog-tab-draft", counts.draft),
            tab(
                Some(ProductStatus::Archived),
                "catalog-tab-archived",
                counts.archived,
            ),
        ],
        status: wanted.status.map_or("", ProductStatus::as_str),
        filtered: !(q.is_empty() && category.is_empty()),
        clear_href: address(
            "/admin/products",
            &[("status", wanted.status.map_or("", ProductStatus::as_str))],
        ),
        here: link(wanted.status, at.page),
        pager: Pager::new(&page, total, |at| link(wanted.status, at)),
        products: rows.into_iter().map(|p| row(&page, p)).collect(),
        has_none: counts.active + counts.draft + counts.archived == 0,
        page,
        q,
        category,
        categories,
    }
}

fn row(page: &Page, product: DeskProduct) -> Row {
    let (least, most) = (product.price_min, product.price_max);
    Row {
        id: product.product_id,
        name: product.name,
        picture: product.cover_key.map(|key| pictures::url(&key, 320)),
        status: product.status.as_str(),
        featured: product.featured,
        category: product.category.unwrap_or_default(),
        price: if least == most {
            page.money(least)
        } else {
            page.tn("catalog-price-from", "price", page.money(least))
        },
        stock: product.stock,
        variants: product.variants,
    }
}

/// Ticked products and what becomes of them.
#[derive(Debug, Deserialize, Validate)]
pub struct StatusForm {
    #[serde(default)]
    #[validate(length(max = 100))]
    ids: Vec<ProductId>,
    status: ProductStatus,
    back: Option<String>,
}

/// `POST /admin/products/status`.
pub async fn change_statuses(ctx: Keeper, form: Form<StatusForm>) -> Answer {
    let StatusForm { ids, status, back } = form.into_inner()?;
    if !ids.is_empty() {
        change(&ctx, StatusChange { ids, status }).await?;
    }
    let back = back.as_deref().and_then(local_path).unwrap_or("/admin/products");
    let joint = if back.contains('?') { '&' } else { '?' };
    Ok(see_other(&format!("{back}{joint}done=catalog-statuses")))
}

async fn change(ctx: &Keeper, change: StatusChange) -> Result<()> {
    let mut tx = ctx.begin().await?;
    change_all(&mut tx, &change).await?;
    tx.commit().await
}
