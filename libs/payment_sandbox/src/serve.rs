//! A server of its own, on this machine.

use std::io;
use std::time::Duration;

use actix_web::dev::ServerHandle;
use actix_web::web::ServiceConfig;
use actix_web::{App, HttpServer};
use tokio::runtime::Handle;
use tokio::task::JoinHandle;
use tokio::time::MissedTickBehavior;

/// So often it is looked whether there is something to tell.
const BEAT: Duration = Duration::from_millis(250);

/// A running server. It stops when this goes.
#[derive(Debug)]
pub struct Server {
    handle: ServerHandle,
    messenger: Option<JoinHandle<()>>,
}

impl Server {
    /// At this port or at a free one for 0; where it is. Within a runtime of tokio's.
    pub fn start(
        port: u16,
        routes: impl Fn(&mut ServiceConfig) + Clone + Send + 'static,
    ) -> io::Result<(String, Self)> {
        let server = HttpServer::new(move || App::new().configure(routes.clone()))
            .workers(1)
            // Nobody is hung up on: that would be a fault that nobody asked for.
            .keep_alive(Duration::from_mins(10))
            .disable_signals()
            .bind(("127.0.0.1", port))?;
        let address = server
            .addrs()
            .first()
            .copied()
            .ok_or(io::ErrorKind::AddrNotAvailable)?;
        let server = server.run();
        let handle = server.handle();
        tokio::spawn(server);
        let messenger = None;
        Ok((format!("http://{address}"), Self { handle, messenger }))
    }

    /// From now on this is done again and again.
    pub fn beat<F: Future + Send>(&mut self, act: impl Fn() -> F + Send + 'static) {
        self.messenger = Some(tokio::spawn(async move {
            let mut beat = tokio::time::interval(BEAT);
            beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
            loop {
                beat.tick().await;
                act().await;
            }
        }));
    }

    /// Hangs up on everybody.
    pub async fn stop(&self) {
        if let Some(messenger) = &self.messenger {
            messenger.abort();
        }
        self.handle.stop(false).await;
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(messenger) = &self.messenger {
            messenger.abort();
        }
        if let Ok(runtime) = Handle::try_current() {
            runtime.spawn(self.handle.stop(false));
        }
    }
}
