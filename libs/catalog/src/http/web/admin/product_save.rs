//! What is done with the form of a product.

use actix_web::HttpRequest;
use db::TenantTx;
use http::page::refusal;
use http::{Answer, Can, Form, Id, Typed, Visitor, html, html_with, permit, see_other};
use kernel::{Error, Line, Permission, Result};
use serde::Deserialize;
use validator::Validate;

use super::product::{Filling, ProductPage, stored, unsaved};
use super::product_form::{keep_costs, read, with_sheet};
use super::sheet::{Row, Sheet};
use crate::model::ProductInput;
use crate::ops::change_brand::{BrandInput, create_brand};
use crate::ops::create_product::create_product;
use crate::ops::duplicate_product::duplicate_product;
use crate::ops::update_product::update_product;
use crate::queries::brands::list_brands;
use crate::queries::product::variant_set;
use crate::{BrandId, ProductId};

type Keeper = Can<permit::ManageCatalog>;

/// The fields themselves are read by [`read`].
#[derive(Debug, Deserialize, Validate)]
pub struct ProductForm {
    /// What was read, for a stored product.
    version: Option<i64>,
    /// `generate` makes the variants without saving.
    action: Option<String>,
}

/// What is to happen with what was typed.
enum Plan {
    /// Show it again with the rows of all combinations.
    Draft(Typed),
    /// Save it.
    Save {
        typed: Typed,
        sheet: Sheet,
        version: Option<i64>,
    },
}

fn plan(form: Form<ProductForm>) -> Result<Plan, (Typed, Error)> {
    let sheet = Sheet::read(&form.typed);
    let only = Row::only(&form.typed);
    let parsed = match form.parsed {
        Ok(parsed) => parsed,
        Err(error) => return Err((form.typed, error)),
    };
    let is_asked = parsed.action.as_deref() == Some("generate");
    // Options that the rows do not answer: the rows come first, with their prices to look at.
    if is_asked || !(sheet.is_simple() || sheet.fits()) {
        return Ok(Plan::Draft(with_sheet(&form.typed, &sheet.expanded(&only))));
    }
    // Rows are counted anew, so that faults name those on the page.
    let sheet = if sheet.is_simple() {
        Sheet::default()
    } else {
        sheet
    };
    Ok(Plan::Save {
        typed: with_sheet(&form.typed, &sheet),
        sheet,
        version: parsed.version,
    })
}

/// `POST /admin/products/new`.
pub async fn create(ctx: Keeper, req: HttpRequest, form: Form<ProductForm>) -> Answer {
    let (typed, error) = match plan(form) {
        Ok(Plan::Draft(typed)) => return drafted(unsaved(&ctx, &req, Filling::Typed(typed)).await?),
        Ok(Plan::Save { typed, sheet, .. }) => match make(&ctx, &typed, &sheet).await {
            Ok(id) => {
                return Ok(see_other(&format!(
                    "/admin/products/{id}?done=catalog-product-created"
                )));
            }
            Err(error) => (typed, error),
        },
        Err(refused) => refused,
    };
    let (status, error) = refusal(error)?;
    html_with(
        status,
        &unsaved(&ctx, &req, Filling::Refused(typed, &error)).await?,
    )
}

/// `POST /admin/products/{id}`.
pub async fn change(ctx: Keeper, req: HttpRequest, Id(id): Id<ProductId>, form: Form<ProductForm>) -> Answer {
    let (typed, error) = match plan(form) {
        Ok(Plan::Draft(typed)) => return drafted(stored(&ctx, &req, id, Filling::Typed(typed)).await?),
        Ok(Plan::Save {
            typed,
            sheet,
            version,
        }) => match save(&ctx, id, &typed, &sheet, version).await {
            Ok(()) => {
                return Ok(see_other(&format!(
                    "/admin/products/{id}?done=catalog-product-saved"
                )));
            }
            Err(error) => (typed, error),
        },
        Err(refused) => refused,
    };
    let (status, error) = refusal(error)?;
    html_with(
        status,
        &stored(&ctx, &req, id, Filling::Refused(typed, &error)).await?,
    )
}

/// `POST /admin/products/{id}/duplicate`.
pub async fn duplicate(ctx: Keeper, Id(id): Id<ProductId>, form: Form<ProductForm>) -> Answer {
    form.into_inner()?;
    let mut tx = ctx.begin().await?;
    let copy = duplicate_product(&mut tx, ctx.shop.currency, id).await?;
    tx.commit().await?;
    Ok(see_other(&format!(
        "/admin/products/{copy}?done=catalog-product-duplicated"
    )))
}

fn drafted(mut page: ProductPage) -> Answer {
    page.drafted = true;
    html(&page)
}

async fn make(ctx: &Visitor, typed: &Typed, sheet: &Sheet) -> Result<ProductId> {
    let mut input = read(typed, sheet, ctx.shop.currency)?;
    let mut tx = ctx.begin().await?;
    input.brand_id = brand(&mut tx, typed).await?;
    let id = create_product(&mut tx, ctx.shop.currency, &input).await?;
    tx.commit().await?;
    Ok(id)
}

async fn save(
    ctx: &Visitor,
    id: ProductId,
    typed: &Typed,
    sheet: &Sheet,
    version: Option<i64>,
) -> Result<()> {
    let version = version.ok_or_else(|| Error::invalid("version", "required"))?;
    let mut input = read(typed, sheet, ctx.shop.currency)?;
    let mut tx = ctx.begin().await?;
    input.brand_id = brand(&mut tx, typed).await?;
    if !ctx
        .person
        .as_ref()
        .is_some_and(|p| p.role.may(Permission::ViewCosts))
    {
        with_known_costs(&mut tx, id, &mut input).await?;
    }
    update_product(&mut tx, ctx.shop.currency, id, Some(version), &input).await?;
    tx.commit().await
}

async fn with_known_costs(tx: &mut TenantTx, id: ProductId, input: &mut ProductInput) -> Result<()> {
    let known = variant_set(tx, id).await?.variants;
    keep_costs(
        input,
        &known.into_iter().filter_map(|v| Some((v.id?, v.cost))).collect(),
    );
    Ok(())
}

/// The brand of this name; a new one when nobody has it yet.
async fn brand(tx: &mut TenantTx, typed: &Typed) -> Result<Option<BrandId>> {
    let name = typed.get("brand").trim();
    if name.is_empty() {
        return Ok(None);
    }
    let name: Line<120> = Line::parse(name).map_err(|_| Error::invalid("brand", "invalid"))?;
    let known = list_brands(tx)
        .await?
        .into_iter()
        .find(|b| b.name.to_lowercase() == name.to_lowercase());
    match known {
        Some(brand) => Ok(Some(brand.id)),
        None => create_brand(tx, &BrandInput { name, slug: None }).await.map(Some),
    }
}
