//! What can be done with carts, shipping and orders, one use case a file.

pub mod add_item;
pub mod advance_order;
pub mod cancel_order;
pub mod change_coupons;
pub mod change_item;
pub mod expire_order;
mod history;
pub(crate) mod locking;
pub mod merge_cart;
pub mod open_cart;
pub mod place_order;
pub mod purge_carts;
pub mod receive_payment;
pub mod refund_order;
pub(crate) mod revive_order;
pub mod save_settings;
pub mod save_shipping;
pub mod send_order_link;

pub use self::add_item::add_item;
pub use self::advance_order::advance_order;
pub use self::cancel_order::cancel_by_customer;
pub use self::change_item::{empty_cart, remove_item, set_quantity};
pub use self::expire_order::expire_order;
pub use self::merge_cart::merge_cart;
pub use self::place_order::place_order;
pub use self::receive_payment::receive_payment;
pub use self::refund_order::refund_order;
pub use self::save_settings::save_checkout;
pub use self::save_shipping::save_shipping;
