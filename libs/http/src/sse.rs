//! Server-sent events (WHATWG HTML §9.2): a stream that is never compressed nor kept by proxies.

use actix_web::HttpResponse;
use actix_web::http::header;
use bytes::Bytes;
use futures_util::{Stream, StreamExt as _};
use serde::Serialize;

use crate::app::App;

/// One event as it goes over the wire.
pub fn event<T: Serialize>(name: &str, data: &T) -> Bytes {
    let json = serde_json::to_string(data).unwrap_or_else(|_| "null".into());
    Bytes::from(format!("event: {name}\ndata: {json}\n\n"))
}

/// A comment that keeps the connection alive.
pub fn heartbeat() -> Bytes {
    Bytes::from_static(b": still here\n\n")
}

/// The answer that carries the stream, until that ends or the program stops.
pub fn respond(
    app: &App,
    stream: impl Stream<Item = Result<Bytes, actix_web::Error>> + 'static,
) -> HttpResponse {
    let stream = stream.take_until(app.stopping.clone().cancelled_owned());
    HttpResponse::Ok()
        .content_type("text/event-stream")
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::CONTENT_ENCODING, "identity"))
        .insert_header(("X-Accel-Buffering", "no"))
        .streaming(stream)
}
