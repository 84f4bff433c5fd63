//! Reads shared by pages, the API and operations.

pub mod figures;
pub mod invoices;
pub mod operations;
pub mod plans;
pub mod prices;
pub mod subscription;
pub mod usage;
