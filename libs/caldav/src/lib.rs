//! Speaks with people's calendar servers: CalDAV (RFC 4791) and its sync-collection (RFC 6578). Protocol only; see the README
//! beside this crate.

mod account;
mod changes;
mod client;
mod discover;
mod error;
mod fetch;
mod href;
mod listing;
mod model;
mod write;
mod xml;

pub use account::Account;
pub use client::CalDav;
pub use error::CalDavError;
pub use href::new_href;
pub use model::{Calendar, Changes, Condition, Fetched, Known, Object, Skipped};
