//! What stands in for payment providers, outside of production. See the README beside this crate.

pub mod mercado_pago;
pub mod stripe;

mod faults;
mod local;
mod numbers;
mod page;
mod serve;
mod wire;
