//! Why a message was not sent.

use std::time::Duration;

use outbound::{Answer, OutboundError, StatusCode};
use serde::Deserialize;

/// Why a message was not sent. Names neither number nor text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SmsError {
    /// This message will never be accepted.
    #[error("Twilio refuses the message: {0}")]
    Permanent(Refusal),
    /// Another try may succeed.
    #[error("the message could not be sent now: {why}")]
    Temporary {
        /// What is the matter.
        why: Trouble,
        /// After which time another try may be made, if Twilio says so.
        after: Option<Duration>,
    },
}

/// Why never. Numbers are Twilio's (<https://www.twilio.com/docs/api/errors>).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Nobody can be reached there by a message: no number, or a landline (21211, 21217, 21263, 21265, 21614).
    #[error("the number gets no messages")]
    Number,
    /// Its owner answered STOP, and has not taken it back (21610).
    #[error("the receiver wants no messages")]
    OptedOut,
    /// The account may not write to that country, or there is no way to it (21408, 21612).
    #[error("the account may not write to that country")]
    Region,
    /// There is no text, or more than 1,600 letters of it (21602, 21617, 21619).
    #[error("the text is empty or too long")]
    Text,
    /// The answer was a yes that cannot be read: the message may have been sent, and a second one would be paid for.
    #[error("the answer cannot be read, so the message may have been sent")]
    Unreadable,
    /// Something else, by Twilio's number, or the HTTP status where it gives none.
    #[error("error {0}")]
    Other(u32),
}

/// Why not now.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// Too many calls (429, 20429).
    #[error("Twilio asks to call less often")]
    Busy,
    /// Twilio does not accept our credentials, or the number that we send from (by Twilio's number, or the HTTP status): the
    /// platform's people can mend it without a message being lost.
    #[error("Twilio does not accept the account's settings (error {0})")]
    Misconfigured(u32),
    /// Twilio is away, slow or out of order.
    #[error("{0}")]
    Away(String),
}

impl SmsError {
    /// As metrics and the log name it.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Permanent(refusal) => match refusal {
                Refusal::Number => "number",
                Refusal::OptedOut => "opted_out",
                Refusal::Region => "region",
                Refusal::Text => "text",
                Refusal::Unreadable => "unreadable",
                Refusal::Other(_) => "refused",
            },
            Self::Temporary { why, .. } => match why {
                Trouble::Busy => "busy",
                Trouble::Misconfigured(_) => "misconfigured",
                Trouble::Away(_) => "away",
            },
        }
    }

    /// What an answer means that is no yes.
    pub(crate) fn of(answer: &Answer) -> Self {
        let status = answer.status;
        let number = code(&answer.body).unwrap_or(u32::from(status.as_u16()));
        let temporary = |why| Self::Temporary {
            why,
            after: answer.retry_after(),
        };
        if status == StatusCode::TOO_MANY_REQUESTS || number == 20429 {
            temporary(Trouble::Busy)
        } else if status.is_server_error() || status == StatusCode::REQUEST_TIMEOUT {
            temporary(Trouble::Away(format!("status {}", status.as_u16())))
        } else if status.is_redirection() || is_ours_to_mend(status, number) {
            // Twilio leads nowhere, so somebody else answers, which the address in our settings must be asked about.
            temporary(Trouble::Misconfigured(number))
        } else {
            Self::Permanent(Refusal::of(number))
        }
    }
}

impl Refusal {
    fn of(number: u32) -> Self {
        match number {
            21211 | 21217 | 21263 | 21265 | 21614 => Self::Number,
            21610 => Self::OptedOut,
            21408 | 21612 => Self::Region,
            21602 | 21617 | 21619 => Self::Text,
            number => Self::Other(number),
        }
    }
}

/// Credentials (20003, 20005, 20404 of the account itself), or the sender: not a number (21212), missing (21603), not ours
/// (21606, 21659, 21660).
fn is_ours_to_mend(status: StatusCode, number: u32) -> bool {
    status == StatusCode::UNAUTHORIZED
        || matches!(
            number,
            20003 | 20005 | 20404 | 21212 | 21603 | 21606 | 21659 | 21660
        )
}

/// What Twilio says of a refusal. Its sentence repeats the number, so it is not read.
#[derive(Deserialize)]
struct Problem {
    code: u32,
}

fn code(body: &[u8]) -> Option<u32> {
    serde_json::from_slice::<Problem>(body)
        .ok()
        .map(|problem| problem.code)
}

impl From<OutboundError> for SmsError {
    fn from(error: OutboundError) -> Self {
        let why = match error {
            // An answer has come by then, and it may have been a yes.
            OutboundError::TooLong(_) | OutboundError::Packing => {
                return Self::Permanent(Refusal::Unreadable);
            }
            error => Trouble::Away(error.to_string()),
        };
        Self::Temporary { why, after: None }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use outbound::header::{HeaderMap, HeaderValue, RETRY_AFTER};
    use outbound::{Answer, OutboundError, StatusCode};

    use super::{Refusal, SmsError, Trouble};

    fn error(status: u16, body: &str) -> SmsError {
        SmsError::of(&Answer {
            status: StatusCode::from_u16(status).unwrap(),
            headers: HeaderMap::from_iter([(RETRY_AFTER, HeaderValue::from_static("7"))]),
            body: body.into(),
            url: "https://api.twilio.com/".parse().unwrap(),
        })
    }

    fn said(number: u32) -> String {
        format!(r#"{{"code": {number}, "message": "The number +573001234567 …", "status": 400}}"#)
    }

    #[test]
    fn refusals_worth_telling_apart_are_told_apart() {
        for (number, refusal) in [
            (21211, Refusal::Number),
            (21614, Refusal::Number),
            (21610, Refusal::OptedOut),
            (21408, Refusal::Region),
            (21617, Refusal::Text),
            (21999, Refusal::Other(21999)),
        ] {
            let error = error(400, &said(number));
            assert_eq!(error, SmsError::Permanent(refusal), "{number}");
            assert!(!error.to_string().contains("+57"));
        }
        for body in ["", "<html>", "[]", r#"{"code": "x"}"#, r#"{"code": -1}"#] {
            assert_eq!(
                error(400, body),
                SmsError::Permanent(Refusal::Other(400)),
                "{body}"
            );
        }
    }

    #[test]
    fn what_passes_or_can_be_mended_is_tried_again() {
        let after = Some(Duration::from_secs(7));
        for (status, body, why) in [
            (429, String::new(), Trouble::Busy),
            (400, said(20429), Trouble::Busy),
            (500, String::new(), Trouble::Away("status 500".into())),
            // A proxy's page: the number in it would be anybody's.
            (503, said(21610), Trouble::Away("status 503".into())),
            (401, said(20003), Trouble::Misconfigured(20003)),
            (401, String::new(), Trouble::Misconfigured(401)),
            (400, said(21606), Trouble::Misconfigured(21606)),
            (307, String::new(), Trouble::Misconfigured(307)),
        ] {
            assert_eq!(
                error(status, &body),
                SmsError::Temporary { why, after },
                "{status} {body}"
            );
        }
    }

    #[test]
    fn without_an_answer_another_try_is_made_unless_it_was_a_yes() {
        let slow = OutboundError::Slow(Duration::from_secs(20));
        assert!(matches!(
            SmsError::from(slow),
            SmsError::Temporary { after: None, .. }
        ));
        for yes in [OutboundError::TooLong(9), OutboundError::Packing] {
            assert_eq!(SmsError::from(yes), SmsError::Permanent(Refusal::Unreadable));
        }
    }
}
