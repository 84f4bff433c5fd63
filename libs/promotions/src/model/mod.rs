//! What a promotion is and what it gives. Types and pure rules; no database here.

pub mod aside;
pub mod benefit;
pub mod code;
pub mod engine;
mod gift;
pub mod offer;
pub mod promotion;
pub mod request;
mod spread;
mod tiers;

pub use aside::Aside;
pub use benefit::{Benefit, PriceTier, PromotionKind};
pub use code::CouponCode;
pub use engine::{Basket, BasketLine, Given, Pricing, price};
pub use offer::{Covers, Offer};
pub use promotion::{Promotion, PromotionState, PromotionStatus};
pub use request::PromotionRequest;

kernel::define_id!(
    /// A promotion.
    PromotionId
);
kernel::define_id!(
    /// A group of customers.
    GroupId
);
