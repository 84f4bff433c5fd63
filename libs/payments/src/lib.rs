//! What is owed and how it is paid. Knows amounts and states, never what was sold. See the README.

pub mod connector;
pub mod error;
mod http;
pub mod model;
pub mod ops;
pub mod queries;

pub use error::PaymentsError;
pub use model::{Attempt, AttemptId, AttemptStatus, MethodCode, MethodSetting, Payable, PayableKind};
pub use ops::close_attempt::{cancel, expire};
pub use ops::mark_received::mark_received;
pub use ops::mark_refunded::mark_refunded;
pub use ops::save_methods::save_methods;
pub use ops::start_attempt::start_attempt;

/// What this slice brings.
pub fn slice() -> ::http::Slice {
    ::http::Slice {
        name: "payments",
        texts: [include_str!("../i18n/es.ftl"), include_str!("../i18n/en.ftl")],
        errors: PaymentsError::ALL,
        routes: http::routes,
    }
}
