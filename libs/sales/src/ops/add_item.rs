//! Putting something into the cart.

use catalog::queries::sellable::only_variant_of;
use catalog::{ProductId, SellableVariant, VariantId};
use db::TenantTx;
use inventory::InventoryError;
use kernel::{Error, Result};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::open_cart::open_cart;
use crate::error::SalesError;
use crate::model::cart::CartItem;
use crate::model::{CartId, CartKey};
use crate::queries::carts::list_items;

/// What to put in.
#[derive(Debug, Clone, Copy, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ItemRequest {
    /// The product.
    pub product_id: ProductId,
    /// What exactly; may be left out when the product comes in one form only.
    #[serde(default)]
    pub variant_id: Option<VariantId>,
    /// How many.
    #[serde(default = "one")]
    #[validate(range(min = 1, max = 999))]
    pub quantity: i32,
}

fn one() -> i32 {
    1
}

/// A cart after something was put in.
#[derive(Debug)]
pub struct Filled {
    /// Which; it may be a new one.
    pub cart: CartId,
    /// What is in it now, oldest first.
    pub items: Vec<CartItem>,
    /// What was put in.
    pub added: SellableVariant,
}

/// Adds to what is there already.
pub async fn add_item(tx: &mut TenantTx, key: CartKey, wanted: ItemRequest) -> Result<Filled> {
    let added = find_variant(tx, wanted).await?;
    let cart = open_cart(tx, key).await?;
    let mut items = if key.is_blank() {
        vec![]
    } else {
        list_items(tx, cart).await?
    };
    let at = items.iter().position(|i| i.variant_id == added.variant_id);
    if at.is_none() && items.len() >= key.limits.lines {
        return Err(SalesError::CartFull.into());
    }
    let before = at.map_or(0, |at| items[at].quantity);
    let item = CartItem {
        item_id: at.map_or_else(|| tx.new_id(), |at| items[at].item_id),
        product_id: added.product_id,
        variant_id: added.variant_id,
        quantity: before.saturating_add(wanted.quantity),
        price_seen: added.price,
    };
    if item.quantity > key.limits.quantity {
        return Err(Error::invalid("quantity", "out_of_range"));
    }
    require_stock(&added, item.quantity)?;
    upsert(tx, cart, &item).await?;
    match at {
        Some(at) => items[at] = item,
        None => items.push(item),
    }
    Ok(Filled { cart, items, added })
}

async fn find_variant(tx: &mut TenantTx, wanted: ItemRequest) -> Result<SellableVariant> {
    let variant = match wanted.variant_id {
        Some(id) => {
            let found = catalog::sellable_variants(tx, &[id]).await?;
            let fits = |v: &SellableVariant| v.product_id == wanted.product_id;
            found.into_iter().find(fits)
        }
        None => Some(only_variant(tx, wanted.product_id).await?),
    };
    let variant = variant
        .filter(|v| !v.is_draft)
        .ok_or_else(|| Error::invalid("variant_id", "unknown"))?;
    if variant.is_sold {
        Ok(variant)
    } else {
        Err(Error::from(SalesError::NotForSale).with("name", &variant.product_name))
    }
}

/// A product of one form needs no choice; of several, it does.
async fn only_variant(tx: &mut TenantTx, product: ProductId) -> Result<SellableVariant> {
    if let Some(only) = only_variant_of(tx, product).await? {
        return Ok(only);
    }
    let known: bool =
        sqlx::query_scalar("select exists (select from product where tenant_id = $1 and product_id = $2)")
            .bind(tx.tenant())
            .bind(product)
            .fetch_one(&mut **tx)
            .await?;
    Err(if known {
        Error::invalid("variant_id", "required")
    } else {
        Error::invalid("product_id", "unknown")
    })
}

/// A hint in good time; what counts is the reservation at the checkout.
pub(super) fn require_stock(variant: &SellableVariant, quantity: i32) -> Result<()> {
    if quantity <= variant.available {
        return Ok(());
    }
    let error = Error::from(InventoryError::OutOfStock);
    Err(error
        .with("name", &variant.product_name)
        .with("left", variant.available.max(0)))
}

/// The price seen is the one of the last time it was put in.
async fn upsert(tx: &mut TenantTx, cart: CartId, item: &CartItem) -> Result<()> {
    sqlx::query(
        "insert into cart_item (tenant_id, item_id, cart_id, product_id, variant_id, quantity, price_seen, added_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (tenant_id, cart_id, variant_id) do update
         set quantity = excluded.quantity, price_seen = excluded.price_seen",
    )
    .bind(tx.tenant())
    .bind(item.item_id)
    .bind(cart)
    .bind(item.product_id)
    .bind(item.variant_id)
    .bind(item.quantity)
    .bind(item.price_seen)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}
