//! A mail server that takes what it is told to take (RFC 5321, as much of it as a client needs).

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// A mail that was taken.
#[derive(Debug, Clone, Default)]
pub struct Taken {
    /// Whom for, in angle brackets.
    pub to: Vec<String>,
    /// Headers and body.
    pub data: String,
}

#[derive(Default)]
struct Inner {
    /// Answers to the next `RCPT`s; none means to hang up.
    answers: VecDeque<Option<String>>,
    taken: Vec<Taken>,
}

/// Listens until it is dropped.
pub struct MailServer {
    inner: Arc<Mutex<Inner>>,
    port: u16,
    task: tokio::task::JoinHandle<()>,
}

impl MailServer {
    /// On a port that the system chooses.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let inner = Arc::<Mutex<Inner>>::default();
        let task = tokio::spawn({
            let inner = Arc::clone(&inner);
            async move {
                while let Ok((stream, _)) = listener.accept().await {
                    tokio::spawn(serve(stream, Arc::clone(&inner)));
                }
            }
        });
        Self { inner, port, task }
    }

    /// Where it listens.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Says this to the next receiver's name.
    pub fn answer_next(&self, answer: &str) {
        self.inner
            .lock()
            .unwrap()
            .answers
            .push_back(Some(answer.to_owned()));
    }

    /// Hangs up at the next receiver's name.
    pub fn hang_up_next(&self) {
        self.inner.lock().unwrap().answers.push_back(None);
    }

    /// What it took.
    pub fn taken(&self) -> Vec<Taken> {
        self.inner.lock().unwrap().taken.clone()
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// One client, from the greeting to the end. A client that goes away is no trouble.
async fn serve(stream: TcpStream, inner: Arc<Mutex<Inner>>) -> Option<()> {
    let mut stream = BufReader::new(stream);
    let mut mail = Taken::default();
    say(&mut stream, "220 ready").await?;
    loop {
        let line = hear(&mut stream).await?;
        let answer = match line.split([' ', ':']).next()?.to_ascii_uppercase().as_str() {
            "EHLO" | "HELO" => "250 here".to_owned(),
            "RCPT" => {
                mail.to.push(line.split_once(':')?.1.trim().to_owned());
                let scripted = inner.lock().unwrap().answers.pop_front();
                scripted.unwrap_or_else(|| Some("250 fine".to_owned()))?
            }
            "DATA" => {
                say(&mut stream, "354 go on").await?;
                mail.data = data(&mut stream).await?;
                inner.lock().unwrap().taken.push(std::mem::take(&mut mail));
                "250 taken".to_owned()
            }
            "RSET" => {
                mail = Taken::default();
                "250 forgotten".to_owned()
            }
            "QUIT" => return say(&mut stream, "221 bye").await,
            _ => "250 fine".to_owned(),
        };
        say(&mut stream, &answer).await?;
    }
}

/// Lines up to the one with a dot alone.
async fn data(stream: &mut BufReader<TcpStream>) -> Option<String> {
    let mut data = String::new();
    loop {
        match hear(stream).await?.as_str() {
            "." => return Some(data),
            line => data.extend([line, "\n"]),
        }
    }
}

async fn hear(stream: &mut BufReader<TcpStream>) -> Option<String> {
    let mut line = String::new();
    let read = stream.read_line(&mut line).await.ok()?;
    (read > 0).then(|| line.trim_end().to_owned())
}

async fn say(stream: &mut BufReader<TcpStream>, line: &str) -> Option<()> {
    stream.write_all(format!("{line}\r\n").as_bytes()).await.ok()
}
