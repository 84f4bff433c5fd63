//! An answer that can be given again.

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::{HttpRequest, HttpResponse};
use bytes::Bytes;

use super::encoding::Encoding;
use crate::secrets::sha256;

/// A browser may keep it and asks each time whether it still holds; caches on the way may not, since a cookie decides
/// which answer it is.
const CACHE_CONTROL: HeaderValue = HeaderValue::from_static("private, no-cache");
const VARY: HeaderValue = HeaderValue::from_static("Cookie, Accept-Language, Accept-Encoding");
/// Where the answer came from (RFC 9211).
const CACHE_STATUS: HeaderName = HeaderName::from_static("cache-status");
/// Of the hash that the tag holds.
const TAG_BYTES: usize = 8;

/// A body as it travels, with what belongs to it.
#[derive(Debug)]
pub(super) struct Kept {
    content_type: HeaderValue,
    cache_control: HeaderValue,
    tag: HeaderValue,
    encoding: Encoding,
    body: Bytes,
}

impl Kept {
    /// Of what a handler answered. Its own tag tells a version, which a change of stock does not touch, so the content's
    /// is added to it.
    pub(super) fn new(headers: &HeaderMap, plain: Bytes, encoding: Encoding) -> Option<Arc<Self>> {
        let content_type = headers.get(header::CONTENT_TYPE)?.clone();
        let own = headers
            .get(header::CACHE_CONTROL)
            .filter(|own| *own != "no-store");
        let digest = db::bootstrap::hex(&sha256(&plain)[..TAG_BYTES]);
        let version = headers
            .get(header::ETAG)
            .and_then(|tag| tag.to_str().ok())
            .map(|tag| format!("{}-", tag.trim_matches('"')));
        let tag = format!("W/\"{}{digest}\"", version.unwrap_or_default());
        let tag = HeaderValue::from_str(&tag).ok()?;
        let (encoding, body) = encoding.pack(plain);
        Some(Arc::new(Self {
            content_type,
            cache_control: own.cloned().unwrap_or(CACHE_CONTROL),
            tag,
            encoding,
            body,
        }))
    }

    /// The answer to this request: 304 when the caller has it already. `origin` is `hit` or `fwd=…`.
    pub(super) fn answer(&self, req: &HttpRequest, origin: &'static str) -> HttpResponse {
        let is_known = self.is_known(req.headers());
        let status = if is_known {
            StatusCode::NOT_MODIFIED
        } else {
            StatusCode::OK
        };
        let mut response = HttpResponse::build(status);
        response
            .insert_header((header::ETAG, self.tag.clone()))
            .insert_header((header::CACHE_CONTROL, self.cache_control.clone()))
            .insert_header((header::VARY, VARY))
            .insert_header((CACHE_STATUS, origin));
        if is_known {
            return response.finish();
        }
        response
            .insert_header((header::CONTENT_TYPE, self.content_type.clone()))
            .insert_header((header::CONTENT_ENCODING, self.encoding.name()))
            .body(self.body.clone())
    }

    /// Bytes that it takes.
    pub(super) fn size(&self) -> usize {
        self.body.len() + size_of::<Self>()
    }

    /// `If-None-Match` compares weakly (RFC 9110 §13.1.2).
    fn is_known(&self, headers: &HeaderMap) -> bool {
        let own = self.tag.to_str().unwrap_or_default().trim_start_matches("W/");
        headers
            .get_all(header::IF_NONE_MATCH)
            .filter_map(|v| v.to_str().ok())
            .flat_map(|v| v.split(','))
            .any(|tag| tag.trim() == "*" || tag.trim().trim_start_matches("W/") == own)
    }
}
