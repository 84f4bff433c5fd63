//! Why a call did not do what it should.

use std::time::Duration;

use outbound::{Answer, OutboundError, StatusCode};
use serde::Deserialize;

use crate::text::harmless;

/// So often a call is made in all, with one key of idempotency.
pub const MOST_TRIES: u32 = 3;
/// Before the second try; the third waits four times as long.
const FIRST_WAIT: Duration = Duration::from_secs(2);

/// Why there is no result. Holds no data of a person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StripeError {
    /// No answer, a broken one, or an error of theirs: what was asked for may have happened. Ask again with the same key, or
    /// look for it; never anew.
    #[error("it is unknown what became of the call: {0}")]
    Unknown(String),
    /// Too many calls. Nothing happened.
    #[error("Stripe asks to call less often")]
    Busy {
        /// After which time another may be made, if it says so: a day at most.
        after: Option<Duration>,
    },
    /// The secret key is worth nothing, or not for this: the account's owner must mend it.
    #[error("Stripe does not take the secret key")]
    Unauthorized,
    /// It says no, and will again.
    #[error("Stripe refuses (status {status}): {message}")]
    Refused {
        /// HTTP status; 0 when the call was never made, since it cannot be right.
        status: u16,
        /// Stripe's word for the cause, or for the kind of fault.
        code: Option<String>,
        /// Its words, without what could be somebody's: for us, not for buyers.
        message: String,
    },
    /// There is no such thing, or it is another account's.
    #[error("Stripe knows nothing of it")]
    NotFound,
    /// The answer was a yes that cannot be read: it has happened. Look at it, do not repeat it.
    #[error("the answer cannot be read")]
    Unreadable,
}

impl StripeError {
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
        let body: Body = serde_json::from_slice(&answer.body).unwrap_or_default();
        let problem = body.error.unwrap_or_default();
        Self::Refused {
            status: answer.status.as_u16(),
            code: problem.code.or(problem.kind).map(|code| harmless(&code)),
            message: harmless(&problem.message.unwrap_or_default()),
        }
    }
}

/// The same call may be under way already (409), or something that it needs is away (408, 424, 425): none of them is a no.
fn is_of_the_moment(status: StatusCode) -> bool {
    matches!(status.as_u16(), 408 | 409 | 423 | 424 | 425)
}

#[derive(Deserialize, Default)]
struct Body {
    #[serde(default)]
    error: Option<Problem>,
}

#[derive(Deserialize, Default)]
struct Problem {
    #[serde(default, rename = "type")]
    kind: Option<String>,
    #[serde(default)]
    code: Option<String>,
    #[serde(default)]
    message: Option<String>,
}

impl From<OutboundError> for StripeError {
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

    use super::StripeError;

    fn error(status: u16, body: &str) -> StripeError {
        StripeError::of(&Answer {
            status: StatusCode::from_u16(status).unwrap(),
            headers: HeaderMap::from_iter([(RETRY_AFTER, HeaderValue::from_static("7"))]),
            body: body.into(),
            url: "https://api.stripe.com/".parse().unwrap(),
        })
    }

    fn refused(code: Option<&str>, message: &str) -> StripeError {
        StripeError::Refused {
            status: 400,
            code: code.map(str::to_owned),
            message: message.to_owned(),
        }
    }

    #[test]
    fn a_refusal_is_told_by_its_cause() {
        for (body, code, message) in [
            (
                r#"{"error":{"type":"invalid_request_error","code":"amount_too_small","message":"Too small"}}"#,
                Some("amount_too_small"),
                "Too small",
            ),
            (
                r#"{"error":{"type":"idempotency_error","message":"Other parameters"}}"#,
                Some("idempotency_error"),
                "Other parameters",
            ),
            (r#"{"error":{}}"#, None, ""),
            (r#"{"error":"odd"}"#, None, ""),
            ("<html>", None, ""),
            ("[1]", None, ""),
        ] {
            assert_eq!(error(400, body), refused(code, message), "{body}");
        }
    }

    #[test]
    fn nobody_is_named_in_a_refusal() {
        let body = r#"{"error":{"message":"No such customer: 'cus_1234567'; ana@example.com has card 4242424242424242"}}"#;
        assert_eq!(
            error(400, body),
            refused(None, "No such customer: … … has card …")
        );
        let long = format!(r#"{{"error":{{"message":"{}"}}}}"#, "a ".repeat(10_000));
        assert!(error(400, &long).to_string().len() < 300);
    }

    #[test]
    fn only_a_clear_no_is_a_no() {
        for status in [408, 409, 423, 424, 425, 500, 502, 503, 504, 301, 307] {
            let error = error(status, "{}");
            assert_eq!(error, StripeError::Unknown(format!("status {status}")));
            assert!(error.may_have_happened());
        }
        for status in [401, 403] {
            assert_eq!(error(status, "{}"), StripeError::Unauthorized);
        }
        assert_eq!(error(404, "{}"), StripeError::NotFound);
        for status in [400, 402, 405, 422] {
            assert!(
                matches!(error(status, "{}"), StripeError::Refused { .. }),
                "{status}"
            );
        }
        let busy = StripeError::Busy {
            after: Some(Duration::from_secs(7)),
        };
        assert_eq!(error(429, ""), busy);
        assert!(!busy.may_have_happened());
    }

    #[test]
    fn without_an_answer_nobody_knows() {
        let slow = OutboundError::Slow(Duration::from_secs(30));
        assert!(matches!(StripeError::from(slow), StripeError::Unknown(_)));
        for yes in [OutboundError::TooLong(9), OutboundError::Packing] {
            assert_eq!(StripeError::from(yes), StripeError::Unreadable);
        }
    }

    #[test]
    fn three_tries_are_made_and_further_and_further_apart() {
        let seconds = |error: &StripeError, tries| error.again_after(tries).map(|wait| wait.as_secs());
        let unknown = StripeError::Unknown(String::new());
        assert_eq!(
            [1, 2, 3, 4, u32::MAX].map(|tries| seconds(&unknown, tries)),
            [Some(2), Some(8), None, None, None]
        );
        let busy = |after| StripeError::Busy {
            after: Some(Duration::from_secs(after)),
        };
        assert_eq!(seconds(&busy(60), 1), Some(60));
        assert_eq!(seconds(&busy(1), 2), Some(8));
        for error in [
            StripeError::Unauthorized,
            StripeError::NotFound,
            StripeError::Unreadable,
            refused(None, ""),
        ] {
            assert_eq!(error.again_after(1), None, "{error}");
        }
    }
}
