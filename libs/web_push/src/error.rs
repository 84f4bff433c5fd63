//! Why a message was not taken.

use std::time::Duration;

use outbound::{Answer, OutboundError, StatusCode};

/// Why a push service did not take a message. Names no address, which is its subscription's key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PushError {
    /// The subscription is there no more (404, 410; RFC 8030 §7.3): forget it.
    #[error("the subscription is gone")]
    Gone,
    /// More bytes than every service must take (413; RFC 8030 §7.2).
    #[error("the message is too large")]
    TooLarge,
    /// Another try may succeed: too many calls (429), or the service is away, slow or out of order.
    #[error("the message could not be sent now: {why}")]
    Temporary {
        /// What is the matter.
        why: String,
        /// After which time another try may be made, if the service says so.
        after: Option<Duration>,
    },
    /// The same call ends the same. After our key has changed, old subscriptions end here (401, 403).
    #[error("the push service refuses the message: {0}")]
    Permanent(String),
}

impl PushError {
    /// As metrics and the log name it.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Gone => "gone",
            Self::TooLarge => "too_large",
            Self::Temporary { .. } => "temporary",
            Self::Permanent(_) => "permanent",
        }
    }

    /// What an answer means that is no yes.
    pub(crate) fn of(answer: &Answer) -> Self {
        let why = format!("status {}", answer.status.as_u16());
        match answer.status {
            StatusCode::NOT_FOUND | StatusCode::GONE => Self::Gone,
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            status if may_pass(status) => Self::Temporary {
                why,
                after: answer.retry_after(),
            },
            _ => Self::Permanent(why),
        }
    }
}

fn may_pass(status: StatusCode) -> bool {
    status == StatusCode::TOO_MANY_REQUESTS
        || status == StatusCode::REQUEST_TIMEOUT
        || status.is_server_error()
}

impl From<OutboundError> for PushError {
    fn from(error: OutboundError) -> Self {
        let why = error.to_string();
        if error.may_pass() {
            Self::Temporary { why, after: None }
        } else {
            Self::Permanent(why)
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use outbound::header::{HeaderMap, HeaderValue, RETRY_AFTER};
    use outbound::{AddressFault, Answer, OutboundError, StatusCode};

    use super::PushError;

    fn name(status: u16) -> &'static str {
        let answer = Answer {
            status: StatusCode::from_u16(status).unwrap(),
            headers: HeaderMap::from_iter([(RETRY_AFTER, HeaderValue::from_static("7"))]),
            body: vec![],
            url: "https://push.example.net/".parse().unwrap(),
        };
        let error = PushError::of(&answer);
        if let PushError::Temporary { after, .. } = &error {
            assert_eq!(*after, Some(Duration::from_secs(7)));
        }
        error.name()
    }

    #[test]
    fn statuses_say_what_to_do() {
        for (statuses, expected) in [
            (&[404, 410][..], "gone"),
            (&[413], "too_large"),
            (&[408, 429, 500, 502, 503], "temporary"),
            (&[302, 307, 400, 401, 403, 405], "permanent"),
        ] {
            for status in statuses {
                assert_eq!(name(*status), expected, "{status}");
            }
        }
    }

    #[test]
    fn without_an_answer_another_try_is_made_where_it_may_help() {
        let of = |error: OutboundError| PushError::from(error).name();
        assert_eq!(of(OutboundError::Slow(Duration::from_secs(1))), "temporary");
        assert_eq!(of(OutboundError::Away("refused".into())), "temporary");
        assert_eq!(of(AddressFault::NotPublic.into()), "permanent");
        assert_eq!(of(OutboundError::TooLong(9)), "permanent");
    }
}
