//! One file with a few fields (`multipart/form-data`, RFC 7578), bounded while it is read.

use actix_multipart::{Field, Multipart};
use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, web};
use futures_util::StreamExt as _;
use futures_util::future::LocalBoxFuture;
use kernel::Error;

use super::form::Typed;
use super::json::in_time;
use crate::access::Visitor;
use crate::app::AppData;
use crate::errors::EdgeError;
use crate::failure::Failure;

/// Most fields besides the file, and most bytes of one.
const FIELDS: usize = 20;
const FIELD_BYTES: usize = 4 * 1024;

/// An uploaded file: the part named `file`, which must be there. Its name and declared type are not even read.
#[derive(Debug)]
pub struct Upload {
    /// The file.
    pub file: web::Bytes,
    /// The other fields.
    pub typed: Typed,
}

impl FromRequest for Upload {
    type Error = Failure;
    type Future = LocalBoxFuture<'static, Result<Self, Failure>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (req, payload) = (req.clone(), payload.take());
        Box::pin(async move {
            // Who asks comes first: nobody fills our memory anonymously with what will be refused.
            let visitor = Visitor::of(&req).await?;
            let upload = in_time(&req, read(&req, payload)).await?;
            let in_header = req.headers().get("x-csrf-token").and_then(|v| v.to_str().ok());
            visitor.check_csrf(in_header.unwrap_or_else(|| upload.typed.get("csrf_token")))?;
            Ok(upload)
        })
    }
}

async fn read(req: &HttpRequest, payload: Payload) -> Result<Upload, Failure> {
    let text = |name: header::HeaderName| {
        req.headers()
            .get(name)
            .and_then(|v| v.to_str().ok())
            .unwrap_or_default()
    };
    if !text(header::CONTENT_TYPE).starts_with("multipart/form-data") {
        return Err(EdgeError::UnsupportedMedia.into());
    }
    let limit = req
        .app_data::<AppData>()
        .map_or(0, |app| app.settings.upload_limit);
    let declared: usize = text(header::CONTENT_LENGTH).parse().unwrap_or(0);
    if declared > limit + FIELDS * FIELD_BYTES {
        return Err(EdgeError::TooLarge.into());
    }
    let mut parts = Multipart::new(req.headers(), payload);
    let mut file = None;
    let mut fields = vec![];
    while let Some(part) = parts.next().await {
        let mut part = part.map_err(|_| EdgeError::Unreadable)?;
        let name = part.name().unwrap_or_default().to_owned();
        if name == "file" && file.is_none() {
            file = Some(take(&mut part, limit).await?);
        } else if fields.len() < FIELDS && name.len() <= 100 {
            let value = take(&mut part, FIELD_BYTES).await?;
            let value = std::str::from_utf8(&value)
                .map_err(|_| EdgeError::Unreadable)?
                .to_owned();
            fields.push((name, value));
        } else {
            return Err(EdgeError::TooLarge.into());
        }
    }
    let file = file
        .filter(|f: &web::Bytes| !f.is_empty())
        .ok_or_else(|| Error::invalid("file", "required"))?;
    Ok(Upload {
        file,
        typed: Typed::of(fields),
    })
}

async fn take(part: &mut Field, limit: usize) -> Result<web::Bytes, Failure> {
    let mut bytes = web::BytesMut::new();
    while let Some(chunk) = part.next().await {
        let chunk = chunk.map_err(|_| EdgeError::Unreadable)?;
        if bytes.len() + chunk.len() > limit {
            return Err(EdgeError::TooLarge.into());
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes.freeze())
}
