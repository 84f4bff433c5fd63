//! JSON.

pub mod accounts;
pub mod banks;
pub mod differences;
pub mod events;
pub mod kpis;
pub mod methods;
pub mod payments;
pub mod saved_cards;
