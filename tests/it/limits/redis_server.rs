//! A real Redis on a port of its own, ended with the test.

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};

/// A running server.
pub struct RedisServer {
    port: u16,
    process: Option<Child>,
}

impl RedisServer {
    /// Starts one that keeps nothing on disk.
    pub async fn start() -> Self {
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = free.local_addr().unwrap().port();
        drop(free);
        let mut server = Self { port, process: None };
        server.start_again().await;
        server
    }

    /// For `REDIS_URL`.
    pub fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    /// At the same port, with nothing remembered.
    pub async fn start_again(&mut self) {
        let port = self.port.to_string();
        let command = [
            "--port",
            &port,
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--appendonly",
            "no",
        ];
        let mut redis = Command::new("redis-server");
        let process = redis
            .args(command)
            .current_dir(std::env::temp_dir())
            .stdout(Stdio::null())
            .spawn();
        self.process = Some(process.expect("redis-server: apt-get install redis-server"));
        let mut tick = tokio::time::interval(std::time::Duration::from_millis(10));
        while TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_err() {
            tick.tick().await;
        }
    }

    /// The plug is pulled.
    pub fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill().unwrap();
            process.wait().unwrap();
        }
    }
}

impl Drop for RedisServer {
    fn drop(&mut self) {
        self.kill();
    }
}
