//! How often somebody may call.

mod alone;
mod numbers;
pub mod redis_server;
mod shared;
