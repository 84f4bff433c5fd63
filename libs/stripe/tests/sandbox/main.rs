//! Every call of the adapter over real HTTP, against what stands in for Stripe.
#![expect(clippy::unwrap_used, reason = "where a test breaks, it has failed")]

mod billing;
mod browser;
mod cards;
mod disputes;
mod faults;
mod hooks;
mod kept;
mod looking;
mod receiver;
mod refunds;
mod stage;
