//! Calls addresses that people type, within bounds of place, size and time. See the README beside this crate.

mod body;
mod error;
mod reach;
mod request;
mod resolve;
mod send;
mod wait;

pub use error::{AddressFault, OutboundError};
pub use reach::Reach;
pub use request::{Limits, Request};
pub use reqwest::{Method, StatusCode, Url, header};
pub use send::{Answer, MOST_REDIRECTS, Outbound};
