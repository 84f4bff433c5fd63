//! Reads shared by pages and API.

pub mod deliveries;
pub mod endpoints;
pub mod keys;
pub mod subject;
