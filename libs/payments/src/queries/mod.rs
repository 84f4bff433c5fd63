//! Reads that screens, the API and higher slices share.

pub mod accounts;
pub mod attempts;
pub mod differences;
pub mod disputes;
pub mod events;
pub mod kpis;
pub mod methods;
pub mod payments;
pub mod saved_cards;
pub mod sent;

pub use methods::{find_method, list_methods, offered_methods};
