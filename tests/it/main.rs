//! Everything that is tested through the front door, on a real database, in one binary (docs/adr/0004).
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "where a test breaks, it has failed"
)]
#![expect(
    clippy::too_many_lines,
    reason = "a story or a table of cases is read from top to bottom"
)]
#![expect(clippy::disallowed_methods, reason = "tests look behind the scenes")]

mod authenticator;
mod billing;
mod booking;
mod caldav;
mod calendars;
mod catalog;
mod chaos;
mod exchange;
mod google;
mod hostile;
mod identity;
mod input;
mod insights;
mod integrators;
mod inventory;
mod isolation;
mod jobs;
mod ledger;
mod limits;
mod messages;
mod messengers;
mod panel;
mod payments;
mod platform;
mod promotions;
mod races;
mod radicale;
mod reach;
mod replicas;
mod reviews;
mod sales;
mod security;
mod soft_passkey;
mod storefront;
