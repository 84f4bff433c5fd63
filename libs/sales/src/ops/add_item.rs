//! Putting something into the cart.

use catalog::model::{ProductId, VariantId};
use catalog::queries::SellableVariant;
use db::TenantTx;
use kernel::{Error, Result};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::open_cart::{open_cart, touch};
use crate::error::SalesError;
use crate::model::cart::{MAX_LINES, MAX_QUANTITY};
use crate::model::{CartId, CartItemId, CartKey};
use crate::queries::carts::{list_items, stock_of};

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

/// Adds to what is there already. Gives the cart, which may be a new one.
pub async fn add_item(tx: &mut TenantTx, key: CartKey, wanted: ItemRequest) -> Result<CartId> {
    let variant = find_variant(tx, wanted).await?;
    let cart = open_cart(tx, key).await?;
    let items = list_items(tx, cart).await?;
    let quantity = match items.iter().find(|i| i.variant_id == variant.variant_id) {
        Some(same) => same.quantity.saturating_add(wanted.quantity),
        None if items.len() >= MAX_LINES => return Err(SalesError::CartFull.into()),
        None => wanted.quantity,
    };
    if quantity > MAX_QUANTITY {
        return Err(Error::invalid("quantity", "out_of_range"));
    }
    require_stock(tx, &variant, quantity).await?;
    upsert(tx, cart, &variant, quantity).await?;
    touch(tx, cart).await?;
    Ok(cart)
}

async fn find_variant(tx: &mut TenantTx, wanted: ItemRequest) -> Result<SellableVariant> {
    let ids = match wanted.variant_id {
        Some(variant) => vec![variant],
        None => only_variant(tx, wanted.product_id).await?,
    };
    let found = catalog::queries::sellable_variants(tx, &ids).await?;
    let fits = |v: &SellableVariant| v.product_id == wanted.product_id;
    let field = if wanted.variant_id.is_some() { "variant_id" } else { "product_id" };
    let variant = found.into_iter().find(fits).ok_or_else(|| Error::invalid(field, "unknown"))?;
    if variant.sellable {
        Ok(variant)
    } else {
        Err(Error::from(SalesError::NotForSale).with("name", &variant.product_name))
    }
}

/// A product of one form needs no choice; of several, it does.
async fn only_variant(tx: &mut TenantTx, product: ProductId) -> Result<Vec<VariantId>> {
    let ids: Vec<VariantId> = sqlx::query_scalar(
        "select variant_id from variant
          where tenant_id = $1 and product_id = $2 and active
          order by position, variant_id
          limit 2",
    )
    .bind(tx.tenant())
    .bind(product)
    .fetch_all(&mut **tx)
    .await?;
    if ids.len() > 1 { Err(Error::invalid("variant_id", "required")) } else { Ok(ids) }
}

/// A hint in good time; what counts is the reservation at the checkout.
pub(super) async fn require_stock(tx: &mut TenantTx, variant: &SellableVariant, quantity: i32) -> Result<()> {
    let left = stock_of(tx, &[variant.variant_id]).await?.get(&variant.variant_id).copied().unwrap_or(0);
    if quantity <= left {
        return Ok(());
    }
    Err(Error::from(SalesError::NotEnough).with("name", &variant.product_name).with("left", left))
}

/// The price seen is the one of the last time it was put in.
async fn upsert(tx: &mut TenantTx, cart: CartId, variant: &SellableVariant, quantity: i32) -> Result<()> {
    sqlx::query(
        "insert into cart_item (tenant_id, item_id, cart_id, product_id, variant_id, quantity, price_seen, added_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (tenant_id, cart_id, variant_id) do update
         set quantity = excluded.quantity, price_seen = excluded.price_seen",
    )
    .bind(tx.tenant())
    .bind(tx.new_id::<CartItemId>())
    .bind(cart)
    .bind(variant.product_id)
    .bind(variant.variant_id)
    .bind(quantity)
    .bind(variant.price)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}
