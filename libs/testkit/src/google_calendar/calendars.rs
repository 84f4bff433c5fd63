//! The calendars of the account.

use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::{Value, json};

use super::faults::gate_of_api;
use super::world::ACCOUNT;
use super::{Shared, lock};

pub fn routes(cfg: &mut web::ServiceConfig) {
    cfg.route("/calendar/v3/users/me/calendarList", web::get().to(list));
}

async fn list(world: web::Data<Shared>, req: HttpRequest) -> HttpResponse {
    if let Err(answer) = gate_of_api(&world, &req, "calendars.list").await {
        return answer;
    }
    let world = lock(&world);
    let items: Vec<Value> = world
        .calendars
        .iter()
        .map(|(id, calendar)| {
            json!({
                "id": id, "summary": calendar.name, "timeZone": "America/Bogota",
                "accessRole": calendar.role, "primary": id == ACCOUNT,
            })
        })
        .collect();
    HttpResponse::Ok().json(json!({ "kind": "calendar#calendarList", "items": items }))
}
