//! Entries: listed whole or as changes, read, written, deleted.

use std::collections::HashMap;

use actix_web::{HttpRequest, HttpResponse, rt, web};
use serde_json::{Value, json};

use super::channels::{Push, send_all};
use super::faults::{gate_of_api, refusal};
use super::world::{World, merge};
use super::{Shared, lock};

type Fields = HashMap<String, String>;

pub fn routes(cfg: &mut web::ServiceConfig) {
    let all = web::resource("/calendar/v3/calendars/{calendar}/events")
        .route(web::get().to(list))
        .route(web::post().to(insert));
    let one = web::resource("/calendar/v3/calendars/{calendar}/events/{id}")
        .route(web::get().to(get))
        .route(web::patch().to(patch))
        .route(web::delete().to(delete));
    cfg.service(all).service(one);
}

/// Which part of which list a page is.
struct Asked {
    /// Changes after this version only.
    after: Option<u64>,
    /// Nothing that came after the list was begun.
    until: u64,
    skip: usize,
}

async fn list(
    world: web::Data<Shared>,
    req: HttpRequest,
    calendar: web::Path<String>,
    query: web::Query<Fields>,
) -> HttpResponse {
    if let Err(answer) = gate_of_api(&world, &req, "events.list").await {
        return answer;
    }
    let world = lock(&world);
    let Some(place) = world.calendars.get(calendar.as_str()) else {
        return refusal(404, "notFound");
    };
    if query.contains_key("syncToken") && query.contains_key("timeMin") {
        return refusal(400, "badRequest");
    }
    let Some(asked) = Asked::of(&query, world.version) else {
        return refusal(400, "invalid");
    };
    if asked.after.is_some_and(|after| after < place.floor) {
        return refusal(410, "fullSyncRequired");
    }
    let from = query.get("timeMin").cloned().unwrap_or_default();
    let mut found: Vec<&(u64, Value)> = place
        .entries
        .values()
        .filter(|(version, entry)| asked.holds(*version, entry, &from))
        .collect();
    found.sort_by_key(|(version, _)| *version);
    let page: Vec<&Value> = found
        .iter()
        .skip(asked.skip)
        .take(world.page)
        .map(|(_, e)| e)
        .collect();
    let mut answer = json!({ "kind": "calendar#events", "timeZone": "America/Bogota", "items": page });
    if asked.skip + world.page < found.len() {
        let after = asked.after.map_or(String::new(), |after| after.to_string());
        answer["nextPageToken"] = json!(format!("{after}.{}.{}", asked.until, asked.skip + world.page));
    } else {
        answer["nextSyncToken"] = json!(format!("sync-{}", asked.until));
    }
    HttpResponse::Ok().json(answer)
}

impl Asked {
    fn of(query: &Fields, version: u64) -> Option<Self> {
        if let Some(page) = query.get("pageToken") {
            let mut parts = page.split('.');
            let after = parts.next()?;
            return Some(Self {
                after: (!after.is_empty()).then(|| after.parse().ok()).flatten(),
                until: parts.next()?.parse().ok()?,
                skip: parts.next()?.parse().ok()?,
            });
        }
        let after = match query.get("syncToken") {
            Some(token) => Some(token.strip_prefix("sync-")?.parse().ok()?),
            None => None,
        };
        Some(Self {
            after,
            until: version,
            skip: 0,
        })
    }

    /// A whole list leaves out what was deleted, but for single times of series, and what is over.
    fn holds(&self, version: u64, entry: &Value, from: &str) -> bool {
        if version > self.until {
            return false;
        }
        if let Some(after) = self.after {
            return version > after;
        }
        let is_time_of_series = entry["recurringEventId"].is_string();
        let is_deleted = entry["status"] == "cancelled" && !is_time_of_series;
        let ends = entry["end"]["dateTime"]
            .as_str()
            .or(entry["end"]["date"].as_str());
        let is_over = !entry["recurrence"].is_array() && !is_time_of_series && ends.is_some_and(|e| e < from);
        !is_deleted && !is_over
    }
}

async fn get(world: web::Data<Shared>, req: HttpRequest, at: web::Path<(String, String)>) -> HttpResponse {
    if let Err(answer) = gate_of_api(&world, &req, "events.get").await {
        return answer;
    }
    match lock(&world).entry(&at.0, &at.1) {
        Value::Null => refusal(404, "notFound"),
        entry => HttpResponse::Ok().json(entry),
    }
}

async fn insert(
    world: web::Data<Shared>,
    req: HttpRequest,
    calendar: web::Path<String>,
    body: web::Json<Value>,
) -> HttpResponse {
    if let Err(answer) = gate_of_api(&world, &req, "events.insert").await {
        return answer;
    }
    let id = body["id"].as_str().unwrap_or_default().to_owned();
    let is_name =
        |id: &str| (5..=1024).contains(&id.len()) && id.chars().all(|c| matches!(c, 'a'..='v' | '0'..='9'));
    if !is_name(&id) || !body["start"].is_object() || !body["end"].is_object() {
        return refusal(400, "invalid");
    }
    let written = {
        let mut world = lock(&world);
        if let Some(answer) = refuse_writing(&world, &calendar) {
            return answer;
        }
        if !world.entry(&calendar, &id).is_null() {
            return refusal(409, "duplicate");
        }
        let mut entry = json!({});
        merge(&mut entry, body.into_inner());
        write(&mut world, &calendar, entry)
    };
    told(&world, written)
}

async fn patch(
    world: web::Data<Shared>,
    req: HttpRequest,
    at: web::Path<(String, String)>,
    body: web::Json<Value>,
) -> HttpResponse {
    if let Err(answer) = gate_of_api(&world, &req, "events.patch").await {
        return answer;
    }
    let written = {
        let mut world = lock(&world);
        let mut entry = match standing(&world, &req, &at) {
            Ok(entry) => entry,
            Err(answer) => return answer,
        };
        merge(&mut entry, body.into_inner());
        write(&mut world, &at.0, entry)
    };
    told(&world, written)
}

async fn delete(world: web::Data<Shared>, req: HttpRequest, at: web::Path<(String, String)>) -> HttpResponse {
    if let Err(answer) = gate_of_api(&world, &req, "events.delete").await {
        return answer;
    }
    let (_, pushes) = {
        let mut world = lock(&world);
        let mut entry = match standing(&world, &req, &at) {
            Ok(entry) if entry["status"] == "cancelled" => return refusal(410, "deleted"),
            Ok(entry) => entry,
            Err(answer) => return answer,
        };
        entry["status"] = json!("cancelled");
        write(&mut world, &at.0, entry)
    };
    tell(&world, pushes);
    HttpResponse::NoContent().finish()
}

/// The entry, if it is there, may be written, and is the version that the caller read.
#[expect(clippy::result_large_err, reason = "an answer is as large as it is")]
fn standing(world: &World, req: &HttpRequest, at: &(String, String)) -> Result<Value, HttpResponse> {
    if let Some(answer) = refuse_writing(world, &at.0) {
        return Err(answer);
    }
    let entry = world.entry(&at.0, &at.1);
    if entry.is_null() {
        return Err(refusal(404, "notFound"));
    }
    let wanted = req
        .headers()
        .get("if-match")
        .and_then(|value| value.to_str().ok());
    match wanted {
        Some(wanted) if entry["etag"] != wanted => Err(refusal(412, "conditionNotMet")),
        _ => Ok(entry),
    }
}

fn refuse_writing(world: &World, calendar: &str) -> Option<HttpResponse> {
    match world.calendars.get(calendar).map(|place| place.role) {
        Some("owner" | "writer") => None,
        Some(_) => Some(refusal(403, "forbiddenForNonWriter")),
        None => Some(refusal(404, "notFound")),
    }
}

fn write(world: &mut World, calendar: &str, entry: Value) -> (Value, Vec<Push>) {
    let id = entry["id"].as_str().unwrap_or_default().to_owned();
    let pushes = world.put(calendar, entry);
    (world.entry(calendar, &id), pushes)
}

fn told(world: &web::Data<Shared>, (entry, pushes): (Value, Vec<Push>)) -> HttpResponse {
    tell(world, pushes);
    HttpResponse::Ok().json(entry)
}

/// Messages go out after the answer, as they do at Google.
fn tell(world: &web::Data<Shared>, pushes: Vec<Push>) {
    let shared = world.get_ref().clone();
    rt::spawn(async move { send_all(&shared, pushes).await });
}
