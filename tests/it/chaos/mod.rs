//! `kill -9` of the server and of PostgreSQL, at random moments of checkouts; stops that finish what has begun.

mod buyers;
mod data_dir;
pub mod invariants;
mod kills;
mod server;
mod shop;
mod starts;
mod stops;
