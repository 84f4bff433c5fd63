//! What comes and goes by HTTP, rightly and wrongly.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use actix_web::body::{BodySize, MessageBody};
use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_TYPE, HeaderMap};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse, rt};
use serde_json::Value;

/// A header, if it is there and text.
pub fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}

/// Where browsers find it: as it was told, or where this call went.
pub fn place(told: Option<&String>, req: &HttpRequest) -> String {
    let called = || {
        let info = req.connection_info();
        format!("{}://{}", info.scheme(), info.host())
    };
    told.cloned().unwrap_or_else(called)
}

/// Bytes in small letters and digits.
pub fn hex(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or('0');
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}

/// Kept waiting for so long, in which whoever called has left.
pub async fn no_answer(hang: Duration) -> HttpResponse {
    wait(hang).await;
    HttpResponse::GatewayTimeout().finish()
}

/// Of the real clock.
pub async fn wait(time: Duration) {
    #[expect(clippy::disallowed_methods, reason = "slowness is what was asked for")]
    rt::time::sleep(time).await;
}

/// The first half of an answer, under the length of the whole.
pub fn broken(status: u16, body: &Value) -> HttpResponse {
    let text = body.to_string();
    let half = text.as_bytes().get(..text.len() / 2).unwrap_or_default();
    let body = Broken {
        length: text.len(),
        half: Some(Bytes::copy_from_slice(half)),
    };
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    HttpResponse::build(status)
        .insert_header((CONTENT_TYPE, "application/json"))
        .body(body)
}

struct Broken {
    length: usize,
    half: Option<Bytes>,
}

impl MessageBody for Broken {
    type Error = io::Error;

    fn size(&self) -> BodySize {
        BodySize::Sized(u64::try_from(self.length).unwrap_or(u64::MAX))
    }

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Bytes, io::Error>>> {
        let half = self.get_mut().half.take();
        Poll::Ready(Some(
            half.ok_or_else(|| io::Error::from(io::ErrorKind::ConnectionReset)),
        ))
    }
}
