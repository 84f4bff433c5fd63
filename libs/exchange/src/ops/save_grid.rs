//! Price, stock, status and category of many products at once: all or none, each over the version that was read.

use std::collections::{BTreeMap, HashMap};

use catalog::model::ProductPatch;
use catalog::ops::update_product::patch_product;
use catalog::queries::product::variant_set;
use catalog::{ProductId, VariantId};
use db::TenantTx;
use http::EdgeError;
use inventory::ops::set_on_hand::count_all;
use kernel::{Currency, Error, Result};

use crate::model::{GridChange, GridRow, GridVariant};
use crate::queries::grid::{GridProduct, grid_products};

/// Saves it. Gives what takes it back, over the versions that there are now. Refuses (`changed_meanwhile`) when one of the
/// products was changed by somebody else.
pub async fn save_grid(tx: &mut TenantTx, currency: Currency, change: &GridChange) -> Result<GridChange> {
    let rows: BTreeMap<ProductId, &GridRow> = change.rows.iter().map(|row| (row.product_id, row)).collect();
    if rows.len() < change.rows.len() {
        return Err(Error::invalid("rows", "duplicate"));
    }
    let ids: Vec<ProductId> = rows.keys().copied().collect();
    let before = grid_products(tx, &ids).await?;
    // Stock is locked before products, as orders lock them.
    count(tx, &rows, &before).await?;
    let mut undo = GridChange::default();
    for (id, row) in rows {
        let known = before.get(&id).ok_or_else(Error::not_found)?;
        let version = save_row(tx, currency, row, known).await?;
        undo.rows.push(back(row, known, version));
    }
    Ok(undo)
}

async fn count(
    tx: &mut TenantTx,
    rows: &BTreeMap<ProductId, &GridRow>,
    before: &HashMap<ProductId, GridProduct>,
) -> Result<()> {
    let mut counts: BTreeMap<VariantId, i32> = BTreeMap::new();
    for (id, row) in rows {
        let known = before.get(id).ok_or_else(Error::not_found)?;
        for variant in &row.variants {
            if !known.variants.iter().any(|v| v.id == variant.variant_id) {
                return Err(Error::invalid("variant_id", "unknown"));
            }
            counts.extend(variant.stock.map(|stock| (variant.variant_id, stock)));
        }
    }
    if counts.is_empty() {
        Ok(())
    } else {
        count_all(tx, &counts, None).await
    }
}

/// Gives the product's version, which stays when only pieces were counted.
async fn save_row(tx: &mut TenantTx, currency: Currency, row: &GridRow, known: &GridProduct) -> Result<i64> {
    let prices: HashMap<VariantId, i64> = row
        .variants
        .iter()
        .filter_map(|v| Some((v.variant_id, v.price?)))
        .collect();
    if prices.is_empty() && row.status.is_none() && row.category_id.is_none() {
        return if known.version == row.version {
            Ok(known.version)
        } else {
            Err(EdgeError::Stale.into())
        };
    }
    let mut patch = ProductPatch {
        status: row.status,
        category_id: row.category_id,
        ..ProductPatch::default()
    };
    if !prices.is_empty() {
        let mut set = variant_set(tx, row.product_id).await?;
        for variant in &mut set.variants {
            let price = variant.id.and_then(|id| prices.get(&id));
            variant.price = price.copied().unwrap_or(variant.price);
            // What is no longer reduced shows no price before.
            variant.compare_price = variant.compare_price.filter(|compare| *compare > variant.price);
        }
        (patch.options, patch.variants) = (Some(set.options), Some(set.variants));
    }
    patch_product(tx, currency, row.product_id, Some(row.version), patch).await
}

/// The same cells with what stood in them.
fn back(row: &GridRow, known: &GridProduct, version: i64) -> GridRow {
    let variant = |changed: &GridVariant| {
        let old = known.variants.iter().find(|v| v.id == changed.variant_id);
        GridVariant {
            variant_id: changed.variant_id,
            price: changed.price.and(old.map(|v| v.price)),
            stock: changed.stock.and(old.map(|v| v.stock)),
        }
    };
    GridRow {
        product_id: row.product_id,
        version,
        status: row.status.map(|_| known.status),
        category_id: row.category_id.map(|_| known.category_id),
        variants: row.variants.iter().map(variant).collect(),
    }
}
