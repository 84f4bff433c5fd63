//! Why a call did no good.

use std::time::Duration;

use outbound::{Answer, OutboundError, StatusCode};

/// Why a receiver did not take a call. Names no address, which may be a key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HookError {
    /// The receiver wants no more calls (410; of Slack's also 404): stop, and tell the shop.
    #[error("the receiver wants no more calls")]
    Gone,
    /// Another try may succeed: too early or too many calls (408, 425, 429), or the receiver is away, slow or out of order.
    #[error("the call could not be made now: {why}")]
    Temporary {
        /// What is the matter.
        why: String,
        /// After which time another try may be made, if the receiver says so.
        after: Option<Duration>,
    },
    /// The same call ends the same.
    #[error("the receiver refuses the call: {0}")]
    Permanent(String),
}

impl HookError {
    /// As metrics and the log name it.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Gone => "gone",
            Self::Temporary { .. } => "temporary",
            Self::Permanent(_) => "permanent",
        }
    }

    /// What an answer means that is no yes. The receiver's words are not read: they are anybody's.
    pub(crate) fn of(answer: &Answer) -> Self {
        let why = format!("status {}", answer.status.as_u16());
        match answer.status {
            StatusCode::GONE => Self::Gone,
            status if status.is_redirection() => Self::Permanent(format!(
                "{why}, which leads elsewhere: the address there is the one to call"
            )),
            status if may_pass(status) => Self::Temporary {
                why,
                after: answer.retry_after(),
            },
            _ => Self::Permanent(why),
        }
    }
}

fn may_pass(status: StatusCode) -> bool {
    status.is_server_error()
        || [
            StatusCode::REQUEST_TIMEOUT,
            StatusCode::TOO_EARLY,
            StatusCode::TOO_MANY_REQUESTS,
        ]
        .contains(&status)
}

impl From<OutboundError> for HookError {
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

    use super::HookError;

    #[test]
    fn statuses_say_what_to_do() {
        let of = |status: u16| {
            HookError::of(&Answer {
                status: StatusCode::from_u16(status).unwrap(),
                headers: HeaderMap::from_iter([(RETRY_AFTER, HeaderValue::from_static("7"))]),
                body: vec![],
                url: "https://shop.example.com/".parse().unwrap(),
            })
        };
        for (statuses, expected) in [
            (&[410][..], "gone"),
            (&[408, 425, 429, 500, 502, 503, 504], "temporary"),
            (
                &[301, 302, 307, 308, 400, 401, 403, 404, 405, 413, 422],
                "permanent",
            ),
        ] {
            for status in statuses {
                assert_eq!(of(*status).name(), expected, "{status}");
            }
        }
        let after = Some(Duration::from_secs(7));
        assert_eq!(
            of(503),
            HookError::Temporary {
                why: "status 503".into(),
                after
            }
        );
    }

    #[test]
    fn without_an_answer_another_try_is_made_where_it_may_help() {
        let of = |error: OutboundError| HookError::from(error).name();
        assert_eq!(of(OutboundError::Slow(Duration::from_secs(1))), "temporary");
        assert_eq!(of(OutboundError::Away("refused".into())), "temporary");
        assert_eq!(of(AddressFault::NotPublic.into()), "permanent");
        assert_eq!(of(OutboundError::TooLong(9)), "permanent");
    }
}
