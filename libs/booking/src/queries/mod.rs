//! Reads that pages, API and operations share.

pub mod bookings;
pub mod calendar;
mod days_off;
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
pub mod staff;
mod timetables;
pub mod waitlist;
