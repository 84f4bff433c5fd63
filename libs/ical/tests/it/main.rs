//! The crate from outside: by example, by property, and against hostile calendars.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on fails here"
)]

mod examples;
mod hostile;
mod properties;
mod second_reader;
mod zones;
