//! What stands in for the services that messages go through, each on a port of its own. Nothing here comes from our own
//! clients: it is written after the services' pages and the RFCs.

mod browser;
mod hook;
mod orders;
mod push_service;
mod twilio;

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use actix_web::dev::ServerHandle;
use actix_web::{App, HttpRequest, HttpServer, web};

pub use browser::Browser;
pub use hook::{FakeHook, Heard};
pub use push_service::{FakePushService, Pushed};
pub use twilio::{FakeTwilio, SID, SentSms, TOKEN};

/// A server on a free port; its address, `http://127.0.0.1:…`, and what ends it.
fn serve(routes: impl Fn(&mut web::ServiceConfig) + Clone + Send + 'static) -> (String, ServerHandle) {
    let server = HttpServer::new(move || App::new().configure(routes.clone()))
        .workers(1)
        // Nobody is hung up on: that would be a fault that no test asked for.
        .keep_alive(Duration::from_mins(10))
        .disable_signals()
        .bind(("127.0.0.1", 0))
        .expect("a free port");
    let url = format!("http://{}", server.addrs()[0]);
    let server = server.run();
    let handle = server.handle();
    tokio::spawn(server);
    (url, handle)
}

fn lock<T>(state: &Mutex<T>) -> MutexGuard<'_, T> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

fn header(req: &HttpRequest, name: &str) -> Option<String> {
    Some(req.headers().get(name)?.to_str().ok()?.to_owned())
}
