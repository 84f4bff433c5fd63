//! What journeys in a browser do at Google themselves: they write entries, and look at what is there.

use actix_web::{HttpResponse, web};
use serde_json::{Value, json};

use super::{Shared, channels, lock};

pub fn routes(cfg: &mut web::ServiceConfig) {
    cfg.route("/test/entries/{calendar}", web::get().to(list))
        .route("/test/entries/{calendar}", web::post().to(put));
}

/// Every entry that takes place.
async fn list(world: web::Data<Shared>, calendar: web::Path<String>) -> HttpResponse {
    let all = lock(&world).all(&calendar);
    let entries: Vec<Value> = all
        .into_iter()
        .filter(|entry| entry["status"] != "cancelled")
        .collect();
    HttpResponse::Ok().json(json!({ "entries": entries }))
}

/// Writes one, or changes it; its messages are sent before this answers.
async fn put(world: web::Data<Shared>, calendar: web::Path<String>, entry: web::Json<Value>) -> HttpResponse {
    let pushes = lock(&world).put(&calendar, entry.into_inner());
    channels::send_all(&world, pushes).await;
    HttpResponse::NoContent().finish()
}
