//! Entries of ours, written and removed only as long as nobody else was there in between.

use bytes::Bytes;
use outbound::header::{ETAG, HeaderValue, IF_MATCH, IF_NONE_MATCH};
use outbound::{Method, Request, Url};

use crate::client::{CalDav, succeeded};
use crate::error::CalDavError;
use crate::href::at;
use crate::model::Condition;

impl CalDav {
    /// Writes an entry. Gives its new state, unless the server keeps another form of it than it was given: then it comes back
    /// as a change.
    pub async fn put(
        &self,
        calendar: &Url,
        href: &str,
        ics: impl Into<Bytes>,
        condition: &Condition,
    ) -> Result<Option<String>, CalDavError> {
        let request = Request::new(Method::PUT, entry(calendar, href)?);
        let request = match condition {
            Condition::New => request.header(IF_NONE_MATCH, HeaderValue::from_static("*")),
            Condition::Unchanged(etag) => request.header(IF_MATCH, state(etag)?),
        };
        let answer = self
            .ask(request.body("text/calendar; charset=utf-8", ics))
            .await?;
        succeeded(&answer)?;
        let etag = answer.headers.get(ETAG).and_then(|etag| etag.to_str().ok());
        Ok(etag.filter(|etag| !etag.is_empty()).map(str::to_owned))
    }

    /// Removes an entry in the state that we know.
    pub async fn delete(&self, calendar: &Url, href: &str, etag: &str) -> Result<(), CalDavError> {
        let request = Request::new(Method::DELETE, entry(calendar, href)?).header(IF_MATCH, state(etag)?);
        succeeded(&self.ask(request).await?)
    }
}

/// An entry of the calendar's server, and nobody else's.
fn entry(calendar: &Url, href: &str) -> Result<Url, CalDavError> {
    at(calendar, href).ok_or_else(|| CalDavError::Refused("the entry has no path".into()))
}

fn state(etag: &str) -> Result<HeaderValue, CalDavError> {
    let value = HeaderValue::from_str(etag).ok().filter(|value| !value.is_empty());
    value.ok_or_else(|| CalDavError::Refused("the entry's state cannot be sent".into()))
}
