//! Reads that screens, the API and higher slices share.

pub mod balances;
pub mod lines;
pub mod proof;
pub mod transactions;
