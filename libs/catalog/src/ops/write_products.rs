//! Many products at once, each whole, as files bring them: a few statements for all.

use db::TenantTx;
use kernel::{Currency, Error, Line, Result, Slug};
use serde::Serialize;
use sqlx::types::Json;

use super::create_product::tags_of;
use super::refresh_products::refresh_products;
use crate::model::{OptionInput, ProductInput, VariantInput, VariantSet};
use crate::{BrandId, CategoryId, ProductId, ProductStatus, TaxClass, VariantId};

/// A product as it is to be, new or not.
#[derive(Debug, Clone)]
pub struct WholeProduct {
    /// Which; a new id makes a new product.
    pub id: ProductId,
    /// Part of its address.
    pub slug: Slug,
    /// Everything but its variants.
    pub input: ProductInput,
    /// Its variants, each with an id and a code. One that is left out stays.
    pub set: VariantSet,
}

/// Writes them. Those that are there already are locked by whoever calls this, in the order of their ids.
///
/// For jobs: of options, which are replaced as a whole, the audit log is told nothing.
pub async fn write_products(tx: &mut TenantTx, currency: Currency, products: &[WholeProduct]) -> Result<()> {
    for product in products {
        product.set.check(currency)?;
    }
    upsert(tx, products).await?;
    upsert_variants(tx, products).await?;
    replace_options(tx, products).await?;
    let ids: Vec<ProductId> = products.iter().map(|p| p.id).collect();
    refresh_products(tx, &ids).await
}

#[derive(Debug, Serialize)]
struct Row<'a> {
    id: ProductId,
    slug: &'a Slug,
    name: &'a str,
    short_description: Option<&'a str>,
    description: Option<&'a str>,
    category_id: Option<CategoryId>,
    brand_id: Option<BrandId>,
    status: ProductStatus,
    featured: bool,
    tax_class: TaxClass,
    tags: Vec<&'a str>,
    length_mm: Option<i32>,
    width_mm: Option<i32>,
    height_mm: Option<i32>,
    seo_title: Option<&'a str>,
    seo_description: Option<&'a str>,
}

impl<'a> Row<'a> {
    fn of(product: &'a WholeProduct) -> Self {
        let input = &product.input;
        Self {
            id: product.id,
            slug: &product.slug,
            name: &input.name,
            short_description: input.short_description.as_deref(),
            description: input.description.as_deref(),
            category_id: input.category_id,
            brand_id: input.brand_id,
            status: input.status.unwrap_or_default(),
            featured: input.featured,
            tax_class: input.tax_class,
            tags: tags_of(input),
            length_mm: input.length_mm,
            width_mm: input.width_mm,
            height_mm: input.height_mm,
            seo_title: input.seo_title.as_deref(),
            seo_description: input.seo_description.as_deref(),
        }
    }
}

async fn upsert(tx: &mut TenantTx, products: &[WholeProduct]) -> Result<()> {
    let rows: Vec<Row<'_>> = products.iter().map(Row::of).collect();
    sqlx::query(
        "insert into product (tenant_id, product_id, slug, name, short_description, description, category_id, brand_id,
                              status, featured, tax_class, tags, length_mm, width_mm, height_mm, seo_title,
                              seo_description, created_at, updated_at)
         select $1, r.id, r.slug, r.name, r.short_description, r.description, r.category_id, r.brand_id, r.status,
                r.featured, r.tax_class, r.tags, r.length_mm, r.width_mm, r.height_mm, r.seo_title, r.seo_description, $3, $3
           from jsonb_to_recordset($2) as r (id uuid, slug text, name text, short_description text, description text,
                category_id uuid, brand_id uuid, status text, featured boolean, tax_class text, tags text[],
                length_mm integer, width_mm integer, height_mm integer, seo_title text, seo_description text)
         on conflict (tenant_id, product_id) do update
            set slug = excluded.slug, name = excluded.name, short_description = excluded.short_description,
                description = excluded.description, category_id = excluded.category_id, brand_id = excluded.brand_id,
                status = excluded.status, featured = excluded.featured, tax_class = excluded.tax_class,
                tags = excluded.tags, length_mm = excluded.length_mm, width_mm = excluded.width_mm,
                height_mm = excluded.height_mm, seo_title = excluded.seo_title,
                seo_description = excluded.seo_description, updated_at = excluded.updated_at,
                version = product.version + 1",
    )
    .bind(tx.tenant())
    .bind(Json(rows))
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

#[derive(Debug, Serialize)]
struct VariantRow<'a> {
    id: VariantId,
    product_id: ProductId,
    position: usize,
    options: &'a [Line<40>],
    sku: &'a str,
    barcode: Option<&'a str>,
    price: i64,
    compare_price: Option<i64>,
    cost: Option<i64>,
    weight_g: Option<i32>,
    active: bool,
}

impl<'a> VariantRow<'a> {
    fn of(product: ProductId, position: usize, variant: &'a VariantInput) -> Result<Self> {
        let known = variant.id.zip(variant.sku.as_deref());
        let (id, sku) = known.ok_or_else(|| Error::fault("a variant without id or code"))?;
        Ok(Self {
            id,
            product_id: product,
            position,
            options: &variant.options,
            sku,
            barcode: variant.barcode.as_deref(),
            price: variant.price,
            compare_price: variant.compare_price,
            cost: variant.cost,
            weight_g: variant.weight_g,
            active: variant.active,
        })
    }
}

async fn upsert_variants(tx: &mut TenantTx, products: &[WholeProduct]) -> Result<()> {
    let mut rows = vec![];
    for product in products {
        for (position, variant) in product.set.variants.iter().enumerate() {
            rows.push(VariantRow::of(product.id, position, variant)?);
        }
    }
    sqlx::query(
        "insert into variant (tenant_id, variant_id, product_id, position, option_values, sku, barcode, price,
                              compare_price, cost, weight_g, active, created_at, updated_at)
         select $1, r.id, r.product_id, r.position, r.options, r.sku, r.barcode, r.price, r.compare_price, r.cost,
                r.weight_g, r.active, $3, $3
           from jsonb_to_recordset($2) as r (id uuid, product_id uuid, position smallint, options text[], sku text,
                barcode text, price bigint, compare_price bigint, cost bigint, weight_g integer, active boolean)
         on conflict (tenant_id, variant_id) do update
            set position = excluded.position, option_values = excluded.option_values, sku = excluded.sku,
                barcode = excluded.barcode, price = excluded.price, compare_price = excluded.compare_price,
                cost = excluded.cost, weight_g = excluded.weight_g, active = excluded.active,
                updated_at = excluded.updated_at",
    )
    .bind(tx.tenant())
    .bind(Json(rows))
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

#[derive(Debug, Serialize)]
struct OptionRow<'a> {
    product_id: ProductId,
    position: usize,
    #[serde(flatten)]
    option: &'a OptionInput,
}

async fn replace_options(tx: &mut TenantTx, products: &[WholeProduct]) -> Result<()> {
    let ids: Vec<ProductId> = products.iter().map(|p| p.id).collect();
    let rows: Vec<OptionRow<'_>> = products.iter().flat_map(options_of).collect();
    sqlx::query("delete from product_option where tenant_id = $1 and product_id = any ($2)")
        .bind(tx.tenant())
        .bind(ids)
        .execute(&mut **tx)
        .await?;
    sqlx::query(
        "insert into product_option (tenant_id, product_id, position, name, choices)
         select $1, r.product_id, r.position, r.name, r.choices
           from jsonb_to_recordset($2) as r (product_id uuid, position smallint, name text, choices text[])",
    )
    .bind(tx.tenant())
    .bind(Json(rows))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

fn options_of(product: &WholeProduct) -> impl Iterator<Item = OptionRow<'_>> {
    product
        .set
        .options
        .iter()
        .enumerate()
        .map(move |(position, option)| OptionRow {
            product_id: product.id,
            position,
            option,
        })
}
