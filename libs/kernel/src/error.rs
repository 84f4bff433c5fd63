//! Which error to use where.
//!
//! A slice declares what it *refuses* with [`error_codes!`]: each refusal has a kind (which HTTP status), a stable
//! code and, in the Fluent files, a sentence under `error-<code>` that says what to do. Input that does not fit is
//! [`Error::invalid`] with the field and a field code (`field-<code>` in the Fluent files). Everything else is a
//! *fault*: logged once at the edge, answered 500 without details.

use std::error::Error as StdError;

/// `Result` with the product's error.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What sort of refusal; decides the HTTP status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// 400: the request cannot be read.
    Unreadable,
    /// 401: sign in first.
    Unauthenticated,
    /// 402: the shop's plan does not include it.
    PaymentRequired,
    /// 403: signed in, but not allowed.
    Forbidden,
    /// 404: not there, or not to be seen.
    NotFound,
    /// 405: this address knows other methods.
    MethodNotAllowed,
    /// 409: the state of things does not permit it.
    Conflict,
    /// 412: somebody else changed it meanwhile.
    PreconditionFailed,
    /// 413: too many bytes.
    TooLarge,
    /// 415: a content type that is not accepted here.
    UnsupportedMedia,
    /// 422: readable, but fields are wrong.
    Invalid,
    /// 429: too often.
    TooMany,
    /// 503: cannot serve now.
    Unavailable,
    /// 500: our fault.
    Internal,
}

impl ErrorKind {
    /// The HTTP status.
    pub const fn status(self) -> u16 {
        match self {
            Self::Unreadable => 400,
            Self::Unauthenticated => 401,
            Self::PaymentRequired => 402,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::Conflict => 409,
            Self::PreconditionFailed => 412,
            Self::TooLarge => 413,
            Self::UnsupportedMedia => 415,
            Self::Invalid => 422,
            Self::TooMany => 429,
            Self::Internal => 500,
            Self::Unavailable => 503,
        }
    }
}

/// A stable code that programs may rely on, with its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ErrorCode {
    /// Decides the status.
    pub kind: ErrorKind,
    /// `snake_case`, never reused for something else.
    pub code: &'static str,
}

/// What is wrong with one field of the input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// Path of the field as the caller wrote it: `shipping_address.city`.
    pub field: String,
    /// Stable field code: `required`, `too_long`, `taken`, …
    pub code: &'static str,
    /// Numbers and words for the sentence.
    pub args: Vec<(&'static str, String)>,
}

/// A refusal: expected, explained, answered 4xx (or 503).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Stable code and kind.
    pub code: ErrorCode,
    /// Numbers and words for the sentence.
    pub args: Vec<(&'static str, String)>,
    /// For `Invalid`: which fields.
    pub fields: Vec<FieldError>,
    /// Seconds to wait before another try.
    pub retry_after: Option<u32>,
}

/// The product's error: a refusal, or a fault of ours.
#[derive(Debug)]
pub enum Error {
    /// Expected; the caller can do something about it.
    Refused(Box<Refusal>),
    /// Not expected; logged at the edge, answered 500.
    Fault(Box<dyn StdError + Send + Sync>),
}

/// Input that does not fit.
pub const INVALID: ErrorCode = ErrorCode {
    kind: ErrorKind::Invalid,
    code: "invalid",
};
/// Not there, or not to be seen.
pub const NOT_FOUND: ErrorCode = ErrorCode {
    kind: ErrorKind::NotFound,
    code: "not_found",
};
/// Two transactions got in each other's way.
pub const BUSY: ErrorCode = ErrorCode {
    kind: ErrorKind::Conflict,
    code: "busy_try_again",
};

impl Error {
    /// A refusal with this code.
    pub fn refused(code: ErrorCode) -> Self {
        Self::Refused(Box::new(Refusal {
            code,
            args: vec![],
            fields: vec![],
            retry_after: None,
        }))
    }

    /// 404.
    pub fn not_found() -> Self {
        Self::refused(NOT_FOUND)
    }

    /// One field does not fit.
    pub fn invalid(field: impl Into<String>, code: &'static str) -> Self {
        Self::invalid_fields(vec![FieldError {
            field: field.into(),
            code,
            args: vec![],
        }])
    }

    /// Several fields do not fit.
    pub fn invalid_fields(fields: Vec<FieldError>) -> Self {
        Self::Refused(Box::new(Refusal {
            code: INVALID,
            args: vec![],
            fields,
            retry_after: None,
        }))
    }

    /// A fault with a text for the log.
    pub fn fault(message: impl Into<String>) -> Self {
        Self::Fault(message.into().into())
    }

    /// Adds a word or number for the sentence.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        if let Self::Refused(r) = &mut self {
            r.args.push((name, value.to_string()));
        }
        self
    }

    /// Says how long to wait.
    #[must_use]
    pub fn retry_after(mut self, seconds: u32) -> Self {
        if let Self::Refused(r) = &mut self {
            r.retry_after = Some(seconds);
        }
        self
    }

    /// The refusal's code, if it is one.
    pub fn code(&self) -> Option<&'static str> {
        match self {
            Self::Refused(r) => Some(r.code.code),
            Self::Fault(_) => None,
        }
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Refused(r) => {
                write!(f, "refused: {}", r.code.code)?;
                r.fields
                    .iter()
                    .try_for_each(|field| write!(f, " [{}: {}]", field.field, field.code))
            }
            Self::Fault(e) => write!(f, "{e}"),
        }
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Refused(_) => None,
            Self::Fault(e) => e.source(),
        }
    }
}

/// Constraints speak: one named `<table>__<field>__<code>` becomes a field error with that code.
///
/// So a new constraint needs no entry in any list; one without that shape is a fault, as it should have been checked.
impl From<sqlx::Error> for Error {
    fn from(e: sqlx::Error) -> Self {
        if is_passing(&e) {
            // Refusals leave no line of their own, and whoever runs the program wants to know what was away.
            tracing::warn!(error = %e, "the database does not answer");
            return Self::refused(UNAVAILABLE).retry_after(2);
        }
        let Some(db) = e.as_database_error() else {
            return match e {
                sqlx::Error::RowNotFound => Self::not_found(),
                e => Self::Fault(e.into()),
            };
        };
        let state = db.code().unwrap_or_default();
        if matches!(&*state, "40001" | "40P01" | "55P03") {
            return Self::refused(BUSY);
        }
        if DOES_NOT_FIT.contains(&&*state) {
            tracing::warn!(error = %e, "a value got as far as the database, which has no place for it");
            return Self::refused(INVALID);
        }
        match db.constraint().and_then(split_constraint) {
            Some((field, code)) => Self::invalid(field, code),
            None => Self::Fault(e.into()),
        }
    }
}

/// Whether the database was away for the moment: the same request may succeed in a few seconds.
fn is_passing(e: &sqlx::Error) -> bool {
    match e {
        sqlx::Error::Io(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => true,
        sqlx::Error::Database(db) => db.code().is_some_and(|state| AWAY.contains(&&*state)),
        _ => false,
    }
}

/// States of SQL that say so: shut down, crashed, starting, cancelled for taking too long, no connection left.
const AWAY: [&str; 5] = ["57P01", "57P02", "57P03", "57014", "53300"];

/// States of SQL for texts too long, numbers and times out of range, characters that cannot be kept. Other data
/// exceptions (a division by zero, say) are faults of ours.
const DOES_NOT_FIT: [&str; 5] = ["22001", "22003", "22008", "22021", "22P05"];

/// The database, or something as vital, does not answer.
pub const UNAVAILABLE: ErrorCode = ErrorCode {
    kind: ErrorKind::Unavailable,
    code: "unavailable",
};

/// Field codes that a constraint's name may end with.
const CONSTRAINT_CODES: [&str; 5] = ["taken", "unknown", "invalid", "in_use", "out_of_range"];

fn split_constraint(name: &str) -> Option<(String, &'static str)> {
    let mut parts = name.splitn(3, "__").skip(1);
    let (field, code) = (parts.next()?, parts.next()?);
    let code = CONSTRAINT_CODES.into_iter().find(|known| *known == code)?;
    Some((field.to_owned(), code))
}

/// Declares what a slice refuses.
///
/// ```ignore
/// kernel::error_codes! {
///     /// What selling refuses.
///     pub enum SalesError {
///         /// Nothing in the cart.
///         CartEmpty => Conflict "cart_empty",
///     }
/// }
/// ```
/// Gives the enum, `SalesError::ALL` (for `docs/errors.md`) and `From<SalesError> for Error`.
#[macro_export]
macro_rules! error_codes {
    ($(#[$doc:meta])* pub enum $name:ident { $($(#[$vdoc:meta])* $variant:ident => $kind:ident $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// Every code, for the documentation and its test.
            pub const ALL: &'static [$crate::ErrorCode] = &[$(Self::$variant.code()),+];

            /// The stable code and kind.
            pub const fn code(self) -> $crate::ErrorCode {
                match self {
                    $(Self::$variant => $crate::ErrorCode { kind: $crate::ErrorKind::$kind, code: $code }),+
                }
            }
        }

        impl From<$name> for $crate::Error {
            fn from(e: $name) -> Self {
                $crate::Error::refused(e.code())
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::{Error, split_constraint};

    #[test]
    fn a_database_that_is_away_is_no_fault() {
        let reset = std::io::Error::from(std::io::ErrorKind::ConnectionReset);
        for error in [sqlx::Error::PoolClosed, sqlx::Error::PoolTimedOut, reset.into()] {
            assert_eq!(Error::from(error).code(), Some("unavailable"));
        }
        assert_eq!(Error::from(sqlx::Error::RowNotFound).code(), Some("not_found"));
        assert_eq!(Error::from(sqlx::Error::InvalidSavePointStatement).code(), None);
    }

    #[test]
    fn a_constraint_names_its_field_and_code() {
        assert_eq!(
            split_constraint("product__slug__taken"),
            Some(("slug".into(), "taken"))
        );
        assert_eq!(split_constraint("product_pkey"), None);
        assert_eq!(split_constraint("product__slug__nonsense"), None);
    }
}
