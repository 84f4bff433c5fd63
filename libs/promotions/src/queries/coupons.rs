//! Coupons by what customers type.

use db::TenantTx;
use kernel::{Instant, Result};
use sqlx::FromRow;

use crate::model::{Aside, CouponCode, PromotionId, PromotionStatus};

/// A coupon that somebody typed.
#[derive(Debug, Clone, FromRow)]
pub struct Coupon {
    /// Which.
    pub promotion_id: PromotionId,
    /// As it is written.
    pub code: String,
    starts_at: Instant,
    ends_at: Option<Instant>,
    status: PromotionStatus,
}

impl Coupon {
    /// Why it cannot be had now, whoever asks and whatever is in the cart.
    pub fn obstacle(&self, now: Instant) -> Option<Aside> {
        if self.status != PromotionStatus::Active {
            Some(Aside::Paused)
        } else if self.ends_at.is_some_and(|end| end <= now) {
            Some(Aside::Ended)
        } else if self.starts_at > now {
            Some(Aside::NotStarted)
        } else {
            None
        }
    }
}

/// The one of this code that was not put away.
pub async fn find_coupon(tx: &mut TenantTx, code: &CouponCode) -> Result<Option<Coupon>> {
    Ok(sqlx::query_as(
        "select promotion_id, coupon as code, starts_at, ends_at, status
           from promotion
          where tenant_id = $1 and coupon = $2 and status <> 'archived'",
    )
    .bind(tx.tenant())
    .bind(code.as_str())
    .fetch_optional(&mut **tx)
    .await?)
}
