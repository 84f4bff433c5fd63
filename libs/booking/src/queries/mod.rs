//! Reads that pages, API and operations share.

pub mod bookings;
pub mod calendar;
pub mod diary;
pub mod feeds;
pub mod openings;
mod party;
pub mod phone;
pub mod professionals;
pub mod proposal;
pub mod reminders;
pub mod resources;
pub mod services;
pub mod slots;
mod timetables;
pub mod waitlist;
