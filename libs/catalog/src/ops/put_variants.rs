//! The options and variants of a product, replaced as a whole. Variants are known by their ids; one that is left out is
//! taken from sale for good, but its row stays for the orders and the stock that mention it.

use std::collections::HashMap;

use db::TenantTx;
use db::audit::{self, Change};
use kernel::{Currency, Error, FieldError, Line, Result, Slug};
use serde::Serialize;
use serde_json::Value;
use sqlx::types::Json;

use super::free_names::free_skus;
use super::lock_product::{lock_product, touch_product};
use super::refresh_products::refresh_products;
use crate::model::VariantSet;
use crate::{ProductId, VariantId};

/// Replaces them. Gives the product's new version.
pub async fn put_variants(
    tx: &mut TenantTx,
    currency: Currency,
    id: ProductId,
    expected: Option<i64>,
    set: &VariantSet,
) -> Result<i64> {
    set.check(currency)?;
    let locked = lock_product(tx, id, expected).await?;
    write_variants(tx, id, &locked.slug.0, set).await?;
    refresh_products(tx, &[id]).await?;
    touch_product(tx, id).await
}

/// As a row goes to the database.
#[derive(Debug, Serialize)]
struct Row<'a> {
    id: VariantId,
    position: usize,
    options: &'a [Line<40>],
    sku: String,
    barcode: Option<&'a str>,
    price: i64,
    compare_price: Option<i64>,
    cost: Option<i64>,
    weight_g: Option<i32>,
    active: bool,
}

/// The product is new or locked, and the set has been checked.
pub(super) async fn write_variants(
    tx: &mut TenantTx,
    id: ProductId,
    slug: &Slug,
    set: &VariantSet,
) -> Result<()> {
    let present = present_skus(tx, id).await?;
    refuse_unknown(set, &present)?;
    refuse_taken(tx, id, set).await?;
    let rows = rows_of(tx, slug, set, &present).await?;
    remove_others(tx, id, &rows).await?;
    upsert(tx, id, &rows).await?;
    replace_options(tx, id, set).await
}

async fn present_skus(tx: &mut TenantTx, id: ProductId) -> Result<HashMap<VariantId, String>> {
    let rows: Vec<(VariantId, String)> = sqlx::query_as(
        "select variant_id, sku from variant where tenant_id = $1 and product_id = $2 and removed_at is null",
    )
    .bind(tx.tenant())
    .bind(id)
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().collect())
}

fn refuse_unknown(set: &VariantSet, present: &HashMap<VariantId, String>) -> Result<()> {
    let unknown = set
        .variants
        .iter()
        .position(|v| v.id.is_some_and(|id| !present.contains_key(&id)));
    unknown.map_or(Ok(()), |i| {
        Err(Error::invalid(format!("variants.{i}.id"), "unknown"))
    })
}

/// The constraints say the same, but not which of the variants is meant.
async fn refuse_taken(tx: &mut TenantTx, id: ProductId, set: &VariantSet) -> Result<()> {
    let skus: Vec<&str> = set.variants.iter().filter_map(|v| v.sku.as_deref()).collect();
    let barcodes: Vec<&str> = set.variants.iter().filter_map(|v| v.barcode.as_deref()).collect();
    let taken: Vec<(String, Option<String>)> = sqlx::query_as(
        "select sku, barcode from variant
          where tenant_id = $1 and product_id <> $2 and removed_at is null and (sku = any ($3) or barcode = any ($4))",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(skus)
    .bind(barcodes)
    .fetch_all(&mut **tx)
    .await?;
    let mut faults = vec![];
    for (i, variant) in set.variants.iter().enumerate() {
        let mut fault = |field: &str| faults.push(taken_field(i, field));
        if variant
            .sku
            .as_deref()
            .is_some_and(|mine| taken.iter().any(|(sku, _)| sku == mine))
        {
            fault("sku");
        }
        if variant
            .barcode
            .as_deref()
            .is_some_and(|mine| taken.iter().any(|(_, code)| code.as_deref() == Some(mine)))
        {
            fault("barcode");
        }
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(Error::invalid_fields(faults))
    }
}

fn taken_field(i: usize, field: &str) -> FieldError {
    FieldError {
        field: format!("variants.{i}.{field}"),
        code: "taken",
        args: vec![],
    }
}

async fn rows_of<'a>(
    tx: &mut TenantTx,
    slug: &Slug,
    set: &'a VariantSet,
    present: &HashMap<VariantId, String>,
) -> Result<Vec<Row<'a>>> {
    let kept = |id: Option<VariantId>| id.and_then(|id| present.get(&id).cloned());
    let nameless = set
        .variants
        .iter()
        .filter(|v| v.sku.is_none() && v.id.is_none())
        .count();
    let mut made = free_skus(tx, slug, nameless).await?.into_iter();
    let mut rows = vec![];
    for (position, v) in set.variants.iter().enumerate() {
        let given = v.sku.as_ref().map(|sku| sku.as_str().to_owned());
        let sku = given.or_else(|| kept(v.id)).or_else(|| made.next());
        rows.push(Row {
            id: v.id.unwrap_or_else(|| tx.new_id()),
            position,
            options: &v.options,
            sku: sku.ok_or_else(|| Error::fault("too few codes were made"))?,
            barcode: v.barcode.as_deref(),
            price: v.price,
            compare_price: v.compare_price,
            cost: v.cost,
            weight_g: v.weight_g,
            active: v.active,
        });
    }
    Ok(rows)
}

async fn remove_others(tx: &mut TenantTx, id: ProductId, rows: &[Row<'_>]) -> Result<()> {
    let kept: Vec<VariantId> = rows.iter().map(|r| r.id).collect();
    sqlx::query(
        "update variant set removed_at = $4, updated_at = $4, active = false
          where tenant_id = $1 and product_id = $2 and removed_at is null and not variant_id = any ($3)",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(kept)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

async fn upsert(tx: &mut TenantTx, id: ProductId, rows: &[Row<'_>]) -> Result<()> {
    sqlx::query(
        "insert into variant (tenant_id, variant_id, product_id, position, option_values, sku, barcode, price,
                              compare_price, cost, weight_g, active, created_at, updated_at)
         select $1, r.id, $2, r.position, r.options, r.sku, r.barcode, r.price, r.compare_price, r.cost, r.weight_g,
                r.active, $4, $4
           from jsonb_to_recordset($3) as r (id uuid, position smallint, options text[], sku text, barcode text,
                price bigint, compare_price bigint, cost bigint, weight_g integer, active boolean)
         on conflict (tenant_id, variant_id) do update
            set position = excluded.position, option_values = excluded.option_values, sku = excluded.sku,
                barcode = excluded.barcode, price = excluded.price, compare_price = excluded.compare_price,
                cost = excluded.cost, weight_g = excluded.weight_g, active = excluded.active,
                updated_at = excluded.updated_at",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(Json(rows))
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

async fn replace_options(tx: &mut TenantTx, id: ProductId, set: &VariantSet) -> Result<()> {
    let before = choices(tx, id).await?;
    sqlx::query("delete from product_option where tenant_id = $1 and product_id = $2")
        .bind(tx.tenant())
        .bind(id)
        .execute(&mut **tx)
        .await?;
    sqlx::query(
        "insert into product_option (tenant_id, product_id, position, name, choices)
         select $1, $2, o.n - 1, o.option ->> 'name', array(select jsonb_array_elements_text(o.option -> 'choices'))
           from jsonb_array_elements($3) with ordinality as o (option, n)",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(Json(&set.options))
    .execute(&mut **tx)
    .await?;
    let name = name_of(tx, id).await?;
    let change = Change {
        subject: "product_option",
        id: id.to_string(),
        label: name.as_deref(),
        before,
        after: choices(tx, id).await?,
    };
    audit::record(tx, change).await
}

async fn name_of(tx: &mut TenantTx, id: ProductId) -> Result<Option<String>> {
    Ok(
        sqlx::query_scalar("select name from product where tenant_id = $1 and product_id = $2")
            .bind(tx.tenant())
            .bind(id)
            .fetch_optional(&mut **tx)
            .await?,
    )
}

/// For the audit log: the rows are replaced, whether or not they differ.
async fn choices(tx: &mut TenantTx, id: ProductId) -> Result<Value> {
    Ok(sqlx::query_scalar(
        "select coalesce(jsonb_object_agg(name, to_jsonb(choices)), '{}') from product_option
          where tenant_id = $1 and product_id = $2",
    )
    .bind(tx.tenant())
    .bind(id)
    .fetch_one(&mut **tx)
    .await?)
}
