//! Versions of what two people may edit: `ETag: "v3"` with the answer, `If-Match: "v3"` with the change (RFC 9110 §13.1.1).

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest};

use crate::errors::EdgeError;
use crate::failure::Failure;

/// The version that the caller had read, if they sent `If-Match`. A tag that is none of ours fits no version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IfMatch(pub Option<i64>);

impl FromRequest for IfMatch {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let header = req
            .headers()
            .get(header::IF_MATCH)
            .map(|v| v.to_str().unwrap_or_default());
        ready(match header {
            None | Some("*") => Ok(Self(None)),
            Some(tag) => version_of(tag)
                .map(|v| Self(Some(v)))
                .ok_or_else(|| EdgeError::Stale.into()),
        })
    }
}

fn version_of(tag: &str) -> Option<i64> {
    let version = tag
        .trim_start_matches("W/")
        .strip_prefix("\"v")?
        .strip_suffix('"')?;
    // Answers that are kept add a mark of their content.
    version.split('-').next()?.parse().ok()
}

/// The header that tells a version.
pub fn etag(version: i64) -> (header::HeaderName, String) {
    (header::ETAG, format!("\"v{version}\""))
}

#[cfg(test)]
mod tests {
    use super::version_of;

    #[test]
    fn only_our_own_tags_are_versions() {
        assert_eq!(version_of("\"v12\""), Some(12));
        assert_eq!(version_of("W/\"v12-90af\""), Some(12));
        for other in ["v12", "\"12\"", "\"v\"", "\"v-12\"", ""] {
            assert_eq!(version_of(other), None, "{other}");
        }
    }
}
