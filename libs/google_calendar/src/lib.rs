//! Google Calendar and the OAuth server before it. Protocol only; see the README beside this crate.

mod client;
mod entry;
mod error;
mod grant;
mod registration;
mod wire;

pub use client::{CalendarFace, Changes, Channel, ChannelRequest, GoogleCalendar, Since};
pub use entry::{Draft, Entry, When, Written};
pub use error::CalendarError;
pub use grant::{Access, Grant, Riddle};
pub use registration::{Endpoints, Registration};
