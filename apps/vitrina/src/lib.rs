//! The executable's parts: what composes the slices, serves them, and answers on the command line. No business here.

pub mod cli;
pub mod compose;
pub mod database;
pub mod demo;
pub mod health;
pub mod mailer;
pub mod master_key;
pub mod metrics_server;
pub mod sandbox;
pub mod server;
