//! What promotions refuse.

kernel::error_codes! {
    /// Refusals of coupons and promotions.
    pub enum PromotionsError {
        /// No coupon of the shop reads so.
        CouponUnknown => Conflict "coupon_unknown",
        /// It is a coupon, but cannot be had now; `reason` says why.
        CouponNotValid => Conflict "coupon_not_valid",
        /// A coupon of the cart gives nothing when the order is placed; `reason` says why, `total` what it comes to without.
        CouponLost => Conflict "coupon_lost",
        /// The cart holds as many coupons as it may.
        TooManyCoupons => Conflict "too_many_coupons",
        /// Somebody else took the last use while this customer ordered.
        PromotionUsedUp => Conflict "promotion_used_up",
        /// The customer has used it as often as each may.
        PromotionUsedByCustomer => Conflict "promotion_used_by_customer",
        /// The shop has as many promotions in use as may be.
        TooManyPromotions => Conflict "too_many_promotions",
    }
}
