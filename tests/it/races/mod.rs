//! Many at once: nothing is sold twice, nothing is placed twice, and of two who want the opposite one wins whole.

mod guards;
mod keys;
mod last_unit;
mod orders;
mod patches;
mod processes;
pub mod replicas;

pub use replicas::alone;
