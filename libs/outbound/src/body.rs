//! Bodies, read and unpacked no further than the limit.

use std::io::{self, Write};

use flate2::write::MultiGzDecoder;
use reqwest::Response;
use reqwest::header::{CONTENT_ENCODING, HeaderMap};

use crate::error::OutboundError;

/// The whole body.
pub(crate) async fn read(mut answer: Response, most: usize) -> Result<Vec<u8>, OutboundError> {
    let told = answer
        .content_length()
        .and_then(|length| usize::try_from(length).ok());
    if told.is_some_and(|length| length > most) {
        return Err(OutboundError::TooLong(most));
    }
    let mut unpacking = Unpacking::of(answer.headers(), most)?;
    while let Some(chunk) = answer.chunk().await.map_err(|e| OutboundError::of(&e))? {
        unpacking.push(&chunk)?;
    }
    unpacking.finish()
}

/// What came so far. Counted before and after unpacking: a packed nothing may be endless, too.
struct Unpacking {
    how: How,
    came: usize,
    most: usize,
}

enum How {
    Plain(Bounded),
    Gzip(Box<MultiGzDecoder<Bounded>>),
}

impl Unpacking {
    fn of(headers: &HeaderMap, most: usize) -> Result<Self, OutboundError> {
        let bounded = Bounded {
            kept: vec![],
            most,
            full: false,
        };
        let encoding = headers
            .get(CONTENT_ENCODING)
            .map(|value| value.as_bytes().to_ascii_lowercase());
        let how = match encoding.as_deref() {
            None | Some(b"" | b"identity") => How::Plain(bounded),
            Some(b"gzip" | b"x-gzip") => How::Gzip(Box::new(MultiGzDecoder::new(bounded))),
            Some(_) => return Err(OutboundError::Packing),
        };
        Ok(Self { how, came: 0, most })
    }

    fn push(&mut self, chunk: &[u8]) -> Result<(), OutboundError> {
        self.came += chunk.len();
        if self.came > self.most {
            return Err(OutboundError::TooLong(self.most));
        }
        let (done, bounded) = match &mut self.how {
            How::Plain(bounded) => (bounded.write_all(chunk), &*bounded),
            How::Gzip(decoder) => (decoder.write_all(chunk), decoder.get_ref()),
        };
        done.map_err(|_| bounded.why())
    }

    fn finish(self) -> Result<Vec<u8>, OutboundError> {
        match self.how {
            How::Plain(bounded) => Ok(bounded.kept),
            // Answers without a body are labelled like others.
            How::Gzip(_) if self.came == 0 => Ok(vec![]),
            How::Gzip(mut decoder) => {
                let done = decoder.try_finish();
                done.map_err(|_| decoder.get_ref().why())?;
                Ok(std::mem::take(&mut decoder.get_mut().kept))
            }
        }
    }
}

/// Takes so many bytes and no more.
struct Bounded {
    kept: Vec<u8>,
    most: usize,
    full: bool,
}

impl Bounded {
    fn why(&self) -> OutboundError {
        if self.full {
            OutboundError::TooLong(self.most)
        } else {
            OutboundError::Packing
        }
    }
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.kept.len() + bytes.len() > self.most {
            self.full = true;
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        self.kept.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::GzEncoder;
    use reqwest::header::{CONTENT_ENCODING, HeaderMap, HeaderValue};

    use super::{OutboundError, Unpacking};

    fn unpack(encoding: &'static str, chunks: &[&[u8]], most: usize) -> Result<Vec<u8>, OutboundError> {
        let headers = HeaderMap::from_iter([(CONTENT_ENCODING, HeaderValue::from_static(encoding))]);
        let mut unpacking = Unpacking::of(&headers, most)?;
        for chunk in chunks {
            unpacking.push(chunk)?;
        }
        unpacking.finish()
    }

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(vec![], Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn what_is_packed_comes_out_whole_however_it_is_cut() {
        let text = b"BEGIN:VCALENDAR ".repeat(100);
        let packed = packed(&text);
        let bytes: Vec<&[u8]> = packed.chunks(1).collect();
        assert_eq!(unpack("gzip", &bytes, text.len()), Ok(text.clone()));
        assert_eq!(unpack("X-Gzip", &[&packed], text.len()), Ok(text.clone()));
        assert_eq!(unpack("identity", &[&text], text.len()), Ok(text));
        assert_eq!(unpack("gzip", &[], 10), Ok(vec![]));
    }

    #[test]
    fn no_more_is_unpacked_than_the_limit() {
        let bomb = packed(&vec![0; 1 << 24]);
        assert!(bomb.len() < 1 << 16);
        assert_eq!(
            unpack("gzip", &[&bomb], 1 << 20),
            Err(OutboundError::TooLong(1 << 20))
        );
        // Many empty packages make nothing, and still are too many.
        let nothing = packed(&[]).repeat(100);
        assert_eq!(
            unpack("gzip", &[&nothing], 1_000),
            Err(OutboundError::TooLong(1_000))
        );
    }

    #[test]
    fn what_is_broken_or_otherwise_packed_is_refused() {
        let packed = packed(b"BEGIN:VCALENDAR");
        let cut = &packed[..packed.len() - 4];
        for (encoding, bytes) in [
            ("gzip", cut),
            ("gzip", b"BEGIN"),
            ("br", &packed),
            ("gzip, gzip", &packed),
        ] {
            assert_eq!(
                unpack(encoding, &[bytes], 1_000),
                Err(OutboundError::Packing),
                "{encoding}"
            );
        }
    }
}
