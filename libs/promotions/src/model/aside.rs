//! Why a promotion gives nothing.

use serde::Serialize;
use utoipa::ToSchema;

/// Why a promotion gives nothing to a cart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Aside {
    /// It begins later.
    NotStarted,
    /// Its time is over.
    Ended,
    /// The shop stopped it, for a while or for good.
    Paused,
    /// It is for customers of a group that this one is not in, or has not signed in to show.
    OtherCustomers,
    /// It was used as often as it may be.
    UsedUp,
    /// This customer used it as often as each may.
    UsedByCustomer,
    /// The goods cost less than it asks for.
    BelowMinimum,
    /// Nothing in the cart, or not enough of it, is part of it.
    NothingHere,
    /// Sending costs nothing anyway.
    ShippingIsFree,
    /// Others give the customer more, and it does not go together with them.
    BetterWithout,
}

impl Aside {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::NotStarted,
        Self::Ended,
        Self::Paused,
        Self::OtherCustomers,
        Self::UsedUp,
        Self::UsedByCustomer,
        Self::BelowMinimum,
        Self::NothingHere,
        Self::ShippingIsFree,
        Self::BetterWithout,
    ];

    /// Whether the customer loses by it: a coupon that is set aside for something better takes nothing from anybody.
    pub const fn disappoints(self) -> bool {
        !matches!(self, Self::ShippingIsFree | Self::BetterWithout)
    }

    /// The name as in the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotStarted => "not_started",
            Self::Ended => "ended",
            Self::Paused => "paused",
            Self::OtherCustomers => "other_customers",
            Self::UsedUp => "used_up",
            Self::UsedByCustomer => "used_by_customer",
            Self::BelowMinimum => "below_minimum",
            Self::NothingHere => "nothing_here",
            Self::ShippingIsFree => "shipping_is_free",
            Self::BetterWithout => "better_without",
        }
    }

    /// The key of its words.
    pub const fn key(self) -> &'static str {
        match self {
            Self::NotStarted => "promotions-aside-not-started",
            Self::Ended => "promotions-aside-ended",
            Self::Paused => "promotions-aside-paused",
            Self::OtherCustomers => "promotions-aside-other-customers",
            Self::UsedUp => "promotions-aside-used-up",
            Self::UsedByCustomer => "promotions-aside-used-by-customer",
            Self::BelowMinimum => "promotions-aside-below-minimum",
            Self::NothingHere => "promotions-aside-nothing-here",
            Self::ShippingIsFree => "promotions-aside-shipping-is-free",
            Self::BetterWithout => "promotions-aside-better-without",
        }
    }
}
