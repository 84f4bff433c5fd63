//! A server of calendars that speaks `CalDAV`: what opens an account there, what changed, and ours among it.

pub mod fetch;
pub mod known;
pub mod login;
pub mod write;
