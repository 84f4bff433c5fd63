//! What a shop sells with: carts, shipping, orders. Types and pure rules; no database here.

pub mod address;
pub mod cart;
pub mod order;
pub mod promotion;
pub mod shipping;
pub mod status;
pub mod totals;

pub use address::{Address, AddressRequest};
pub use cart::{CartId, CartItemId, CartKey};
pub use order::{Order, OrderEvent, OrderId, OrderLine};
pub use promotion::OrderPromotion;
pub use shipping::{ShippingCode, ShippingOption, ZoneId};
pub use status::{OrderStatus, PaymentStatus};
pub use totals::{Freight, LinePrice, Totals};
