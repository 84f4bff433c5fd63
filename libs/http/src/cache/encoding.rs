//! Compression of what is kept: once, better than one would for a single answer.

use std::io::Write as _;

use actix_web::http::header::{self, HeaderMap};
use bytes::Bytes;

/// How a body travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Encoding {
    Brotli,
    Gzip,
    Identity,
}

/// Smaller bodies fit into one packet anyway.
const WORTH_IT: usize = 1_000;
/// Of brotli's 11: the next ones cost several times as much for a few percent.
const BROTLI_QUALITY: u32 = 5;
/// Of brotli's window, as a power of two: a page is smaller.
const BROTLI_WINDOW: u32 = 18;
const BUFFER: usize = 4_096;

impl Encoding {
    /// The best that the caller takes (RFC 9110 §12.5.3).
    pub(super) fn accepted(headers: &HeaderMap) -> Self {
        let wanted = headers
            .get(header::ACCEPT_ENCODING)
            .and_then(|v| v.to_str().ok())
            .unwrap_or_default();
        let takes = |name: &str| wanted.split(',').any(|part| is_taken(part, name));
        if takes("br") {
            Self::Brotli
        } else if takes("gzip") {
            Self::Gzip
        } else {
            Self::Identity
        }
    }

    /// As `Content-Encoding` names it. `identity` too is said aloud, so that nobody compresses it once more.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
            Self::Identity => "identity",
        }
    }

    /// The body as it travels, and how it does after all.
    pub(super) fn pack(self, plain: Bytes) -> (Self, Bytes) {
        let packed = match self {
            _ if plain.len() < WORTH_IT => None,
            Self::Brotli => brotli(&plain),
            Self::Gzip => gzip(&plain),
            Self::Identity => None,
        };
        packed.map_or((Self::Identity, plain), |packed| (self, packed))
    }
}

/// `br;q=0` refuses what it names.
fn is_taken(part: &str, name: &str) -> bool {
    let mut words = part.split(';').map(str::trim);
    let named = words.next().is_some_and(|word| word.eq_ignore_ascii_case(name));
    let refused = words.any(|word| word.strip_prefix("q=").is_some_and(|q| q.parse() == Ok(0.0)));
    named && !refused
}

/// Brotli (RFC 7932). None when there is no memory left for it, the only thing that could fail here.
fn brotli(plain: &[u8]) -> Option<Bytes> {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), BUFFER, BROTLI_QUALITY, BROTLI_WINDOW);
    writer.write_all(plain).ok()?;
    Some(writer.into_inner().into())
}

/// Gzip (RFC 1952).
fn gzip(plain: &[u8]) -> Option<Bytes> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    writer.write_all(plain).ok()?;
    writer.finish().ok().map(Bytes::from)
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::{self, HeaderMap, HeaderValue};

    use super::Encoding;

    fn accepted(text: &'static str) -> Encoding {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(text));
        Encoding::accepted(&headers)
    }

    #[test]
    fn the_best_that_is_taken_and_not_refused() {
        assert_eq!(accepted("gzip, deflate, br, zstd"), Encoding::Brotli);
        assert_eq!(accepted("br;q=0, gzip;q=0.5"), Encoding::Gzip);
        assert_eq!(accepted("br;q=0.0,GZIP"), Encoding::Gzip);
        assert_eq!(accepted("identity"), Encoding::Identity);
        assert_eq!(accepted("brx, *;q=0"), Encoding::Identity);
    }
}
