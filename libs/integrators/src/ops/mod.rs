//! Use cases, a file each.

pub mod make_key;
pub mod purge;
pub mod remove_endpoint;
pub mod renew_secret;
pub mod replay;
pub mod revoke_key;
pub mod save_endpoint;
pub mod send_test;
pub mod settle;
pub mod take_round;
pub mod write_events;
