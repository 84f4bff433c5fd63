//! `kill -9` of the server and of PostgreSQL, at random moments of checkouts; stops that finish what has begun.

pub mod buyers;
pub mod data_dir;
pub mod invariants;
mod kills;
pub mod server;
pub mod shop;
mod starts;
mod stops;
