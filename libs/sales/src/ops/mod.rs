//! What can be done with carts, shipping and orders, one use case a file.

pub mod add_item;
pub mod advance_order;
pub mod cancel_order;
pub mod change_item;
pub mod expire_order;
mod history;
mod locking;
pub mod merge_cart;
pub mod open_cart;
pub mod place_order;
pub mod purge_carts;
pub mod receive_payment;
pub mod refund_order;
pub mod save_settings;
pub mod save_shipping;
