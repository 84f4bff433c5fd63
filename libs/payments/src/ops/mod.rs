//! What can be done with payments, one use case a file.

pub mod close_attempt;
mod locking;
pub mod mark_received;
pub mod mark_refunded;
pub mod save_methods;
pub mod start_attempt;
