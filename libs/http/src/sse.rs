//! Server-sent events (WHATWG HTML §9.2): a stream that is never compressed nor kept by proxies.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse};
use bytes::Bytes;
use futures_util::{Stream, StreamExt as _};
use kernel::Result;
use serde::Serialize;

use crate::access::client_address;
use crate::app::App;
use crate::errors::EdgeError;

/// Streams that one process bears: each holds a connection for hours.
const MOST: usize = 4_000;
/// Of one address, behind which a whole office may sit.
const MOST_OF_ONE: usize = 100;
/// Seconds until it is worth asking again.
const PAUSE: u32 = 30;

/// How many streams each address has open in this process.
#[derive(Debug, Clone, Default)]
pub struct Streams(Arc<Mutex<HashMap<Option<IpAddr>, usize>>>);

/// One of them, until it is dropped.
#[derive(Debug)]
struct Place {
    streams: Streams,
    address: Option<IpAddr>,
}

impl Streams {
    /// Refuses (`too_many_streams`) when the address, or the process, has as many as it may.
    fn enter(&self, address: Option<IpAddr>) -> Result<Place> {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let of_one = open.get(&address).copied().unwrap_or(0);
        if of_one >= MOST_OF_ONE || open.values().sum::<usize>() >= MOST {
            return Err(kernel::Error::from(EdgeError::TooManyStreams).retry_after(PAUSE));
        }
        open.insert(address, of_one + 1);
        Ok(Place {
            streams: self.clone(),
            address,
        })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.streams.0.lock().unwrap_or_else(PoisonError::into_inner);
        match open.get(&self.address).copied() {
            Some(count) if count > 1 => open.insert(self.address, count - 1),
            _ => open.remove(&self.address),
        };
    }
}

/// One event as it goes over the wire.
pub fn event<T: Serialize>(name: &str, data: &T) -> Bytes {
    let json = serde_json::to_string(data).unwrap_or_else(|_| "null".into());
    Bytes::from(format!("event: {name}\ndata: {json}\n\n"))
}

/// A comment that keeps the connection alive.
pub fn heartbeat() -> Bytes {
    Bytes::from_static(b": still here\n\n")
}

/// The answer that carries the stream, until that ends or the program stops. Refused when too many are open.
pub fn respond(
    app: &App,
    req: &HttpRequest,
    stream: impl Stream<Item = Result<Bytes, actix_web::Error>> + 'static,
) -> Result<HttpResponse> {
    let place = app
        .streams
        .enter(client_address(req, &app.settings.trusted_proxies))?;
    let stream = stream
        .take_until(app.stopping.clone().cancelled_owned())
        .inspect(move |_| {
            // Given back when the stream is dropped, however it ended.
            let _ = &place;
        });
    Ok(HttpResponse::Ok()
        .content_type("text/event-stream")
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::CONTENT_ENCODING, "identity"))
        .insert_header(("X-Accel-Buffering", "no"))
        .streaming(stream))
}

#[cfg(test)]
mod tests {
    use super::{MOST, MOST_OF_ONE, Streams};
    use std::net::{IpAddr, Ipv4Addr};

    fn address(n: usize) -> IpAddr {
        Ipv4Addr::from_bits(u32::try_from(n).unwrap()).into()
    }

    #[test]
    fn an_address_has_so_many_and_may_come_again_when_one_ends() {
        let streams = Streams::default();
        let mut places: Vec<_> = (0..MOST_OF_ONE)
            .map(|_| streams.enter(Some(address(1))).unwrap())
            .collect();
        let refused = streams.enter(Some(address(1))).unwrap_err();
        assert_eq!(refused.code(), Some("too_many_streams"));
        streams.enter(Some(address(2))).unwrap();
        places.pop();
        streams.enter(Some(address(1))).unwrap();
        places.clear();
        assert!(
            streams.0.lock().unwrap().is_empty(),
            "nothing is kept of who left"
        );
    }

    #[test]
    fn a_process_has_so_many() {
        let streams = Streams::default();
        let places: Vec<_> = (0..MOST)
            .map(|n| streams.enter(Some(address(n / 2))).unwrap())
            .collect();
        assert!(streams.enter(Some(address(MOST))).is_err());
        drop(places);
        streams.enter(Some(address(MOST))).unwrap();
    }
}
