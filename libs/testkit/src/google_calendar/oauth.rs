//! The page of consent, and the exchange of codes and refresh tokens.

use std::collections::HashMap;

use actix_web::{HttpRequest, HttpResponse, web};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::json;

use super::faults::gate;
use super::{Shared, lock};

const LISTING: &str = "https://www.googleapis.com/auth/calendar.calendarlist.readonly";
const EVENTS: &str = "https://www.googleapis.com/auth/calendar.events";
/// Seconds that an access token lives.
const LIFE: i64 = 3_599;

type Fields = HashMap<String, String>;

pub fn routes(cfg: &mut web::ServiceConfig) {
    cfg.route("/o/oauth2/v2/auth", web::get().to(consent))
        .route("/token", web::post().to(token))
        .route("/revoke", web::post().to(revoke));
}

/// The person says yes at once, as the switches tell.
async fn consent(world: web::Data<Shared>, query: web::Query<Fields>) -> HttpResponse {
    let get = |name: &str| query.get(name).cloned().unwrap_or_default();
    let fine = get("response_type") == "code"
        && get("access_type") == "offline"
        && get("prompt").contains("consent")
        && get("code_challenge_method") == "S256"
        && get("scope").split(' ').any(|scope| scope == EVENTS);
    if !fine {
        return HttpResponse::BadRequest().body(format!("{:?}", query.0));
    }
    let mut world = lock(&world);
    let back = get("redirect_uri");
    let answer = if std::mem::take(&mut world.says_no) {
        "error=access_denied".to_owned()
    } else {
        let code = format!("code-{}", world.next());
        world
            .codes
            .insert(code.clone(), (get("code_challenge"), back.clone()));
        format!("code={code}")
    };
    let location = format!("{back}?{answer}&state={}", get("state"));
    HttpResponse::Found()
        .insert_header(("location", location))
        .finish()
}

async fn token(world: web::Data<Shared>, req: HttpRequest, form: web::Form<Fields>) -> HttpResponse {
    if let Err(answer) = gate(&world, &req, "token").await {
        return answer;
    }
    let get = |name: &str| form.get(name).cloned().unwrap_or_default();
    if !knows_us(&req) {
        return refused("invalid_client");
    }
    match get("grant_type").as_str() {
        "authorization_code" => by_code(&world, &get("code"), &get("code_verifier"), &get("redirect_uri")),
        "refresh_token" => by_refresh(&world, &get("refresh_token")),
        _ => refused("unsupported_grant_type"),
    }
}

fn by_code(world: &Shared, code: &str, verifier: &str, address: &str) -> HttpResponse {
    let mut world = lock(world);
    let Some((challenge, wanted)) = world.codes.remove(code) else {
        return refused("invalid_grant");
    };
    let proved = URL_SAFE_NO_PAD.encode(http::secrets::sha256(verifier.as_bytes()));
    if proved != challenge || wanted != address {
        return refused("invalid_grant");
    }
    let refresh = format!("refresh-{}", world.next());
    world.refresh.push(refresh.clone());
    let scope = if std::mem::take(&mut world.unticks) {
        EVENTS.to_owned()
    } else {
        format!("{EVENTS} {LISTING}")
    };
    let access = new_access(&mut world);
    HttpResponse::Ok().json(json!({
        "access_token": access, "expires_in": LIFE, "refresh_token": refresh, "scope": scope, "token_type": "Bearer",
    }))
}

fn by_refresh(world: &Shared, refresh: &str) -> HttpResponse {
    let mut world = lock(world);
    if !world.refresh.iter().any(|known| known == refresh) {
        return refused("invalid_grant");
    }
    let access = new_access(&mut world);
    HttpResponse::Ok().json(json!({
        "access_token": access, "expires_in": LIFE, "scope": format!("{EVENTS} {LISTING}"), "token_type": "Bearer",
    }))
}

fn new_access(world: &mut super::world::World) -> String {
    let access = format!("access-{}", world.next());
    let ends = world.now + LIFE;
    world.access.insert(access.clone(), ends);
    access
}

async fn revoke(world: web::Data<Shared>, req: HttpRequest, form: web::Form<Fields>) -> HttpResponse {
    if let Err(answer) = gate(&world, &req, "revoke").await {
        return answer;
    }
    let mut world = lock(&world);
    let given = form.get("token").cloned().unwrap_or_default();
    let before = world.refresh.len();
    world.refresh.retain(|known| *known != given);
    if world.refresh.len() == before {
        return refused("invalid_token");
    }
    world.access.clear();
    HttpResponse::Ok().json(json!({}))
}

/// As the client is written down: `vitrina-tests` with the tests' secret, in a header (RFC 6749 §2.3.1).
fn knows_us(req: &HttpRequest) -> bool {
    let header = req.headers().get("authorization");
    let basic = header.and_then(|value| value.to_str().ok()?.strip_prefix("Basic "));
    let said = basic.and_then(|text| STANDARD.decode(text).ok());
    said.is_some_and(|said| said.starts_with(b"vitrina-tests:"))
}

fn refused(error: &str) -> HttpResponse {
    HttpResponse::BadRequest().json(json!({ "error": error }))
}
