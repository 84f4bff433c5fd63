//! The page of one product.

use actix_web::HttpRequest;
use askama::Template;
use db::TenantTx;
use http::page::{Choice, Crumb};
use http::{Answer, Can, FormState, Id, Page, Typed, Visitor, html, permit};
use kernel::{Error, Permission, Result};

use super::category::choices;
use super::product_form::written;
use super::sheet::{OPTIONS, Row, Sheet};
use crate::http::web::storefront::view::product_url;
use crate::queries::brands::{Tag, list_brands, list_tags};
use crate::queries::categories::list_categories;
use crate::queries::product::{PictureView, ProductDetail, find_product};
use crate::{ProductId, ProductStatus, TaxClass};

type Keeper = Can<permit::ManageCatalog>;

#[derive(Template)]
#[template(path = "catalog/admin/product.html")]
pub(super) struct ProductPage {
    page: Page,
    f: FormState,
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
    picture_fault: String,
    path: String,
}

/// What a stored product has besides its fields.
struct Kept {
    pictures: Vec<PictureView>,
    shelves: Vec<ShelfRow>,
    shop_path: Option<String>,
}

struct ShelfRow {
    field: String,
    was_field: String,
    title: String,
    sku: String,
    on_hand: i32,
    reserved: i32,
}

/// What selects and lists offer.
pub(super) struct Lists {
    categories: Vec<Choice>,
    brands: Vec<String>,
    tags_hint: String,
    statuses: Vec<Choice>,
    tax_classes: Vec<Choice>,
}

struct OptionFields {
    name_field: String,
    choices_field: String,
    choices_fault: String,
    example_name: String,
    example_choices: String,
}

/// A row of the table of variants: names of its fields, and what is wrong with each.
struct RowFields {
    prefix: String,
    title: String,
    values: Vec<(String, String)>,
    row: Row,
    fault: String,
    price: Field,
    compare_price: Field,
    cost: Field,
    sku: Field,
    barcode: Field,
    weight_g: Field,
}

struct Field {
    name: String,
    fault: String,
}

/// What the form is filled with.
pub(super) enum Filling<'a> {
    /// What is stored, or nothing for a new product.
    Stored,
    /// What was typed, with nothing wrong so far.
    Typed(Typed),
    /// What was typed, and what is wrong with it.
    Refused(Typed, &'a Error),
}

impl Filling<'_> {
    fn state(self, page: &Page, stored: impl FnOnce() -> FormState) -> FormState {
        match self {
            Self::Stored => stored(),
            Self::Typed(typed) => FormState::typed(typed),
            Self::Refused(typed, error) => FormState::refused(page, typed, error),
        }
    }
}

/// `GET /admin/products/new`.
pub async fn blank(ctx: Keeper, req: HttpRequest) -> Answer {
    html(&unsaved(&ctx, &req, Filling::Stored).await?)
}

/// `GET /admin/products/{id}`.
pub async fn show(ctx: Keeper, req: HttpRequest, Id(id): Id<ProductId>) -> Answer {
    html(&stored(&ctx, &req, id, Filling::Stored).await?)
}

/// The page of a new product.
pub(super) async fn unsaved(ctx: &Visitor, req: &HttpRequest, filling: Filling<'_>) -> Result<ProductPage> {
    let mut tx = ctx.begin().await?;
    let lists = lists(&mut tx, ctx).await?;
    tx.commit().await?;
    let page = Page::titled(ctx, req, "catalog-product-new");
    let defaults = [("status", "draft"), ("tax_class", "iva_19")];
    let f = filling.state(&page, || {
        FormState::prefilled(defaults.map(|(n, v)| (n, v.to_owned())))
    });
    Ok(compose(ctx, page, f, lists, None))
}

/// The page of a stored product.
pub(super) async fn stored(
    ctx: &Visitor,
    req: &HttpRequest,
    id: ProductId,
    filling: Filling<'_>,
) -> Result<ProductPage> {
    let mut tx = ctx.begin().await?;
    let found = find_product(&mut tx, &id.to_string(), &ProductStatus::ALL).await?;
    let product = found.filter(|p| p.card.id == id).ok_or_else(Error::not_found)?;
    let lists = lists(&mut tx, ctx).await?;
    tx.commit().await?;
    let page = Page::new(ctx, req, product.card.name.clone());
    let f = filling.state(&page, || {
        FormState::prefilled(written(&product, ctx.shop.currency))
    });
    Ok(compose(ctx, page, f, lists, Some(product)))
}

async fn lists(tx: &mut TenantTx, ctx: &Visitor) -> Result<Lists> {
    let status = |s: ProductStatus| Choice::new(s.as_str(), ctx.t(&format!("catalog-status-{}", s.as_str())));
    let tax = |t: TaxClass| Choice::new(t.as_str(), ctx.t(&format!("catalog-tax-{}", t.as_str())));
    Ok(Lists {
        categories: choices(&list_categories(tx, true).await?, None),
        brands: list_brands(tx).await?.into_iter().map(|b| b.name).collect(),
        tags_hint: tags_hint(ctx, &list_tags(tx).await?),
        statuses: ProductStatus::ALL.map(status).into(),
        tax_classes: TaxClass::ALL.map(tax).into(),
    })
}

/// How tags are typed, and the commonest ones to choose from.
fn tags_hint(ctx: &Visitor, tags: &[Tag]) -> String {
    let commonest: Vec<&str> = tags.iter().take(8).map(|t| t.tag.as_str()).collect();
    if commonest.is_empty() {
        ctx.t("catalog-tags-hint")
    } else {
        ctx.app.i18n.text(
            ctx.locale,
            "catalog-tags-hint-used",
            &[("tags", &commonest.join(", "))],
        )
    }
}

fn compose(
    ctx: &Visitor,
    page: Page,
    f: FormState,
    lists: Lists,
    kept: Option<ProductDetail>,
) -> ProductPage {
    let may = |permission| ctx.person.as_ref().is_some_and(|p| p.role.may(permission));
    let sheet = Sheet::read(f.all());
    let rows = if sheet.is_simple() { vec![] } else { sheet.rows };
    let path = kept.as_ref().map_or("/admin/products/new".to_owned(), |p| {
        format!("/admin/products/{}", p.card.id)
    });
    ProductPage {
        crumbs: vec![
            Crumb::new("/admin/products", page.t("catalog-products-title")),
            Crumb::new("", page.title.clone()),
        ],
        options: (0..OPTIONS).map(|i| option_fields(&page, &f, i)).collect(),
        rows: rows
            .into_iter()
            .enumerate()
            .map(|(i, row)| row_fields(&f, i, row))
            .collect(),
        may_see_costs: may(Permission::ViewCosts),
        may_count: may(Permission::ManageInventory),
        kept: kept.map(keep),
        drafted: false,
        picture_fault: String::new(),
        path,
        lists,
        page,
        f,
    }
}

fn option_fields(page: &Page, f: &FormState, i: usize) -> OptionFields {
    let choices_field = format!("options.{i}.choices");
    OptionFields {
        name_field: format!("options.{i}.name"),
        choices_fault: f.error_below(&choices_field).to_owned(),
        choices_field,
        example_name: page.t(&format!("catalog-option-example-{i}")),
        example_choices: page.t(&format!("catalog-choices-example-{i}")),
    }
}

fn row_fields(f: &FormState, i: usize, row: Row) -> RowFields {
    let prefix = format!("variants.{i}");
    let field = |name: &str| {
        let name = format!("{prefix}.{name}");
        Field {
            fault: f.error(&name).to_owned(),
            name,
        }
    };
    RowFields {
        title: row.title(),
        values: row
            .values
            .iter()
            .enumerate()
            .map(|(n, v)| (format!("{prefix}.options.{n}"), v.clone()))
            .collect(),
        fault: [
            f.error_below(&format!("{prefix}.options")),
            f.error(&format!("{prefix}.id")),
        ]
        .concat(),
        price: field("price"),
        compare_price: field("compare_price"),
        cost: field("cost"),
        sku: field("sku"),
        barcode: field("barcode"),
        weight_g: field("weight_g"),
        prefix,
        row,
    }
}

fn keep(product: ProductDetail) -> Kept {
    let shelf = |v: &crate::queries::product::VariantView| ShelfRow {
        field: format!("on_hand.{}", v.id),
        was_field: format!("was.{}", v.id),
        title: v.option_text(),
        sku: v.sku.clone(),
        on_hand: v.on_hand,
        reserved: v.on_hand - v.stock,
    };
    Kept {
        shop_path: (product.card.status == ProductStatus::Active).then(|| product_url(&product.card.slug)),
        shelves: product.variants.iter().map(shelf).collect(),
        pictures: product.pictures,
    }
}

impl ProductPage {
    /// What is wrong with a field of the only variant, whichever way it is named.
    fn any_error(&self, field: &str) -> &str {
        let at_top = self.f.error(field);
        if at_top.is_empty() {
            self.f.error(&format!("variants.0.{field}"))
        } else {
            at_top
        }
    }

    /// A picture was refused: its sentence stands at its field, not over the product's.
    pub(super) fn blame_picture(&mut self, error: &Error) {
        let state = FormState::refused(&self.page, Typed::default(), error);
        let of_file = state.error("file");
        self.picture_fault = if of_file.is_empty() {
            state.problem
        } else {
            of_file.to_owned()
        };
    }
}
