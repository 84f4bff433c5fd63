//! Which times can be booked: a pure engine, without clock, database or network. See the README.

pub mod cases;
pub mod holidays;

mod busy;
mod crew;
mod enquiry;
mod grid;
mod hours;
mod member;
mod moment;
mod refusal;
mod schedule;
mod service;
mod slot;
mod tally;
mod turn;
mod windows;
mod zone;

pub use busy::Busy;
pub use crew::{Crew, Kind, Need, Resource};
pub use enquiry::Enquiry;
pub use hours::{Hours, WrongHours};
pub use moment::{Length, Minutes, Moment, Span};
pub use refusal::{Reason, Refusal};
pub use schedule::Schedule;
pub use service::{Buffers, Capacity, Horizon, Limits, Service};
pub use slot::Slot;
pub use turn::{Turn, next_in_turn};
pub use zone::find_zone;
