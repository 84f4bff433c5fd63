//! Coupons are put into a cart and taken out of it. Whose cart it is, and that it is locked, is the caller's matter.

use db::TenantTx;
use kernel::id::Uuid;
use kernel::{Error, Result};

use crate::PromotionsError;
use crate::model::CouponCode;
use crate::queries::{Coupon, find_coupon};

/// Most coupons of one cart.
pub const MOST_COUPONS: i64 = 5;

/// The coupon that was typed. What is no code of the shop's is `coupon_unknown`; what is over, not begun or stopped is
/// `coupon_not_valid` with the `code` and why.
pub async fn read_coupon(tx: &mut TenantTx, typed: &str) -> Result<Coupon> {
    let found = match CouponCode::read(typed) {
        Some(code) => find_coupon(tx, &code).await?,
        None => None,
    };
    let coupon = found.ok_or(PromotionsError::CouponUnknown)?;
    match coupon.obstacle(tx.now()) {
        Some(why) => Err(Error::from(PromotionsError::CouponNotValid)
            .with("code", &coupon.code)
            .with("reason", why.as_str())),
        None => Ok(coupon),
    }
}

/// Puts it into the cart; twice is once.
pub async fn put_coupon(tx: &mut TenantTx, cart: Uuid, coupon: &Coupon) -> Result<()> {
    let others: i64 = sqlx::query_scalar(
        "select count(*) from cart_coupon where tenant_id = $1 and cart_id = $2 and promotion_id <> $3",
    )
    .bind(tx.tenant())
    .bind(cart)
    .bind(coupon.promotion_id)
    .fetch_one(&mut **tx)
    .await?;
    if others >= MOST_COUPONS {
        return Err(Error::from(PromotionsError::TooManyCoupons).with("most", MOST_COUPONS));
    }
    sqlx::query(
        "insert into cart_coupon (tenant_id, cart_id, promotion_id, added_at)
         values ($1, $2, $3, $4)
             on conflict do nothing",
    )
    .bind(tx.tenant())
    .bind(cart)
    .bind(coupon.promotion_id)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Takes it out, also one that the shop put away meanwhile.
pub async fn drop_coupon(tx: &mut TenantTx, cart: Uuid, code: &CouponCode) -> Result<()> {
    let gone = sqlx::query(
        "delete from cart_coupon x using promotion m
          where x.tenant_id = $1 and x.cart_id = $2
            and m.tenant_id = $1 and m.promotion_id = x.promotion_id and m.coupon = $3",
    )
    .bind(tx.tenant())
    .bind(cart)
    .bind(code.as_str())
    .execute(&mut **tx)
    .await?;
    if gone.rows_affected() == 0 {
        return Err(Error::not_found());
    }
    Ok(())
}

/// The coupons of one cart join those of another, so far as there is room.
pub async fn move_coupons(tx: &mut TenantTx, from: Uuid, into: Uuid) -> Result<()> {
    sqlx::query(
        "insert into cart_coupon (tenant_id, cart_id, promotion_id, added_at)
         select tenant_id, $3, promotion_id, added_at
           from cart_coupon
          where tenant_id = $1 and cart_id = $2
          order by added_at, promotion_id
          limit greatest(0, $4 - (select count(*) from cart_coupon where tenant_id = $1 and cart_id = $3))
             on conflict do nothing",
    )
    .bind(tx.tenant())
    .bind(from)
    .bind(into)
    .bind(MOST_COUPONS)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
