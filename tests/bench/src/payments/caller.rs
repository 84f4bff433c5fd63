//! Somebody who asks the server, and asks again when nobody answered.

use std::time::{Duration, Instant};

use anyhow::bail;
use serde_json::Value;

use crate::connection::Connection;

/// An answer takes no longer.
const LONGEST: Duration = Duration::from_mins(1);
/// Before the next try.
const PAUSE: Duration = Duration::from_millis(100);
/// Nobody is kept waiting longer, whatever is killed.
const PATIENCE: Duration = Duration::from_mins(10);

/// What came back.
#[derive(Debug)]
pub struct Told {
    /// Status.
    pub status: u16,
    /// Headers as they came.
    pub head: String,
    /// Body.
    pub body: Value,
}

impl Told {
    /// A text of the body, by JSON pointer; empty without one.
    pub fn text(&self, pointer: &str) -> String {
        let found = self.body.pointer(pointer).and_then(Value::as_str);
        found.unwrap_or_default().to_owned()
    }

    /// Whether somebody else may answer otherwise in a moment.
    fn is_outage(&self) -> bool {
        self.status >= 500 || self.status == 429 || self.text("/code") == "busy_try_again"
    }
}

/// Somebody at one shop.
pub struct Caller {
    address: String,
    host: String,
    connection: Connection,
    /// Headers that go with everything.
    pub headers: Vec<(&'static str, String)>,
}

impl Caller {
    /// Nobody in particular.
    pub fn at(address: &str, host: &str) -> Self {
        Self {
            address: address.to_owned(),
            host: host.to_owned(),
            connection: Connection::to(address),
            headers: vec![],
        }
    }

    /// Asks until somebody answers, by the same words each time.
    pub async fn insist(&mut self, method: &str, path: &str, body: &Value) -> anyhow::Result<Told> {
        let message = self.message(method, path, body);
        let until = Instant::now() + PATIENCE;
        loop {
            match self.ask(&message).await {
                Some(told) if !told.is_outage() => return Ok(told),
                last if Instant::now() > until => bail!("{method} {path} was not answered: {last:?}"),
                _ => tokio::time::sleep_until((Instant::now() + PAUSE).into()).await,
            }
        }
    }

    /// The same, where only a yes will do.
    pub async fn want(&mut self, method: &str, path: &str, body: &Value) -> anyhow::Result<Told> {
        let told = self.insist(method, path, body).await?;
        if !(200..300).contains(&told.status) {
            bail!("{method} {path}: {} {}", told.status, told.body);
        }
        Ok(told)
    }

    async fn ask(&mut self, message: &str) -> Option<Told> {
        let Ok(asked) = tokio::time::timeout(LONGEST, self.connection.ask(message)).await else {
            // What comes later is nobody's answer.
            self.connection = Connection::to(&self.address);
            return None;
        };
        let answer = asked.ok()?;
        Some(Told {
            status: answer.status,
            head: answer.head,
            body: serde_json::from_slice(&answer.body).unwrap_or_default(),
        })
    }

    fn message(&self, method: &str, path: &str, body: &Value) -> String {
        let body = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        let mut message = format!("{method} {path} HTTP/1.1\r\nHost: {}\r\n", self.host);
        for (name, value) in &self.headers {
            message.extend([name, ": ", value, "\r\n"]);
        }
        let length = body.len();
        format!("{message}Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}")
    }
}
