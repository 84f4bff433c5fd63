//! Discounts.

use jiff::Timestamp;
use kernel::Currency;
use serde::Deserialize;
use serde_json::Number;
use stripe_client_core::StripeRequest as _;
use stripe_product::CouponDuration;
use stripe_product::coupon::{CreateCoupon, DeleteCoupon, RetrieveCoupon};

use super::words::{basis_points, percent};
use crate::client::Stripe;
use crate::error::StripeError;
use crate::id::CouponId;
use crate::order::stripe_currency;
use crate::text::{currency, is_the_same, moment_or_none, short};

/// How much less.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Off {
    /// In hundredths of a per cent.
    Percent(u32),
    /// A sum of each invoice.
    Amount {
        /// Minor units.
        amount: i64,
        /// Of what: invoices in another currency have no discount.
        currency: Currency,
    },
}

/// On which invoices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lasts {
    /// On the next one.
    Once,
    /// On those of so many months.
    Months(u32),
    /// On all.
    Forever,
}

/// A new discount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCoupon {
    /// A word of our own: making it twice is refused (`resource_already_exists`).
    pub id: CouponId,
    /// As it stands on invoices.
    pub name: String,
    /// How much less.
    pub off: Off,
    /// On which invoices.
    pub lasts: Lasts,
    /// How many may use it.
    pub most: Option<u32>,
    /// Until when anybody may begin to use it.
    pub until: Option<Timestamp>,
}

/// A discount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coupon {
    /// Its name.
    pub id: CouponId,
    /// As it stands on invoices.
    pub name: Option<String>,
    /// How much less.
    pub off: Off,
    /// On which invoices.
    pub lasts: Lasts,
    /// How many may use it.
    pub most: Option<u32>,
    /// How many do, or did.
    pub used: u32,
    /// Until when anybody may begin to use it.
    pub until: Option<Timestamp>,
    /// Whether anybody still may.
    pub valid: bool,
}

#[derive(Deserialize)]
struct Raw {
    id: CouponId,
    name: Option<String>,
    percent_off: Option<Number>,
    amount_off: Option<i64>,
    currency: Option<String>,
    duration: String,
    duration_in_months: Option<u32>,
    max_redemptions: Option<u32>,
    times_redeemed: Option<u32>,
    redeem_by: Option<i64>,
    valid: bool,
}

impl Coupon {
    fn read(json: &[u8]) -> Result<Self, StripeError> {
        let raw: Raw = super::words::read(json)?;
        Ok(Self {
            off: raw.off()?,
            lasts: raw.lasts().ok_or(StripeError::Unreadable)?,
            id: raw.id,
            name: raw.name.as_deref().map(short),
            most: raw.max_redemptions,
            used: raw.times_redeemed.unwrap_or(0),
            until: moment_or_none(raw.redeem_by)?,
            valid: raw.valid,
        })
    }
}

impl Raw {
    fn off(&self) -> Result<Off, StripeError> {
        match (&self.percent_off, self.amount_off, &self.currency) {
            (Some(percent), _, _) => basis_points(percent)
                .map(Off::Percent)
                .ok_or(StripeError::Unreadable),
            (None, Some(amount), Some(code)) => Ok(Off::Amount {
                amount,
                currency: currency(code)?,
            }),
            _ => Err(StripeError::Unreadable),
        }
    }

    fn lasts(&self) -> Option<Lasts> {
        match (self.duration.as_str(), self.duration_in_months) {
            ("once", _) => Some(Lasts::Once),
            ("forever", _) => Some(Lasts::Forever),
            ("repeating", Some(months)) => Some(Lasts::Months(months)),
            _ => None,
        }
    }
}

impl NewCoupon {
    fn call(&self) -> Result<CreateCoupon, StripeError> {
        let call = CreateCoupon::new().id(self.id.as_str()).name(self.name.clone());
        let call = match self.off {
            Off::Percent(points) => call.percent_off(percent(points)),
            Off::Amount { currency, .. } if !is_the_same(currency) => {
                return Err(StripeError::here(
                    "amounts of this currency mean something else at Stripe",
                ));
            }
            Off::Amount { amount, currency } => call.amount_off(amount).currency(stripe_currency(currency)),
        };
        let mut call = match self.lasts {
            Lasts::Once => call.duration(CouponDuration::Once),
            Lasts::Forever => call.duration(CouponDuration::Forever),
            Lasts::Months(months) => call
                .duration(CouponDuration::Repeating)
                .duration_in_months(i64::from(months)),
        };
        if let Some(most) = self.most {
            call = call.max_redemptions(i64::from(most));
        }
        if let Some(until) = self.until {
            call = call.redeem_by(until.as_second());
        }
        Ok(call)
    }
}

impl Stripe {
    /// A discount.
    pub async fn coupon(&self, id: &CouponId) -> Result<Coupon, StripeError> {
        Coupon::read(&self.wire.get(RetrieveCoupon::new(id.as_str()).build()).await?)
    }

    /// Makes one. `key` as for [`Self::pay`].
    pub async fn create_coupon(&self, key: &str, new: &NewCoupon) -> Result<Coupon, StripeError> {
        Coupon::read(&self.wire.change(key, new.call()?.build()).await?)
    }

    /// Nobody can begin to use it any more. Those who do go on.
    pub async fn delete_coupon(&self, key: &str, id: &CouponId) -> Result<(), StripeError> {
        let call = DeleteCoupon::new(id.as_str()).build();
        self.wire.change(key, call).await.map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::{Coupon, Lasts, Off};
    use crate::error::StripeError;

    fn read(rest: &str) -> Result<Coupon, StripeError> {
        let json =
            format!(r#"{{"id":"bienvenida-20","object":"coupon","valid":true,"times_redeemed":2,{rest}}}"#);
        Coupon::read(json.as_bytes())
    }

    #[test]
    fn a_discount_says_how_much_and_how_long() {
        let part =
            read(r#""percent_off":20.0,"amount_off":null,"duration":"repeating","duration_in_months":3"#);
        let part = part.unwrap();
        assert_eq!(
            (part.off, part.lasts, part.used),
            (Off::Percent(2_000), Lasts::Months(3), 2)
        );
        let sum =
            read(r#""percent_off":null,"amount_off":1000000,"currency":"cop","duration":"once""#).unwrap();
        assert!(matches!(
            sum.off,
            Off::Amount {
                amount: 1_000_000,
                ..
            }
        ));
        for odd in [
            r#""percent_off":null,"amount_off":null,"duration":"once""#,
            r#""percent_off":20,"duration":"repeating""#,
            r#""percent_off":20,"duration":"always""#,
        ] {
            assert_eq!(read(odd), Err(StripeError::Unreadable), "{odd}");
        }
    }
}
