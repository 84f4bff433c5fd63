//! Types and pure rules.

pub mod change;
pub mod ending;
pub mod event;
pub mod figures;
pub mod invoice;
pub mod movement;
pub mod operation;
pub mod plans;
pub mod price;
mod read_plans;
pub mod usage;
