//! What can be done with promotions and groups, one use case a file.

pub mod change_status;
pub mod put_coupon;
pub mod put_in_group;
pub mod save_group;
pub mod save_promotion;
mod scope;
pub mod take_uses;

pub use change_status::change_status;
pub use put_coupon::{drop_coupon, move_coupons, put_coupon, read_coupon};
pub use save_promotion::{create_promotion, update_promotion};
pub use take_uses::{give_back_uses, take_uses, take_uses_again};
