//! A JSON body.

use std::time::Duration;

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, web};
use futures_util::future::LocalBoxFuture;
use serde::de::DeserializeOwned;
use validator::Validate;

use super::decode;
use crate::access::Visitor;
use crate::app::AppData;
use crate::errors::EdgeError;
use crate::failure::Failure;

/// A decoded and validated JSON body, with the hash of its bytes for [`crate::idempotency`].
#[derive(Debug)]
pub struct Json<T> {
    /// The value.
    pub value: T,
    /// SHA-256 of the bytes as they came.
    pub hash: [u8; 32],
}

impl<T> Json<T> {
    /// The value.
    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<T> std::ops::Deref for Json<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: DeserializeOwned + Validate + 'static> FromRequest for Json<T> {
    type Error = Failure;
    type Future = LocalBoxFuture<'static, Result<Self, Failure>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (req, payload) = (req.clone(), payload.take());
        Box::pin(async move {
            // Who may not come in is told so before the body is looked at.
            Visitor::of(&req).await?;
            let media = req
                .headers()
                .get(header::CONTENT_TYPE)
                .and_then(|v| v.to_str().ok())
                .unwrap_or_default();
            if !media
                .split(';')
                .next()
                .is_some_and(|m| m.trim().eq_ignore_ascii_case("application/json"))
            {
                return Err(EdgeError::UnsupportedMedia.into());
            }
            let bytes = read_body(&req, payload).await?;
            let value = decode::validate(decode::json::<T>(&bytes)?)?;
            Ok(Self {
                value,
                hash: crate::secrets::sha256(&bytes),
            })
        })
    }
}

/// The whole body within the limits of size and time.
pub async fn read_body(req: &HttpRequest, payload: Payload) -> Result<web::Bytes, Failure> {
    in_time(req, read(req, payload)).await
}

/// A caller who never sends the rest of a body is not waited for.
pub(super) async fn in_time<T>(
    req: &HttpRequest,
    reading: impl Future<Output = Result<T, Failure>>,
) -> Result<T, Failure> {
    let limit = req
        .app_data::<AppData>()
        .map_or(Duration::from_secs(30), |app| app.settings.body_timeout);
    tokio::time::timeout(limit, reading)
        .await
        .map_err(|_| EdgeError::Unreadable)?
}

async fn read(req: &HttpRequest, mut payload: Payload) -> Result<web::Bytes, Failure> {
    use futures_util::StreamExt as _;
    let limit = req
        .app_data::<AppData>()
        .map_or(64 * 1024, |app| app.settings.body_limit);
    let declared: Option<usize> = req
        .headers()
        .get(header::CONTENT_LENGTH)
        .and_then(|v| v.to_str().ok()?.parse().ok());
    if declared.is_some_and(|n| n > limit) {
        return Err(EdgeError::TooLarge.into());
    }
    let mut body = web::BytesMut::with_capacity(declared.unwrap_or(0).min(limit));
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| EdgeError::Unreadable)?;
        if body.len() + chunk.len() > limit {
            return Err(EdgeError::TooLarge.into());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}
