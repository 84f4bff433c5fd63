//! What can be done, one use case a file.

pub mod block_time;
pub mod book;
pub mod book_at_desk;
pub mod book_series;
pub mod cancel_booking;
pub mod change_status;
mod claim;
pub mod expire_hold;
mod history;
pub mod hold;
mod keep;
mod locking;
pub mod move_booking;
mod occupy;
pub mod offer_freed;
mod release;
pub mod publish_calendar;
pub mod save_resource;
pub mod save_service;
mod sessions;
pub mod set_schedule;
pub mod swap_bookings;
mod turns;
pub mod wait_in_line;
pub mod write_notes;
