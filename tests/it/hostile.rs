//! Servers of somebody who means harm, or only answers as the test says. Plain HTTP on loopback.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use outbound::Url;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio::time::interval;

/// A running one, ended with the test.
pub struct Hostile {
    address: SocketAddr,
    seen: Arc<Seen>,
    task: JoinHandle<()>,
}

#[derive(Default)]
struct Seen {
    asked: Mutex<Vec<Asked>>,
    sent: AtomicUsize,
}

/// A request.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Method and path: `GET /a`.
    pub what: String,
    /// Everything before the body, in small letters.
    pub head: String,
    pub body: String,
}

/// An answer.
pub struct Reply {
    head: String,
    body: Body,
}

enum Body {
    Bytes(Vec<u8>),
    Megabytes(usize),
    Drip,
}

impl Reply {
    /// Without a body.
    pub fn new(status: u16) -> Self {
        let head = format!("HTTP/1.1 {status} Said\r\nconnection: close\r\n");
        Self {
            head,
            body: Body::Bytes(vec![]),
        }
    }

    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.head = format!("{}{name}: {value}\r\n", self.head);
        self
    }

    pub fn body(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.body = Body::Bytes(bytes.into());
        self
    }

    /// So much of nothing, made while it is sent.
    pub fn megabytes(mut self, many: usize) -> Self {
        self.body = Body::Megabytes(many);
        self
    }

    /// A byte now and then, for ever.
    pub fn drip(mut self) -> Self {
        self.body = Body::Drip;
        self
    }

    async fn send(self, stream: &mut TcpStream, sent: &AtomicUsize) -> std::io::Result<()> {
        stream.write_all(self.head.as_bytes()).await?;
        stream.write_all(b"\r\n").await?;
        match self.body {
            Body::Bytes(bytes) => stream.write_all(&bytes).await?,
            Body::Megabytes(many) => {
                let block = vec![b'\n'; 1 << 16];
                for _ in 0..many * 16 {
                    stream.write_all(&block).await?;
                    sent.fetch_add(block.len(), Ordering::SeqCst);
                }
            }
            Body::Drip => {
                let mut tick = interval(Duration::from_millis(20));
                loop {
                    tick.tick().await;
                    stream.write_all(b".").await?;
                }
            }
        }
        stream.shutdown().await
    }
}

impl Hostile {
    /// One that answers so.
    pub async fn start(answer: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let (seen, answer) = (Arc::new(Seen::default()), Arc::new(answer));
        let shared = seen.clone();
        let task = tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let (seen, answer) = (shared.clone(), answer.clone());
                tokio::spawn(async move {
                    let asked = hear(&mut stream).await?;
                    seen.asked.lock().unwrap().push(asked.clone());
                    // Whoever has enough hangs up.
                    let _ = answer(&asked).send(&mut stream, &seen.sent).await;
                    Some(())
                });
            }
        });
        Self { address, seen, task }
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    pub fn url(&self, path: &str) -> Url {
        format!("http://{}{path}", self.address).parse().unwrap()
    }

    /// What it was asked so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.seen.asked.lock().unwrap().clone()
    }

    /// How many of the bytes made while sending it got rid of.
    pub fn sent(&self) -> usize {
        self.seen.sent.load(Ordering::SeqCst)
    }
}

impl Drop for Hostile {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// A request, if it comes whole.
async fn hear(stream: &mut TcpStream) -> Option<Asked> {
    let mut bytes = vec![];
    loop {
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
            let length = length(&head.to_lowercase());
            if bytes.len() >= end + 4 + length {
                let what = head.split(" HTTP/").next()?.to_owned();
                let body = String::from_utf8_lossy(&bytes[end + 4..]).into_owned();
                return Some(Asked {
                    what,
                    head: head.to_lowercase(),
                    body,
                });
            }
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    }
}

fn length(head: &str) -> usize {
    let line = head.lines().find_map(|line| line.strip_prefix("content-length:"));
    line.map_or(0, |length| length.trim().parse().unwrap())
}
