//! Changing what is in the cart.

use db::TenantTx;
use kernel::{Error, Result};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::add_item::require_stock;
use super::open_cart::open_cart;
use crate::model::cart::CartItem;
use crate::model::{CartId, CartItemId, CartKey};
use crate::queries::carts::list_items;

/// How many of it.
#[derive(Debug, Clone, Copy, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct QuantityRequest {
    /// How many.
    #[validate(range(min = 1, max = 999))]
    pub quantity: i32,
}

/// Sets the quantity of a line. More than the shelf or a line holds is refused; less than before never is.
pub async fn set_quantity(
    tx: &mut TenantTx,
    key: CartKey,
    item: CartItemId,
    quantity: i32,
) -> Result<CartId> {
    let cart = open_cart(tx, key).await?;
    let present = find_item(tx, cart, item).await?;
    if quantity > present.quantity {
        if quantity > key.limits.quantity {
            return Err(Error::invalid("quantity", "out_of_range"));
        }
        let variants = catalog::sellable_variants(tx, &[present.variant_id]).await?;
        let variant = variants.first().ok_or_else(Error::not_found)?;
        require_stock(variant, quantity)?;
    }
    sqlx::query("update cart_item set quantity = $4 where tenant_id = $1 and cart_id = $2 and item_id = $3")
        .bind(tx.tenant())
        .bind(cart)
        .bind(item)
        .bind(quantity)
        .execute(&mut **tx)
        .await?;
    Ok(cart)
}

/// Takes a line out.
pub async fn remove_item(tx: &mut TenantTx, key: CartKey, item: CartItemId) -> Result<CartId> {
    let cart = open_cart(tx, key).await?;
    find_item(tx, cart, item).await?;
    sqlx::query("delete from cart_item where tenant_id = $1 and cart_id = $2 and item_id = $3")
        .bind(tx.tenant())
        .bind(cart)
        .bind(item)
        .execute(&mut **tx)
        .await?;
    Ok(cart)
}

/// Takes everything out.
pub async fn empty_cart(tx: &mut TenantTx, key: CartKey) -> Result<CartId> {
    let cart = open_cart(tx, key).await?;
    sqlx::query("delete from cart_item where tenant_id = $1 and cart_id = $2")
        .bind(tx.tenant())
        .bind(cart)
        .execute(&mut **tx)
        .await?;
    Ok(cart)
}

/// A line of this very cart; another's is not there.
async fn find_item(tx: &mut TenantTx, cart: CartId, item: CartItemId) -> Result<CartItem> {
    list_items(tx, cart)
        .await?
        .into_iter()
        .find(|i| i.item_id == item)
        .ok_or_else(Error::not_found)
}
