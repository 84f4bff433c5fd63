//! Stock and its ledger.

mod invariants;
mod stock;
