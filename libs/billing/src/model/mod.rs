//! Types and pure rules.

pub mod ending;
pub mod plans;
mod read_plans;
pub mod usage;
