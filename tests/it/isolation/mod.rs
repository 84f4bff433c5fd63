//! The promise: no tenant ever sees another's rows.

mod agenda;
mod appointments;
mod billing;
mod booking_pages;
mod calendars;
mod catalogue;
pub mod exchange;
mod integrators;
pub mod messages;
mod money;
pub mod neighbour;
mod panel;
mod payments;
mod permissions;
pub mod probes;
mod professionals;
pub mod promotions;
mod reach;
mod references;
mod reviews;
pub mod routes;
mod rows;
pub mod tables;
