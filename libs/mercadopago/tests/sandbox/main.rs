//! Every call of the adapter over real HTTP, against what stands in for Mercado Pago.
#![expect(clippy::unwrap_used, reason = "where a test breaks, it has failed")]

mod browser;
mod cards;
mod faults;
mod hooks;
mod looking;
mod pse;
mod receiver;
mod refunds;
mod stage;
