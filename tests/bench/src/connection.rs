//! One kept-alive connection.

use std::io::{Error, ErrorKind, Result};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// Status.
    pub status: u16,
    /// Headers as they came.
    pub head: String,
    /// Body, whole.
    pub body: Vec<u8>,
}

/// A connection that opens when it is needed.
#[derive(Debug)]
pub struct Connection {
    address: String,
    stream: Option<TcpStream>,
    buffer: Vec<u8>,
}

impl Connection {
    /// Not opened yet.
    pub fn to(address: &str) -> Self {
        Self {
            address: address.to_owned(),
            stream: None,
            buffer: Vec::with_capacity(64 * 1024),
        }
    }

    /// Sends and reads the whole answer. After an error the next call opens anew.
    pub async fn ask(&mut self, message: &str) -> Result<Answer> {
        if self.stream.is_none() {
            let stream = TcpStream::connect(&self.address).await?;
            stream.set_nodelay(true)?;
            self.buffer.clear();
            self.stream = Some(stream);
        }
        let answer = self.exchange(message).await;
        if answer.is_err() {
            self.stream = None;
        }
        answer
    }

    async fn exchange(&mut self, message: &str) -> Result<Answer> {
        self.open()?.write_all(message.as_bytes()).await?;
        let end = loop {
            match find(&self.buffer, b"\r\n\r\n") {
                Some(at) => break at + 4,
                None => self.read_more().await?,
            }
        };
        let head = String::from_utf8_lossy(&self.buffer[..end]).into_owned();
        let status = head.get(9..12).and_then(|s| s.parse().ok());
        let status = status.ok_or_else(|| Error::new(ErrorKind::InvalidData, "no status"))?;
        let length = header(&head, "content-length").and_then(|v| v.parse::<usize>().ok());
        let length = match length {
            Some(length) => length,
            None if matches!(status, 204 | 304) => 0,
            None => return Err(Error::new(ErrorKind::InvalidData, "an answer without a length")),
        };
        while self.buffer.len() < end + length {
            self.read_more().await?;
        }
        let body = self.buffer[end..end + length].to_vec();
        self.buffer.drain(..end + length);
        Ok(Answer { status, head, body })
    }

    async fn read_more(&mut self) -> Result<()> {
        let stream = self.stream.as_mut().ok_or(ErrorKind::NotConnected)?;
        let read = stream.read_buf(&mut self.buffer).await?;
        if read == 0 {
            Err(ErrorKind::UnexpectedEof.into())
        } else {
            Ok(())
        }
    }

    fn open(&mut self) -> Result<&mut TcpStream> {
        Ok(self.stream.as_mut().ok_or(ErrorKind::NotConnected)?)
    }
}

/// A header's value.
pub fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.lines().find_map(|line| {
        let (found, value) = line.split_once(':')?;
        found.eq_ignore_ascii_case(name).then(|| value.trim())
    })
}

/// Where `needle` begins.
pub fn find(hay: &[u8], needle: &[u8]) -> Option<usize> {
    hay.windows(needle.len()).position(|window| window == needle)
}
