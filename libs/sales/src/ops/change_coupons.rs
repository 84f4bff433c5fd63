//! Coupons are put into the cart and taken out of it.

use db::TenantTx;
use kernel::{Line, Result};
use promotions::model::CouponCode;
use promotions::ops::{drop_coupon, put_coupon, read_coupon};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::open_cart::open_cart;
use crate::model::{CartId, CartKey};

/// A coupon as it was typed.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CouponRequest {
    /// Capitals and blanks do not matter.
    pub code: Line<60>,
}

/// Puts it in. What is no coupon of the shop's, is over or has not begun is refused, and no cart made for it.
pub async fn add_coupon(tx: &mut TenantTx, key: CartKey, wanted: &CouponRequest) -> Result<CartId> {
    let coupon = read_coupon(tx, &wanted.code).await?;
    let cart = open_cart(tx, key).await?;
    put_coupon(tx, cart.0, &coupon).await?;
    Ok(cart)
}

/// Takes it out; what is not in it is not there.
pub async fn remove_coupon(tx: &mut TenantTx, key: CartKey, code: &CouponCode) -> Result<CartId> {
    let cart = open_cart(tx, key).await?;
    drop_coupon(tx, cart.0, code).await?;
    Ok(cart)
}
