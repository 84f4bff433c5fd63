//! Google Calendar: its entries as all providers' are here, what changed of them, and ours among them.

pub mod entries;
pub mod fetch;
pub mod write;
