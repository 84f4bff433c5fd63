//! Everything that is tested through the front door, on a real database, in one binary (docs/adr/0004).

mod chaos;
mod identity;
mod input;
mod isolation;
mod platform;
mod races;
