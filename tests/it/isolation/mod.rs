//! The promise: no tenant ever sees another's rows.

mod agenda;
mod appointments;
mod booking_pages;
mod calendars;
mod catalogue;
pub mod exchange;
pub mod messages;
mod money;
pub mod neighbour;
mod panel;
mod payments;
mod permissions;
pub mod probes;
mod professionals;
mod reach;
mod references;
mod routes;
mod rows;
pub mod tables;
