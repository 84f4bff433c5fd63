//! Coupons that are put in and taken out on the checkout's page, with everything that was typed kept.

use actix_web::HttpRequest;
use http::Visitor;
use kernel::{Error, Line, Result};
use promotions::model::CouponCode;

use super::checkout_form::CheckoutForm;
use crate::http::cart_key::{cart_key, count_coupon};
use crate::ops::change_coupons::{CouponRequest, add_coupon, remove_coupon};
use crate::ops::merge_cart::merge_cart;

/// Does what the form asks of coupons, if it asks anything.
pub async fn change_coupons(visitor: &Visitor, req: &HttpRequest, form: &CheckoutForm) -> Result<()> {
    if !form.drop_coupon.is_empty() {
        return drop_one(visitor, req, &form.drop_coupon).await;
    }
    if !form.asks_for_coupon() {
        return Ok(());
    }
    count_coupon(visitor, req).await?;
    let wanted = CouponRequest {
        code: Line::parse(&form.coupon).map_err(|_| promotions::PromotionsError::CouponUnknown)?,
    };
    let key = cart_key(visitor, req, None);
    let mut tx = visitor.begin_async_commit().await?;
    merge_cart(&mut tx, key).await?;
    add_coupon(&mut tx, key, &wanted).await?;
    tx.commit().await
}

/// What is out already is out.
async fn drop_one(visitor: &Visitor, req: &HttpRequest, code: &str) -> Result<()> {
    let Some(code) = CouponCode::read(code) else {
        return Ok(());
    };
    let key = cart_key(visitor, req, None);
    let mut tx = visitor.begin_async_commit().await?;
    merge_cart(&mut tx, key).await?;
    match remove_coupon(&mut tx, key, &code).await {
        Ok(_) => tx.commit().await,
        Err(Error::Refused(_)) => tx.rollback().await,
        Err(fault) => Err(fault),
    }
}
