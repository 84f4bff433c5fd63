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

pub use methods::{Offer, find_method, find_offered, list_methods, offer, offered_methods};
