//! A server of its own.

use std::io;

use super::{Sandbox, hooks};
use crate::serve::Server;

/// A running server. It stops when this goes.
#[derive(Debug)]
pub struct Served {
    /// Its address: `http://127.0.0.1:…`.
    pub url: reqwest::Url,
    /// What it serves.
    pub sandbox: Sandbox,
    server: Server,
}

impl Sandbox {
    /// On this machine, at this port or at a free one for 0. Within a runtime of tokio's.
    pub fn serve(self, port: u16) -> io::Result<Served> {
        let sandbox = self.clone();
        let (base, server) = Server::start(port, move |cfg| sandbox.routes(cfg))?;
        let url = base.parse().map_err(io::Error::other)?;
        self.world().base = Some(base);
        Ok(Served {
            url,
            sandbox: self,
            server,
        })
    }
}

impl Served {
    /// From now on notifications are sent by themselves as soon as they are due. Without, [`super::Desk`] sends them.
    pub fn deliver_by_itself(mut self) -> Self {
        let sandbox = self.sandbox.clone();
        self.server.beat(move || {
            let sandbox = sandbox.clone();
            async move { hooks::deliver(&sandbox, false).await }
        });
        self
    }

    /// Hangs up on everybody.
    pub async fn stop(&self) {
        self.server.stop().await;
    }
}
