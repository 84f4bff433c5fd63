//! Everything that is tested through the front door, on a real database, in one binary (docs/adr/0004).

mod catalog;
mod chaos;
mod identity;
mod input;
mod inventory;
mod isolation;
mod platform;
mod races;
mod sales;
