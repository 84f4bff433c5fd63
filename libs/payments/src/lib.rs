//! What is owed and how it is paid. Knows amounts and states, never what was sold. See the README.

pub mod connector;
pub mod error;
pub mod hooks;
mod http;
mod jobs;
mod letters;
mod meters;
pub mod model;
mod notices;
pub mod ops;
pub mod provider;
pub mod queries;
pub mod treasury;

pub use error::{PaymentsError, is_without_key};
pub use hooks::{Face, KnownPayer, PayableHook, PayableHooks, Taken};
pub use jobs::jobs;
pub use letters::MESSAGES;
pub use model::{Attempt, AttemptId, AttemptStatus, MethodCode, MethodSetting, Payable, PayableKind};
pub use ops::close::{End, close, waits_until};
pub use ops::give_back::give_back;
pub use ops::open_intent::open_intent;
pub use ops::receive::receive;
pub use ops::refunds::Back;
pub use ops::save_methods::save_methods;
pub use provider::{PlatformSecrets, Providers, StandIns};
pub use treasury::{Treasury, pay_token};

/// What this slice brings.
pub fn slice() -> ::http::Slice {
    ::http::Slice {
        name: "payments",
        texts: [include_str!("../i18n/es.ftl"), include_str!("../i18n/en.ftl")],
        errors: PaymentsError::ALL,
        routes: http::routes,
    }
}

/// The columns that the vault seals.
pub const SEALED: &[::http::SealedColumn] = &[
    ::http::SealedColumn {
        table: "payment_account",
        column: "secret_sealed",
        key: Some("account_id"),
        purpose: treasury::ACCOUNT,
    },
    ::http::SealedColumn {
        table: "payment_account",
        column: "hook_secret_sealed",
        key: Some("account_id"),
        purpose: treasury::HOOK,
    },
    ::http::SealedColumn {
        table: "payment_account",
        column: "hook_previous_sealed",
        key: Some("account_id"),
        purpose: treasury::HOOK_PREVIOUS,
    },
    ::http::SealedColumn {
        table: "payment_attempt",
        column: "request_sealed",
        key: Some("attempt_id"),
        purpose: treasury::REQUEST,
    },
    ::http::SealedColumn {
        table: "webhook_event",
        column: "sent_sealed",
        key: Some("event_id"),
        purpose: treasury::EVENT,
    },
];
