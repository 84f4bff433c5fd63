//! `/health` and its companions, in the form that monitors know.

mod redis;
mod report;
mod watch;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use http::{Answer, AppData, Routes};

pub use report::{Report, mark_start, report};
pub use watch::{MachineView, Seen, Watch};

/// Served on any host: monitors come by address.
pub fn routes(r: &mut Routes) {
    r.get("/health", "health", health)
        .summary("State of the program and what it needs.")
        .gives::<Report>(200)
        .any_host()
        .always();
    r.get("/health/detailed", "health_detailed", detailed)
        .summary("The same, and the machine in numbers.")
        .gives::<Report>(200)
        .any_host()
        .always();
    r.get("/health/live", "health_live", live)
        .summary("The process answers.")
        .any_host()
        .always();
    r.get("/health/ready", "health_ready", ready)
        .summary("Requests can be served.")
        .any_host()
        .always();
}

async fn health(app: AppData, watch: web::Data<Watch>) -> Answer {
    let seen = watch.seen();
    Ok(answer(&report(&app, &seen).await))
}

async fn detailed(app: AppData, watch: web::Data<Watch>) -> Answer {
    let seen = watch.seen();
    let report = Report {
        machine: Some(seen.machine.clone()),
        ..report(&app, &seen).await
    };
    Ok(answer(&report))
}

/// What is merely not well is still answered 200: whoever takes a server out for it makes the others worse.
fn answer(report: &Report) -> HttpResponse {
    let status = if report.status == "error" {
        StatusCode::SERVICE_UNAVAILABLE
    } else {
        StatusCode::OK
    };
    HttpResponse::build(status)
        .insert_header(("Cache-Control", "no-store"))
        .json(report)
}

async fn live() -> Answer {
    Ok(HttpResponse::Ok().json(serde_json::json!({ "status": "ok" })))
}

/// What is closed for maintenance serves its page without a database: without it, a balancer would show its own.
async fn ready(app: AppData) -> Answer {
    let is_closed = app.settings.closed_for.is_some();
    let answers = is_closed || report::database(&app).await.status == "connected";
    let (status, word) = if answers {
        (StatusCode::OK, "ok")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "error")
    };
    Ok(HttpResponse::build(status).json(serde_json::json!({ "status": word })))
}
