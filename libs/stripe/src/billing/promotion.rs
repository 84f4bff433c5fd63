//! Codes that people type to have a discount.

use jiff::Timestamp;
use serde::Deserialize;
use stripe_client_core::StripeRequest as _;
use stripe_product::promotion_code::{
    CreatePromotionCode, CreatePromotionCodePromotion, CreatePromotionCodePromotionType, ListPromotionCode,
    UpdatePromotionCode,
};

use crate::client::Stripe;
use crate::error::StripeError;
use crate::id::{CouponId, Either, Named, PromotionCodeId};
use crate::page::Read;
use crate::text::{moment_or_none, short};

/// A new code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPromotionCode {
    /// Which discount it gives.
    pub coupon: CouponId,
    /// What is typed: letters and digits, great or small.
    pub code: String,
    /// How many may use it.
    pub most: Option<u32>,
    /// Until when.
    pub until: Option<Timestamp>,
}

/// A code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PromotionCode {
    /// Stripe's name for it.
    pub id: PromotionCodeId,
    /// What is typed.
    pub code: String,
    /// Which discount it gives.
    pub coupon: CouponId,
    /// Whether it works.
    pub active: bool,
    /// How many used it.
    pub used: u32,
    /// How many may.
    pub most: Option<u32>,
    /// Until when.
    pub until: Option<Timestamp>,
}

#[derive(Deserialize)]
struct Raw {
    id: PromotionCodeId,
    code: String,
    promotion: RawPromotion,
    active: bool,
    times_redeemed: Option<u32>,
    max_redemptions: Option<u32>,
    expires_at: Option<i64>,
}

#[derive(Deserialize)]
struct RawPromotion {
    coupon: Either<Named>,
}

impl PromotionCode {
    fn read(json: &[u8]) -> Result<Self, StripeError> {
        let raw: Raw = super::words::read(json)?;
        Ok(Self {
            id: raw.id,
            code: short(&raw.code),
            coupon: CouponId::parse(&raw.promotion.coupon.name()).ok_or(StripeError::Unreadable)?,
            active: raw.active,
            used: raw.times_redeemed.unwrap_or(0),
            most: raw.max_redemptions,
            until: moment_or_none(raw.expires_at)?,
        })
    }
}

impl Stripe {
    /// Those that are typed so, working or not, newest first.
    pub async fn promotion_codes(&self, code: &str) -> Result<Vec<PromotionCode>, StripeError> {
        let call = ListPromotionCode::new().code(code).limit(100);
        Read::whole(&self.wire.get(call.build()).await?, PromotionCode::read)
    }

    /// Makes one. `key` as for [`Self::pay`].
    pub async fn create_promotion_code(
        &self,
        key: &str,
        new: &NewPromotionCode,
    ) -> Result<PromotionCode, StripeError> {
        let mut promotion = CreatePromotionCodePromotion::new(CreatePromotionCodePromotionType::Coupon);
        promotion.coupon = Some(new.coupon.to_string());
        let mut call = CreatePromotionCode::new(promotion).code(new.code.clone());
        if let Some(most) = new.most {
            call = call.max_redemptions(i64::from(most));
        }
        if let Some(until) = new.until {
            call = call.expires_at(until.as_second());
        }
        PromotionCode::read(&self.wire.change(key, call.build()).await?)
    }

    /// It works no more.
    pub async fn stop_promotion_code(
        &self,
        key: &str,
        id: &PromotionCodeId,
    ) -> Result<PromotionCode, StripeError> {
        let call = UpdatePromotionCode::new(id.as_str()).active(false);
        PromotionCode::read(&self.wire.change(key, call.build()).await?)
    }
}
