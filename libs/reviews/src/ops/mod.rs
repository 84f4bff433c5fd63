//! What can be done to reviews and wish lists. A review's product is locked first, then the review, then its counts (by the
//! trigger): so changes of one product's reviews take turns.

pub mod answer;
pub mod decide;
pub mod invite;
mod lock;
pub mod merge_wishes;
pub mod photos;
mod purchase;
pub mod purge_wishes;
pub mod report;
pub mod save_settings;
pub mod wish;
pub mod write_review;

pub use purchase::{Buyer, find_purchase};
