//! Why something cannot be read or written.

use std::time::Duration;

use outbound::{AddressFault, Answer, OutboundError, StatusCode};

use crate::xml;

/// Why not. Texts are English, for logs; they hold no address and nothing of anybody's calendar.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalDavError {
    /// Somebody else changed, removed or made the entry first (412): read it again and decide.
    #[error("the entry has changed meanwhile")]
    Conflict,
    /// The entry or calendar is not there (404, 410).
    #[error("it is not there")]
    Gone,
    /// Name or password is wrong, or no longer good (401).
    #[error("name or password is wrong")]
    Unauthorized,
    /// Too many calls (429, or 503 that says when to come back).
    #[error("the server wants fewer calls")]
    RateLimited {
        /// How long to wait, if the server says so.
        after: Option<Duration>,
    },
    /// The server is away, slow or out of order: another try may succeed.
    #[error("the server does not serve: {0}")]
    Unavailable(String),
    /// What came cannot be read, or is too much. The same call ends the same.
    #[error("the answer cannot be read: {0}")]
    Unreadable(String),
    /// The address, or one that it leads to, is not one that we call.
    #[error("the address may not be called: {0}")]
    NotAllowed(AddressFault),
    /// The server, or we ourselves, will not. The same call ends the same.
    #[error("it is refused: {0}")]
    Refused(String),
}

impl From<OutboundError> for CalDavError {
    fn from(error: OutboundError) -> Self {
        let text = error.to_string();
        match error {
            OutboundError::Slow(_) | OutboundError::Away(_) => Self::Unavailable(text),
            OutboundError::TooLong(_) | OutboundError::Packing => Self::Unreadable(text),
            OutboundError::Address(fault) => Self::NotAllowed(fault),
            OutboundError::Redirects => Self::Refused(text),
        }
    }
}

impl CalDavError {
    /// What a status that is no success means.
    pub(crate) fn of(answer: &Answer) -> Self {
        let after = answer.retry_after();
        match answer.status {
            StatusCode::PRECONDITION_FAILED => Self::Conflict,
            StatusCode::NOT_FOUND | StatusCode::GONE => Self::Gone,
            StatusCode::UNAUTHORIZED => Self::Unauthorized,
            StatusCode::TOO_MANY_REQUESTS => Self::RateLimited { after },
            StatusCode::SERVICE_UNAVAILABLE if after.is_some() => Self::RateLimited { after },
            // They will not change by themselves.
            StatusCode::NOT_IMPLEMENTED | StatusCode::INSUFFICIENT_STORAGE => Self::refused(answer),
            StatusCode::REQUEST_TIMEOUT | StatusCode::LOCKED => Self::unavailable(answer),
            status if status.is_server_error() => Self::unavailable(answer),
            _ => Self::refused(answer),
        }
    }

    fn unavailable(answer: &Answer) -> Self {
        Self::Unavailable(format!("status {}", answer.status.as_u16()))
    }

    /// With the server's reason, as far as it is one of the protocol's words.
    fn refused(answer: &Answer) -> Self {
        let status = answer.status.as_u16();
        Self::Refused(match xml::reason(&answer.body) {
            Some(reason) => format!("status {status}, {reason}"),
            None => format!("status {status}"),
        })
    }
}

#[cfg(test)]
mod tests {
    use outbound::header::{HeaderMap, HeaderValue, RETRY_AFTER};
    use outbound::{Answer, StatusCode};

    use super::{CalDavError, Duration};

    fn error(status: u16, headers: HeaderMap, body: &str) -> CalDavError {
        CalDavError::of(&Answer {
            status: StatusCode::from_u16(status).unwrap(),
            headers,
            body: body.into(),
            url: "https://dav.example.com/".parse().unwrap(),
        })
    }

    #[test]
    fn statuses_say_what_to_do() {
        let plain = |status| error(status, HeaderMap::new(), "");
        assert_eq!(plain(412), CalDavError::Conflict);
        assert_eq!((plain(404), plain(410)), (CalDavError::Gone, CalDavError::Gone));
        assert_eq!(plain(401), CalDavError::Unauthorized);
        assert_eq!(plain(429), CalDavError::RateLimited { after: None });
        assert_eq!(plain(503), CalDavError::Unavailable("status 503".into()));
        assert_eq!(plain(507), CalDavError::Refused("status 507".into()));
        let body =
            r#"<error xmlns="DAV:"><x:no-uid-conflict xmlns:x="urn:ietf:params:xml:ns:caldav"/></error>"#;
        let refused = CalDavError::Refused("status 403, no-uid-conflict".into());
        assert_eq!(error(403, HeaderMap::new(), body), refused);
        let refused = CalDavError::Refused("status 403".into());
        assert_eq!(error(403, HeaderMap::new(), "<html>Forbidden<br>"), refused);
    }

    #[test]
    fn a_server_out_of_order_may_say_when_to_come_back() {
        let headers = HeaderMap::from_iter([(RETRY_AFTER, HeaderValue::from_static("120"))]);
        let after = Some(Duration::from_mins(2));
        assert_eq!(error(503, headers, ""), CalDavError::RateLimited { after });
    }
}
