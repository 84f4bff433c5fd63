//! When to come back, as far as a server says.

use std::time::Duration;

use jiff::fmt::rfc2822::DateTimeParser;
use reqwest::header::{DATE, HeaderMap, HeaderName, RETRY_AFTER};

use crate::send::Answer;

/// Nobody waits longer for a server that says when to come back.
const LONGEST_WAIT: Duration = Duration::from_hours(24);

impl Answer {
    /// `Retry-After` (RFC 9110 §10.2.3): seconds, or a moment, which is counted from the server's own now. A day at most.
    pub fn retry_after(&self) -> Option<Duration> {
        let wish = text(&self.headers, RETRY_AFTER)?;
        let wait = if let Ok(seconds) = wish.trim().parse() {
            Duration::from_secs(seconds)
        } else {
            let moment = |text| DateTimeParser::new().parse_timestamp(text).ok();
            let span = moment(wish)?.duration_since(moment(text(&self.headers, DATE)?)?);
            Duration::try_from(span).unwrap_or_default()
        };
        Some(wait.min(LONGEST_WAIT))
    }
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

#[cfg(test)]
mod tests {
    use reqwest::StatusCode;
    use reqwest::header::{DATE, HeaderMap, HeaderValue, RETRY_AFTER};

    use super::{Answer, Duration, LONGEST_WAIT};

    fn wait(text: &'static str) -> Option<Duration> {
        let date = HeaderValue::from_static("Sun, 06 Nov 1994 08:49:37 GMT");
        let headers = [(RETRY_AFTER, HeaderValue::from_static(text)), (DATE, date)];
        let answer = Answer {
            status: StatusCode::SERVICE_UNAVAILABLE,
            headers: HeaderMap::from_iter(headers),
            body: vec![],
            url: "https://dav.example.com/".parse().unwrap(),
        };
        answer.retry_after()
    }

    #[test]
    fn a_server_says_when_to_come_back() {
        for (text, seconds) in [
            ("120", 120),
            ("Sun, 06 Nov 1994 08:51:37 GMT", 120),
            ("Sun, 06 Nov 1994 08:00:00 GMT", 0),
            ("99999999", LONGEST_WAIT.as_secs()),
        ] {
            assert_eq!(wait(text), Some(Duration::from_secs(seconds)), "{text}");
        }
        assert_eq!(wait("soon"), None);
    }
}
