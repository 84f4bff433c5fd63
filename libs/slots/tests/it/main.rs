//! The engine against worked examples, known calendars and a second opinion.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails here")]

mod cases;
mod holidays;
mod naive;
mod plan;
mod properties;
mod reasons;
mod turns;
