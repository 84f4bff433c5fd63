//! Reads that pages, API and operations share.

pub mod bookings;
pub mod calendar;
pub mod diary;
pub mod openings;
pub mod phone;
pub mod professionals;
pub mod resources;
pub mod services;
pub mod slots;
pub mod waitlist;
