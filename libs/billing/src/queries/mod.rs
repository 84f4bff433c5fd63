//! Reads shared by pages, the API and operations.

pub mod plans;
pub mod subscription;
pub mod usage;
