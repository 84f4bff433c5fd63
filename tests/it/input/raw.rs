//! Requests byte by byte: what no HTTP library would send.

use std::net::SocketAddr;
use std::time::Duration;

use reqwest::StatusCode;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use testkit::Answer;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// Sends the bytes on a connection of their own and reads the answer. `None`: the server hung up without one.
pub async fn exchange(server: SocketAddr, request: &[u8]) -> Option<Answer> {
    let mut stream = TcpStream::connect(server).await.expect("the server listens");
    // A server that refuses early may close before it has read everything.
    let _ = stream.write_all(request).await;
    let mut bytes = vec![];
    let whole = tokio::time::timeout(Duration::from_secs(20), stream.read_to_end(&mut bytes)).await;
    assert!(
        whole.is_ok(),
        "no end of the answer to {}",
        String::from_utf8_lossy(&request[..request.len().min(200)])
    );
    parse(&bytes)
}

/// A request line with headers; `Connection: close` is added.
pub fn request(method: &str, target: &str, headers: &[(&str, &[u8])], body: &[u8]) -> Vec<u8> {
    let mut bytes = format!("{method} {target} HTTP/1.1\r\nConnection: close\r\n").into_bytes();
    for (name, value) in headers {
        bytes.extend([name.as_bytes(), b": ", value, b"\r\n"].concat());
    }
    if !body.is_empty() {
        bytes.extend(format!("Content-Length: {}\r\n", body.len()).into_bytes());
    }
    bytes.extend(b"\r\n");
    bytes.extend(body);
    bytes
}

fn parse(bytes: &[u8]) -> Option<Answer> {
    let end = bytes.windows(4).position(|w| w == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.split("\r\n");
    let status: u16 = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let mut headers = HeaderMap::new();
    for (name, value) in lines.filter_map(|line| line.split_once(':')) {
        headers.append(
            HeaderName::from_bytes(name.as_bytes()).ok()?,
            HeaderValue::from_str(value.trim()).ok()?,
        );
    }
    let body = &bytes[end + 4..];
    let is_chunked = headers.get("transfer-encoding").is_some_and(|v| v == "chunked");
    let body = if is_chunked {
        dechunked(body)
    } else {
        body.to_vec()
    };
    let text = String::from_utf8_lossy(&body).into_owned();
    Some(Answer {
        status: StatusCode::from_u16(status).ok()?,
        headers,
        text,
    })
}

fn dechunked(mut rest: &[u8]) -> Vec<u8> {
    let mut whole = vec![];
    while let Some(end) = rest.windows(2).position(|w| w == b"\r\n") {
        let size = std::str::from_utf8(&rest[..end])
            .ok()
            .and_then(|text| usize::from_str_radix(text.trim(), 16).ok());
        let Some(size) = size.filter(|size| *size > 0) else {
            break;
        };
        let from = end + 2;
        whole.extend(rest.get(from..from + size).unwrap_or_default());
        rest = rest.get(from + size + 2..).unwrap_or_default();
    }
    whole
}
