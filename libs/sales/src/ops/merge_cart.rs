//! Somebody filled a cart before signing in: its things and coupons join those of their own cart.

use db::TenantTx;
use kernel::{PersonId, Result};

use super::open_cart::{close, lock_anonymous, open_cart};
use crate::model::cart::{CartLimits, merged};
use crate::model::{CartId, CartItemId, CartKey};
use crate::queries::carts::list_items;

/// Merges the cart of the caller's token into the person's, if there are both. Gives whether it did.
pub async fn merge_cart(tx: &mut TenantTx, key: CartKey) -> Result<bool> {
    let (Some(person), Some(token_cart)) = (key.person, key.token_cart) else {
        return Ok(false);
    };
    // Always the anonymous one first: two merges of one cart take turns.
    let Some(from) = lock_anonymous(tx, token_cart).await? else {
        return Ok(false);
    };
    join(tx, from, person, key.limits).await?;
    close(tx, from, "merged").await?;
    Ok(true)
}

async fn join(tx: &mut TenantTx, from: CartId, person: PersonId, limits: CartLimits) -> Result<()> {
    let added = list_items(tx, from).await?;
    if added.is_empty() {
        return Ok(());
    }
    let into = open_cart(
        tx,
        CartKey {
            person: Some(person),
            token_cart: None,
            limits,
        },
    )
    .await?;
    let kept = list_items(tx, into).await?;
    let changes = merged(&kept, &added, limits);
    let ids: Vec<CartItemId> = changes.iter().map(|c| c.item_id).collect();
    let quantities: Vec<i32> = changes.iter().map(|c| c.quantity).collect();
    sqlx::query(
        "update cart_item i
            set cart_id = $2, quantity = c.quantity
           from unnest($3::uuid[], $4::integer[]) as c (item_id, quantity)
          where i.tenant_id = $1 and i.item_id = c.item_id",
    )
    .bind(tx.tenant())
    .bind(into)
    .bind(ids)
    .bind(quantities)
    .execute(&mut **tx)
    .await?;
    promotions::ops::move_coupons(tx, from.0, into.0).await
}
