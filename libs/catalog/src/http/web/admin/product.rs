//! The page of one product.

use std::collections::HashMap;

use actix_web::HttpRequest;
use askama::Template;
use db::TenantTx;
use http::page::{Choice, Crumb};
use http::{Answer, Can, FormState, Id, Page, Typed, Visitor, html, permit};
use kernel::{Error, Permission, Result};

use super::category::choices;
use super::product_form::written;
use super::sheet::{OPTIONS, Row, Sheet};
use crate::queries::admin::{Shelf, shelves};
use crate::queries::brands::{list_brands, list_tags};
use crate::queries::categories::list_categories;
use crate::queries::product::{PictureView, ProductDetail, find_product};
use crate::{ProductId, ProductStatus, TaxClass};

type Keeper = Can<permit::ManageCatalog>;

#[derive(Template)]
#[template(path = "catalog/admin/product.html")]
pub(super) struct ProductPage {
    pub(super) page: Page,
    pub(super) f: FormState,
    crumbs: Vec<Crumb>,
    lists: Lists,
    may_see_costs: bool,
    may_count: bool,
    options: Vec<OptionFields>,
    rows: Vec<RowFields>,
    /// The rows were just made and nothing is saved yet.
    pub(super) drafted: bool,
    /// What is stored, when there is something.
    kept: Option<Kept>,
    path: String,
}

/// What a stored product has besides its fields.
struct Kept {
    id: ProductId,
    status: &'static str,
    pictures: Vec<PictureView>,
    shelves: Vec<ShelfRow>,
    shop_path: Option<String>,
}

struct ShelfRow {
    field: String,
    title: String,
    sku: String,
    on_hand: i32,
    reserved: i32,
}

/// What selects and lists offer.
pub(super) struct Lists {
    categories: Vec<Choice>,
    brands: Vec<String>,
    tags: Vec<String>,
    statuses: Vec<Choice>,
    tax_classes: Vec<Choice>,
}

struct OptionFields {
    name_field: String,
    choices_field: String,
}

struct RowFields {
    prefix: String,
    title: String,
    values: Vec<(String, String)>,
    row: Row,
    fault: String,
}

/// `GET /admin/products/new`.
pub async fn blank(ctx: Keeper, req: HttpRequest) -> Answer {
    let mut tx = ctx.begin().await?;
    let lists = lists(&mut tx, &ctx).await?;
    tx.commit().await?;
    let f = FormState::prefilled([("status", "draft"), ("tax_class", "iva_19")].map(|(n, v)| (n, v.to_owned())));
    html(&compose(&ctx, Page::titled(&ctx, &req, "catalog-product-new"), f, lists, None))
}

/// `GET /admin/products/{id}`.
pub async fn show(ctx: Keeper, req: HttpRequest, Id(id): Id<ProductId>) -> Answer {
    html(&stored(&ctx, &req, id, None).await?)
}

/// The page of a new product, with what was typed.
pub(super) async fn again(ctx: &Visitor, req: &HttpRequest, f: FormState) -> Result<ProductPage> {
    let mut tx = ctx.begin().await?;
    let lists = lists(&mut tx, ctx).await?;
    tx.commit().await?;
    Ok(compose(ctx, Page::titled(ctx, req, "catalog-product-new"), f, lists, None))
}

/// The page of a stored product, with what was typed or what is stored.
pub(super) async fn stored(ctx: &Visitor, req: &HttpRequest, id: ProductId, f: Option<FormState>) -> Result<ProductPage> {
    let mut tx = ctx.begin().await?;
    let found = find_product(&mut tx, &id.to_string(), &ProductStatus::ALL).await?;
    let product = found.filter(|p| p.card.id == id).ok_or_else(Error::not_found)?;
    let shelves = shelves(&mut tx, id).await?;
    let lists = lists(&mut tx, ctx).await?;
    tx.commit().await?;
    let page = Page::new(ctx, req, product.card.name.clone());
    let f = f.unwrap_or_else(|| FormState::prefilled(written(&product, ctx.shop.currency)));
    Ok(compose(ctx, page, f, lists, Some((product, shelves))))
}

async fn lists(tx: &mut TenantTx, ctx: &Visitor) -> Result<Lists> {
    let status = |s: ProductStatus| Choice::new(s.as_str(), ctx.t(&format!("catalog-status-{}", s.as_str())));
    let tax = |t: TaxClass| Choice::new(t.as_str(), ctx.t(&format!("catalog-tax-{}", t.as_str())));
    Ok(Lists {
        categories: choices(&list_categories(tx, true).await?, None),
        brands: list_brands(tx).await?.into_iter().map(|b| b.name).collect(),
        tags: list_tags(tx).await?.into_iter().take(12).map(|t| t.tag).collect(),
        statuses: ProductStatus::ALL.map(status).into(),
        tax_classes: TaxClass::ALL.map(tax).into(),
    })
}

fn compose(ctx: &Visitor, page: Page, f: FormState, lists: Lists, kept: Option<(ProductDetail, Vec<Shelf>)>) -> ProductPage {
    let may = |permission| ctx.person.as_ref().is_some_and(|p| p.role.may(permission));
    let sheet = Sheet::read(f.typed());
    let option = |i| OptionFields { name_field: format!("options.{i}.name"), choices_field: format!("options.{i}.choices") };
    let rows = if sheet.is_simple() { vec![] } else { sheet.rows };
    let path = kept.as_ref().map_or("/admin/products/new".to_owned(), |(p, _)| format!("/admin/products/{}", p.card.id));
    ProductPage {
        crumbs: vec![Crumb::new("/admin/products", page.t("catalog-products-title")), Crumb::new("", page.title.clone())],
        options: (0..OPTIONS).map(option).collect(),
        rows: rows.into_iter().enumerate().map(|(i, row)| row_fields(&f, i, row)).collect(),
        may_see_costs: may(Permission::ViewCosts),
        may_count: may(Permission::ManageInventory),
        kept: kept.map(|(product, shelves)| keep(product, &shelves)),
        drafted: false,
        path,
        lists,
        page,
        f,
    }
}

fn row_fields(f: &FormState, i: usize, row: Row) -> RowFields {
    let prefix = format!("variants.{i}");
    RowFields {
        title: row.title(),
        values: row.values.iter().enumerate().map(|(n, v)| (format!("{prefix}.options.{n}"), v.clone())).collect(),
        fault: [f.error(&format!("{prefix}.options")), f.error(&format!("{prefix}.id"))].join(" ").trim().to_owned(),
        prefix,
        row,
    }
}

fn keep(product: ProductDetail, shelves: &[Shelf]) -> Kept {
    let by_id: HashMap<_, _> = shelves.iter().map(|s| (s.variant_id, *s)).collect();
    let shelf = |v: &crate::queries::product::VariantView| ShelfRow {
        field: format!("on_hand.{}", v.id),
        title: v.option_text(),
        sku: v.sku.clone(),
        on_hand: by_id.get(&v.id).map_or(0, |s| s.on_hand),
        reserved: by_id.get(&v.id).map_or(0, |s| s.reserved),
    };
    Kept {
        id: product.card.id,
        status: product.card.status.as_str(),
        shop_path: (product.card.status == ProductStatus::Active).then(|| format!("/products/{}", product.card.slug)),
        shelves: product.variants.iter().map(shelf).collect(),
        pictures: product.pictures,
    }
}

impl RowFields {
    /// Name of a field of this row.
    fn name(&self, field: &str) -> String {
        format!("{}.{field}", self.prefix)
    }

    /// What is wrong with a field of this row.
    fn error<'a>(&self, f: &'a FormState, field: &str) -> &'a str {
        f.error(&self.name(field))
    }
}

/// What was typed, for a form that is shown again without a fault.
pub(super) fn as_typed(typed: Typed) -> FormState {
    FormState::retyped(typed)
}
