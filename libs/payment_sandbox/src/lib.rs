//! What stands in for payment providers, outside of production. See the README beside this crate.
// Stripe's objects have more fields than the macro for JSON counts up to.
#![recursion_limit = "256"]

pub mod mercado_pago;
pub mod stripe;

mod faults;
mod local;
mod numbers;
mod page;
mod serve;
mod wire;
