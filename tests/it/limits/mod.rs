//! How often somebody may call.

mod alone;
pub mod redis_server;
mod shared;
