//! Calendars outside: read for when somebody is busy, and written with their appointments. See the README.

mod clerk;
mod fault;
mod hook;
pub mod http;
mod jobs;
mod mails;
pub mod model;
pub mod ops;
mod queries;
mod settings;
mod ticket;
mod trouble;

pub use hook::note_booking;
pub use jobs::jobs;
pub use settings::Outside;

/// Tokens of accounts, for as long as they are connected, and of those that are just being connected.
pub const SEALED: &[::http::SealedColumn] = &[
    ::http::SealedColumn {
        table: "calendar_account",
        column: "tokens_sealed",
        key: Some("account_id"),
        purpose: clerk::TOKENS,
    },
    ::http::SealedColumn {
        table: "calendar_attempt",
        column: "tokens_sealed",
        key: None,
        purpose: clerk::ARRIVING,
    },
];

/// What this slice brings.
pub fn slice() -> ::http::Slice {
    ::http::Slice {
        name: "calendars",
        texts: [include_str!("../i18n/es.ftl"), include_str!("../i18n/en.ftl")],
        errors: &[],
        routes: http::routes,
    }
}
