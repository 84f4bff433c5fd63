//! Everything that is tested through the front door, on a real database, in one binary (docs/adr/0004).

mod isolation;
mod platform;
