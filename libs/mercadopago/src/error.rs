//! Why a call did not do what it should.

use std::time::Duration;

use outbound::{Answer, OutboundError, StatusCode};
use serde::Deserialize;

use crate::id::Name;

/// So often a call is made in all, with one key of idempotency.
pub const MOST_TRIES: u32 = 3;
/// Before the second try; the third waits four times as long.
const FIRST_WAIT: Duration = Duration::from_secs(2);
/// Most of Mercado Pago's words that are kept.
const MOST_WORDS: usize = 160;

/// Why there is no result. Holds no data of a person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MpError {
    /// No answer, a broken one, or an error of theirs: what was asked for may have happened. Ask again with the same key, or
    /// look for it; never anew.
    #[error("it is unknown what became of the call: {0}")]
    Unknown(String),
    /// Too many calls. Nothing happened.
    #[error("Mercado Pago asks to call less often")]
    Busy {
        /// After which time another may be made, if it says so: a day at most.
        after: Option<Duration>,
    },
    /// The access token is worth nothing, or not for this: the account's owner must mend it.
    #[error("Mercado Pago does not take the access token")]
    Unauthorized,
    /// It says no, and will again.
    #[error("Mercado Pago refuses (status {status}): {message}")]
    Refused {
        /// HTTP status; 0 when the call was never made, since it cannot be right.
        status: u16,
        /// Mercado Pago's number for the cause, or its word for the kind of fault.
        code: Option<String>,
        /// Its words, without what could be somebody's: for us, not for buyers.
        message: String,
    },
    /// There is no such thing, or it is another account's.
    #[error("Mercado Pago knows nothing of it")]
    NotFound,
    /// The answer was a yes that cannot be read: it has happened. Look at it, do not repeat it.
    #[error("the answer cannot be read")]
    Unreadable,
}

impl MpError {
    /// As metrics and the log name it.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Unknown(_) => "unknown",
            Self::Busy { .. } => "busy",
            Self::Unauthorized => "unauthorized",
            Self::Refused { .. } => "refused",
            Self::NotFound => "not_found",
            Self::Unreadable => "unreadable",
        }
    }

    /// Whether a change that ended so may have been made all the same.
    pub const fn may_have_happened(&self) -> bool {
        matches!(self, Self::Unknown(_) | Self::Unreadable)
    }

    /// After how long to make the same call again, with the same key, when so many were made: none after [`MOST_TRIES`], or
    /// when it would end the same.
    pub fn again_after(&self, tries: u32) -> Option<Duration> {
        let wish = match self {
            Self::Unknown(_) => None,
            Self::Busy { after } => *after,
            _ => return None,
        };
        let own = FIRST_WAIT * 4_u32.pow(tries.saturating_sub(1).min(MOST_TRIES));
        (tries < MOST_TRIES).then(|| wish.map_or(own, |wish| wish.max(own)))
    }

    /// What cannot be sent.
    pub(crate) fn here(message: &str) -> Self {
        Self::Refused {
            status: 0,
            code: None,
            message: message.to_owned(),
        }
    }

    /// What an answer means that is no yes.
    pub(crate) fn of(answer: &Answer) -> Self {
        let status = answer.status;
        match status {
            StatusCode::TOO_MANY_REQUESTS => Self::Busy {
                after: answer.retry_after(),
            },
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Self::Unauthorized,
            StatusCode::NOT_FOUND => Self::NotFound,
            status if status.is_client_error() && !is_of_the_moment(status) => Self::refused(answer),
            status => Self::Unknown(format!("status {}", status.as_u16())),
        }
    }

    fn refused(answer: &Answer) -> Self {
        let problem: Problem = serde_json::from_slice(&answer.body).unwrap_or_default();
        let cause = problem.cause.and_then(Causes::first);
        let (code, words) = cause.map_or((None, None), |cause| (cause.code, cause.description));
        Self::Refused {
            status: answer.status.as_u16(),
            code: code
                .map(|Name(code)| code)
                .or(problem.error)
                .map(|code| harmless(&code)),
            message: harmless(&words.or(problem.message).unwrap_or_default()),
        }
    }
}

/// The same call may be under way already (409, 423), or the time is wrong (408, 424, 425): none of them is a no.
fn is_of_the_moment(status: StatusCode) -> bool {
    matches!(status.as_u16(), 408 | 409 | 423 | 424 | 425)
}

#[derive(Deserialize, Default)]
struct Problem {
    #[serde(default)]
    message: Option<String>,
    #[serde(default)]
    error: Option<String>,
    #[serde(default)]
    cause: Option<Causes>,
}

/// One, several, or something else.
#[derive(Deserialize)]
#[serde(untagged)]
enum Causes {
    Several(Vec<Cause>),
    One(Cause),
    Other(serde::de::IgnoredAny),
}

#[derive(Deserialize)]
struct Cause {
    #[serde(default)]
    code: Option<Name>,
    #[serde(default)]
    description: Option<String>,
}

impl Causes {
    fn first(self) -> Option<Cause> {
        match self {
            Self::Several(causes) => causes.into_iter().next(),
            Self::One(cause) => Some(cause),
            Self::Other(_) => None,
        }
    }
}

/// Words that can be nobody's address, number or name of an account: with an `@` or more than four digits they go.
fn harmless(text: &str) -> String {
    let is_somebodys =
        |word: &&str| word.contains('@') || word.bytes().filter(u8::is_ascii_digit).count() > 4;
    let words = text.split_whitespace().map(|word| {
        let fine = !is_somebodys(&word) && !word.chars().any(char::is_control);
        if fine { word } else { "…" }
    });
    words
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
        .take(MOST_WORDS)
        .collect()
}

impl From<OutboundError> for MpError {
    fn from(error: OutboundError) -> Self {
        match error {
            // An answer has come by then.
            OutboundError::TooLong(_) | OutboundError::Packing => Self::Unreadable,
            error => Self::Unknown(error.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use outbound::header::{HeaderMap, HeaderValue, RETRY_AFTER};
    use outbound::{Answer, OutboundError, StatusCode};

    use super::MpError;

    fn error(status: u16, body: &str) -> MpError {
        MpError::of(&Answer {
            status: StatusCode::from_u16(status).unwrap(),
            headers: HeaderMap::from_iter([(RETRY_AFTER, HeaderValue::from_static("7"))]),
            body: body.into(),
            url: "https://api.mercadopago.com/".parse().unwrap(),
        })
    }

    fn refused(code: Option<&str>, message: &str) -> MpError {
        MpError::Refused {
            status: 400,
            code: code.map(str::to_owned),
            message: message.to_owned(),
        }
    }

    #[test]
    fn a_refusal_is_told_by_its_cause() {
        for (body, code, message) in [
            (
                r#"{"message":"x","error":"bad_request","status":400,"cause":[{"code":19,"description":"Invalid value"}]}"#,
                Some("19"),
                "Invalid value",
            ),
            (
                r#"{"cause":{"code":"2006","description":"Card Token not found"}}"#,
                Some("2006"),
                "Card Token not found",
            ),
            (
                r#"{"message":"nope","error":"bad_request","cause":[]}"#,
                Some("bad_request"),
                "nope",
            ),
            (r#"{"message":"nope","cause":"odd"}"#, None, "nope"),
            ("<html>", None, ""),
            ("[1]", None, ""),
        ] {
            assert_eq!(error(400, body), refused(code, message), "{body}");
        }
    }

    #[test]
    fn nobody_is_named_in_a_refusal() {
        let body = r#"{"message":"payer ana@example.com with CC 1020304050 (+57 3001234567) and token APP_USR-123456 is odd"}"#;
        assert_eq!(
            error(400, body),
            refused(None, "payer … with CC … (+57 … and token … is odd")
        );
        let long = format!(r#"{{"message":"{}"}}"#, "a ".repeat(10_000));
        assert!(error(400, &long).to_string().len() < 300);
    }

    #[test]
    fn only_a_clear_no_is_a_no() {
        for status in [408, 409, 423, 424, 425, 500, 502, 503, 504, 301, 307] {
            let error = error(status, "{}");
            assert_eq!(error, MpError::Unknown(format!("status {status}")));
            assert!(error.may_have_happened());
        }
        for status in [401, 403] {
            assert_eq!(error(status, "{}"), MpError::Unauthorized);
        }
        assert_eq!(error(404, "{}"), MpError::NotFound);
        for status in [400, 402, 405, 422] {
            assert!(matches!(error(status, "{}"), MpError::Refused { .. }), "{status}");
        }
        assert_eq!(
            error(429, ""),
            MpError::Busy {
                after: Some(Duration::from_secs(7))
            }
        );
        assert!(!error(429, "").may_have_happened());
    }

    #[test]
    fn without_an_answer_nobody_knows() {
        let slow = OutboundError::Slow(Duration::from_secs(30));
        assert!(matches!(MpError::from(slow), MpError::Unknown(_)));
        for yes in [OutboundError::TooLong(9), OutboundError::Packing] {
            assert_eq!(MpError::from(yes), MpError::Unreadable);
        }
    }

    #[test]
    fn three_tries_are_made_and_further_and_further_apart() {
        let seconds = |error: &MpError, tries| error.again_after(tries).map(|wait| wait.as_secs());
        let unknown = MpError::Unknown(String::new());
        assert_eq!(
            [1, 2, 3, 4, u32::MAX].map(|tries| seconds(&unknown, tries)),
            [Some(2), Some(8), None, None, None]
        );
        let busy = |after| MpError::Busy {
            after: Some(Duration::from_secs(after)),
        };
        assert_eq!(seconds(&busy(60), 1), Some(60));
        assert_eq!(seconds(&busy(1), 2), Some(8));
        for error in [
            MpError::Unauthorized,
            MpError::NotFound,
            MpError::Unreadable,
            refused(None, ""),
        ] {
            assert_eq!(error.again_after(1), None, "{error}");
        }
    }
}
