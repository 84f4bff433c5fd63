//! `/metrics`, on an address and port of its own, so that no proxy shows it by accident.

use actix_web::dev::ServerHandle;
use actix_web::http::header::{AUTHORIZATION, WWW_AUTHENTICATE};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use anyhow::Context as _;
use boot::Settings;
use boot::telemetry::Metrics;
use secrecy::{ExposeSecret as _, SecretString};
use subtle::ConstantTimeEq as _;

/// What the handler needs.
#[derive(Clone)]
struct Desk {
    metrics: Metrics,
    token: Option<SecretString>,
}

/// Serves it; `None` when the settings name no port.
pub fn start(metrics: Metrics, settings: &Settings) -> anyhow::Result<Option<ServerHandle>> {
    let telemetry = &settings.telemetry;
    let Some(port) = telemetry.metrics_port else {
        return Ok(None);
    };
    let desk = Desk {
        metrics,
        token: telemetry.metrics_token.clone(),
    };
    let server = HttpServer::new(move || {
        App::new()
            .app_data(web::Data::new(desk.clone()))
            .route("/metrics", web::get().to(show))
    })
    .workers(1)
    .disable_signals()
    .bind((telemetry.metrics_host, port))
    .with_context(|| {
        format!(
            "/metrics cannot be served on {}, port {port}; set VITRINA_TELEMETRY__METRICS_HOST or VITRINA_TELEMETRY__METRICS_PORT",
            telemetry.metrics_host
        )
    })?
    .run();
    let handle = server.handle();
    tokio::spawn(server);
    Ok(Some(handle))
}

async fn show(req: HttpRequest, desk: web::Data<Desk>) -> HttpResponse {
    if !may_read(&req, desk.token.as_ref()) {
        return HttpResponse::Unauthorized()
            .insert_header((WWW_AUTHENTICATE, "Bearer"))
            .finish();
    }
    HttpResponse::Ok()
        .content_type("text/plain; version=0.0.4")
        .body(desk.metrics.render())
}

fn may_read(req: &HttpRequest, token: Option<&SecretString>) -> bool {
    let Some(token) = token else { return true };
    let given = req
        .headers()
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "))
        .unwrap_or_default();
    given.as_bytes().ct_eq(token.expose_secret().as_bytes()).into()
}
