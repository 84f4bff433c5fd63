//! Reads.

pub mod choices;
pub mod coupons;
pub mod groups;
pub mod offers;
pub mod promotions;

pub use coupons::{Coupon, find_coupon};
pub use offers::{Buyer, list_offers};
