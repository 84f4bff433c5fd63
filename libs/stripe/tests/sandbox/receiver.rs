//! Who is told.

use std::sync::{Arc, Mutex};

use actix_web::dev::ServerHandle;
use actix_web::http::StatusCode;
use actix_web::web::{Bytes, Data};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use jiff::Timestamp;
use stripe::{Hook, HookError, Notification, hear};

/// A notification, as it came.
pub struct Came {
    pub signature: Option<String>,
    pub body: Vec<u8>,
}

#[derive(Default)]
struct State {
    came: Mutex<Vec<Came>>,
    refuse: Mutex<bool>,
}

/// A server that takes notifications, or does not.
pub struct Receiver {
    pub url: String,
    state: Arc<State>,
    handle: ServerHandle,
}

impl Receiver {
    pub fn open() -> Self {
        let state = Arc::new(State::default());
        let data = Data::from(Arc::clone(&state));
        let server = HttpServer::new(move || {
            App::new()
                .app_data(data.clone())
                .route("/hook", web::post().to(take))
        })
        .workers(1)
        .disable_signals()
        .bind(("127.0.0.1", 0))
        .unwrap();
        let url = format!("http://demo.localhost:{}/hook?shop=1", server.addrs()[0].port());
        let server = server.run();
        let handle = server.handle();
        tokio::spawn(server);
        Self { url, state, handle }
    }

    /// From now on it says no, or yes.
    pub fn refuse(&self, refuses: bool) {
        *self.state.refuse.lock().unwrap() = refuses;
    }

    pub fn take(&self) -> Vec<Came> {
        std::mem::take(&mut self.state.came.lock().unwrap())
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        tokio::spawn(self.handle.stop(false));
    }
}

impl Came {
    pub fn heard(&self, secret: &str, now: Timestamp) -> Result<Notification, HookError> {
        let hook = Hook {
            signature: self.signature.as_deref(),
            body: &self.body,
        };
        hear(&hook, &["whsec_older".into(), secret.into()], now)
    }
}

async fn take(state: Data<State>, req: HttpRequest, body: Bytes) -> HttpResponse {
    let header = |name: &str| Some(req.headers().get(name)?.to_str().ok()?.to_owned());
    assert!(header("host").is_some_and(|host| host.starts_with("demo.localhost")));
    state.came.lock().unwrap().push(Came {
        signature: header("stripe-signature"),
        body: body.to_vec(),
    });
    let refuses = *state.refuse.lock().unwrap();
    HttpResponse::build(if refuses {
        StatusCode::SERVICE_UNAVAILABLE
    } else {
        StatusCode::OK
    })
    .finish()
}
