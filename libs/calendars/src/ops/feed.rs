//! A calendar at an address that somebody subscribed to: asked whether it changed, and read whole when it did.

use db::bootstrap::hex;
use http::secrets::sha256;
use ical::Limits;
use kernel::{Error, Instant, Result};
use outbound::header::{
    ACCEPT, CACHE_CONTROL, ETAG, HeaderMap, HeaderName, HeaderValue, IF_MODIFIED_SINCE, IF_NONE_MATCH,
    LAST_MODIFIED,
};
use outbound::{Answer, Outbound, Request, StatusCode, Url};
use serde::{Deserialize, Serialize};

use super::entries::{Frame, Understood};
use super::expand::PAST;
use crate::fault::Fault;
use crate::model::{Batch, Source};
use crate::trouble::Trouble;

/// Nobody is left alone for longer because a server says so (seconds).
const LONGEST_WISH: i64 = 24 * 3600;
/// Longest header that is kept (bytes).
const HEADER: usize = 300;

/// What stood there the last time. Kept as the calendar's position.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Seen {
    etag: Option<String>,
    modified: Option<String>,
    /// Of what was read, and for whose clock: many a server stamps what did not change anew.
    digest: String,
}

/// An address as people write it: `webcal` is HTTPS.
pub fn address(typed: &str) -> Option<Url> {
    let typed = typed.trim();
    let rest = ["webcal://", "webcals://"].into_iter().find_map(|scheme| {
        typed
            .get(..scheme.len())
            .filter(|start| start.eq_ignore_ascii_case(scheme))
    });
    let text = match rest {
        Some(scheme) => format!("https://{}", &typed[scheme.len()..]),
        None if typed.contains("://") => typed.to_owned(),
        None => format!("https://{typed}"),
    };
    Url::parse(&text).ok().filter(Url::has_host)
}

/// So much of it as may be shown: the rest may hold a key.
pub fn shortened(address: &Url) -> String {
    format!("{}/…", address.host_str().unwrap_or_default())
}

/// Whether a calendar is there.
pub async fn look(outbound: &Outbound, address: &Url) -> std::result::Result<(), Fault> {
    let answer = outbound.send(request(address, &Seen::default())).await?;
    refuse(&answer)?;
    let read = tokio::task::spawn_blocking(move || ical::read(&answer.body, &Limits::default()).map(drop));
    let read = read.await.map_err(|e| Fault::Away(e.to_string()))?;
    read.map_err(|e| Fault::Unreadable(e.to_string()))
}

/// What is there, unless it is what was there the last time.
pub async fn fetch(
    outbound: &Outbound,
    address: &Url,
    source: &Source,
    now: Instant,
) -> std::result::Result<Batch, Trouble> {
    let seen: Seen = source
        .sync_token
        .as_deref()
        .and_then(|text| serde_json::from_str(text).ok())
        .unwrap_or_default();
    let answer = outbound
        .send(request(address, &seen))
        .await
        .map_err(Fault::from)?;
    let not_before = wish(&answer.headers).map(|seconds| now.plus_seconds(seconds));
    let batch = if answer.status == StatusCode::NOT_MODIFIED {
        unchanged(&seen)?
    } else {
        refuse(&answer)?;
        let frame = Frame {
            clock: source.clock(),
            past: now.plus_seconds(-PAST).0,
        };
        // A long calendar takes its time; other work goes on meanwhile.
        let read = tokio::task::spawn_blocking(move || batch(&answer, &seen, &frame));
        read.await.map_err(|e| Error::Fault(e.into()))??
    };
    Ok(Batch { not_before, ..batch })
}

fn request(address: &Url, seen: &Seen) -> Request {
    let mut request = Request::get(address.clone()).header(
        ACCEPT,
        HeaderValue::from_static("text/calendar, text/plain;q=0.5, */*;q=0.1"),
    );
    for (name, value) in [(IF_NONE_MATCH, &seen.etag), (IF_MODIFIED_SINCE, &seen.modified)] {
        if let Some(value) = value.as_deref().and_then(|text| HeaderValue::from_str(text).ok()) {
            request = request.header(name, value);
        }
    }
    request
}

/// What a status that brings no calendar means.
fn refuse(answer: &Answer) -> std::result::Result<(), Fault> {
    let status = answer.status;
    let said = || format!("status {}", status.as_u16());
    let after = answer.retry_after();
    match status.as_u16() {
        200..300 => Ok(()),
        429 => Err(Fault::Limited { after }),
        503 if after.is_some() => Err(Fault::Limited { after }),
        408 | 425 | 500.. => Err(Fault::Away(said())),
        _ => Err(Fault::Refused(said())),
    }
}

fn unchanged(seen: &Seen) -> Result<Batch> {
    Ok(Batch {
        sync_token: Some(serde_json::to_string(seen).map_err(|e| Error::Fault(e.into()))?),
        ..Batch::default()
    })
}

fn batch(answer: &Answer, before: &Seen, frame: &Frame) -> std::result::Result<Batch, Trouble> {
    let seen = Seen {
        etag: header(&answer.headers, &ETAG),
        modified: header(&answer.headers, &LAST_MODIFIED),
        digest: digest(&answer.body, frame),
    };
    if seen.digest == before.digest {
        return Ok(unchanged(&seen)?);
    }
    let limits = Limits::default();
    let read = ical::read(&answer.body, &limits).map_err(|e| Fault::Unreadable(e.to_string()))?;
    let Understood { entries, skipped } = frame.file(read.events);
    Ok(Batch {
        whole: true,
        entries,
        skipped: skipped + read.skipped.len(),
        ..unchanged(&seen)?
    })
}

/// What was said, but for when it was.
fn digest(body: &[u8], frame: &Frame) -> String {
    let lines = body.split(|byte| *byte == b'\n');
    let lasting = lines.filter(|line| !line.starts_with(b"DTSTAMP"));
    let mut text: Vec<u8> = frame.clock.iana_name().unwrap_or_default().into();
    for line in lasting {
        text.push(b'\n');
        text.extend_from_slice(line);
    }
    hex(&sha256(&text))
}

fn header(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let value = headers.get(name)?.to_str().ok()?;
    (value.len() <= HEADER).then(|| value.to_owned())
}

/// For how long (seconds) the server wants not to be asked again, within bounds.
fn wish(headers: &HeaderMap) -> Option<i64> {
    let said = headers.get(CACHE_CONTROL)?.to_str().ok()?.to_ascii_lowercase();
    let mut words = said.split(',').map(str::trim);
    let seconds: i64 = words
        .find_map(|word| word.strip_prefix("max-age="))?
        .trim_matches('"')
        .parse()
        .ok()?;
    (seconds > 0).then(|| seconds.min(LONGEST_WISH))
}

#[cfg(test)]
mod tests {
    use outbound::header::{CACHE_CONTROL, HeaderMap, HeaderValue};

    use super::{address, shortened, wish};

    #[test]
    fn addresses_are_taken_as_people_write_them_and_shown_without_their_keys() {
        for (typed, read) in [
            ("webcal://cal.test/a.ics", "https://cal.test/a.ics"),
            (" WEBCAL://cal.test/a ", "https://cal.test/a"),
            ("cal.test/a?k=1", "https://cal.test/a?k=1"),
            ("http://cal.test/", "http://cal.test/"),
        ] {
            assert_eq!(address(typed).unwrap().as_str(), read, "{typed}");
        }
        for nothing in ["", "https://", "mailto:a@b.test", "ñ ñ"] {
            assert!(
                address(nothing).is_none_or(|url| url.scheme() == "https"),
                "{nothing}"
            );
        }
        let secret = address("https://cal.test/secret-key.ics?token=1").unwrap();
        assert_eq!(shortened(&secret), "cal.test/…");
    }

    #[test]
    fn a_servers_wish_counts_for_a_day_at_most() {
        let of = |said: &'static str| {
            wish(&HeaderMap::from_iter([(
                CACHE_CONTROL,
                HeaderValue::from_static(said),
            )]))
        };
        assert_eq!(of("private, max-age=3600"), Some(3_600));
        assert_eq!(of("max-age=99999999"), Some(24 * 3_600));
        assert_eq!(
            (of("no-cache"), of("max-age=0"), of("max-age=x")),
            (None, None, None)
        );
    }
}
