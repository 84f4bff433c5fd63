//! Serving: HTTP, workers and clock in one process; a clean end on SIGTERM.

use std::net::{SocketAddr, TcpListener};

use actix_web::dev::ServerHandle;
use actix_web::middleware::{Compress, from_fn};
use actix_web::{App, HttpServer, web};
use anyhow::Context as _;
use boot::{Settings, Shutdown};
use http::AppData;
use identity::LoginHooks;
use jobs::Runner;

use crate::compose;
use crate::health::Watch;

/// A listening server, not yet awaited.
pub struct Serving {
    /// Where it listens.
    pub address: SocketAddr,
    handle: ServerHandle,
    task: tokio::task::JoinHandle<std::io::Result<()>>,
}

/// Binds and begins to serve.
pub fn start(app: AppData, settings: &Settings, watch: Watch) -> anyhow::Result<Serving> {
    let address = SocketAddr::new(settings.server.host, settings.server.port);
    let listener = TcpListener::bind(address).with_context(|| {
        format!(
            "port {} is taken. Stop what uses it, or choose another with --port.",
            settings.server.port
        )
    })?;
    let address = listener.local_addr()?;
    let own = settings.clone();
    let hooks = web::Data::new(login_hooks());
    let watch = web::Data::new(watch);
    let mut server = HttpServer::new(move || {
        App::new()
            .app_data(app.clone())
            .app_data(hooks.clone())
            .app_data(watch.clone())
            .configure(|cfg| compose::configure(cfg, &own))
            .wrap(from_fn(http::cache::keep))
            .wrap(Compress::default())
            .wrap(from_fn(http::edge::edge))
            .configure(|cfg| app.routes.configure(cfg))
            .default_service(web::to(http::edge::not_found))
    })
    .max_connections(settings.server.max_connections)
    .client_request_timeout(std::time::Duration::from_secs(10))
    .shutdown_timeout(settings.server.shutdown_timeout.as_secs())
    .disable_signals();
    if let Some(workers) = settings.server.workers {
        server = server.workers(workers);
    }
    let server = server.listen(listener)?.run();
    let handle = server.handle();
    Ok(Serving {
        address,
        handle,
        task: tokio::spawn(server),
    })
}

/// What other slices do when somebody signs in.
fn login_hooks() -> LoginHooks {
    LoginHooks(vec![sales::merge_cart_at_login, reviews::merge_wishes_at_login])
}

impl Serving {
    /// Lets requests that have begun end, and takes no more.
    pub async fn stop(self) -> anyhow::Result<()> {
        self.handle.stop(true).await;
        Ok(self.task.await??)
    }
}

/// Works off the queue until told to stop.
pub fn start_runner(runner: Runner, shutdown: &Shutdown) -> tokio::task::JoinHandle<()> {
    let stop = shutdown.token();
    tokio::spawn(async move { runner.run(stop).await })
}
