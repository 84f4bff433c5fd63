//! The appointment book. See the README.

pub mod desk;
pub mod error;
mod feed;
mod hooks;
pub mod http;
mod invitations;
mod jobs;
mod mails;
mod message_kinds;
pub mod model;
pub mod ops;
mod payable;
pub mod queries;
mod reminder_mails;
pub mod settings;

pub use desk::Desk;
pub use error::BookingError;
pub use hooks::{BookingHook, BookingHooks};
pub use jobs::{
    ExpireDeposit, ExpireHold, FindReminders, OfferFreed, PurgeReminders, SendReminders, TellMoved, jobs,
};
pub use message_kinds::MESSAGES;
pub use payable::DEPOSIT_HOOK;
pub use settings::BookingRules;

/// Keys of links wait sealed for later mails; what customers answered is theirs.
pub const SEALED: &[::http::SealedColumn] = &[
    ::http::SealedColumn {
        table: "booking",
        column: "access_sealed",
        key: Some("booking_id"),
        purpose: desk::LINK,
    },
    ::http::SealedColumn {
        table: "booking",
        column: "answers_sealed",
        key: Some("booking_id"),
        purpose: desk::ANSWERS,
    },
];

/// What this slice brings.
pub fn slice() -> ::http::Slice {
    ::http::Slice {
        name: "booking",
        texts: [
            concat!(
                include_str!("../i18n/es.ftl"),
                include_str!("../i18n/admin.es.ftl"),
                include_str!("../i18n/storefront.es.ftl")
            ),
            concat!(
                include_str!("../i18n/en.ftl"),
                include_str!("../i18n/admin.en.ftl"),
                include_str!("../i18n/storefront.en.ftl")
            ),
        ],
        errors: BookingError::ALL,
        routes: http::routes,
    }
}
