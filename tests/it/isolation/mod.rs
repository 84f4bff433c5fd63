//! The promise: no tenant ever sees another's rows.

mod agenda;
mod appointments;
mod booking_pages;
mod calendars;
mod catalogue;
pub mod neighbour;
mod permissions;
pub mod probes;
mod references;
mod routes;
mod rows;
pub mod tables;
