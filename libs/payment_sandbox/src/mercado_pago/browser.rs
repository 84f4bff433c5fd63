//! What the shop's page loads: the script, the frames that hold the card's fields, and what they ask.

use std::collections::HashMap;

use actix_web::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CONTENT_TYPE};
use actix_web::web::{Bytes, Data, Query, ServiceConfig, get, post};
use actix_web::{HttpRequest, HttpResponse};
use kernel::Instant;
use serde_json::{Value, json};

use super::Sandbox;
use super::answer::Answer;
use super::cards::{self, CardToken};
use super::{methods, money};
use crate::page::page;
use crate::wire::hex;

/// In how many parts a card pays.
const PARTS: [i64; 6] = [1, 2, 3, 6, 12, 24];
/// Kinds of documents: name, for people, least and most characters.
const DOCUMENTS: [(&str, &str, u8, u8); 4] = [
    ("CC", "C.C", 5, 20),
    ("CE", "C.E", 5, 20),
    ("NIT", "NIT", 5, 20),
    ("PAS", "Pasaporte", 5, 20),
];

type Fields = HashMap<String, String>;

pub fn routes(cfg: &mut ServiceConfig) {
    let script = |text: &'static str| move || async move { file("text/javascript; charset=utf-8", text) };
    cfg.route("/v2", get().to(script(include_str!("assets/sdk.js"))))
        .route(
            "/sandbox/fields.js",
            get().to(script(include_str!("assets/fields.js"))),
        )
        .route(
            "/sandbox/challenge.js",
            get().to(script(include_str!("assets/challenge.js"))),
        )
        .route(
            "/sandbox/style.css",
            get().to(|| async { file("text/css; charset=utf-8", include_str!("../assets/style.css")) }),
        )
        .route("/sandbox/field", get().to(field))
        .route("/v1/card_tokens", post().to(tokenise))
        .route("/v1/payment_methods/search", get().to(brands))
        .route("/v1/payment_methods/installments", get().to(installments))
        .route("/v1/payment_methods/card_issuers", get().to(issuers))
        .route("/v1/identification_types", get().to(documents));
}

fn file(kind: &'static str, text: &'static str) -> HttpResponse {
    HttpResponse::Ok().insert_header((CONTENT_TYPE, kind)).body(text)
}

/// A frame with one field. What it is, its script reads from its address.
async fn field() -> HttpResponse {
    let head = "<script src=\"/sandbox/fields.js\" defer></script>";
    page(
        "Tarjeta",
        head,
        "<input class=\"field\" autocomplete=\"off\" inputmode=\"numeric\">",
    )
}

/// Public: for any page that names a key.
fn open(answer: Answer) -> HttpResponse {
    let mut response = answer.response();
    let everybody = actix_web::http::header::HeaderValue::from_static("*");
    response
        .headers_mut()
        .insert(ACCESS_CONTROL_ALLOW_ORIGIN, everybody);
    response
}

/// A card becomes a token that can be used once. Its number is forgotten here.
async fn tokenise(sandbox: Data<Sandbox>, req: HttpRequest, body: Bytes) -> HttpResponse {
    if !names_a_key(req.query_string()) {
        return open(Answer::unauthorized());
    }
    let body: Value = serde_json::from_slice(&body).unwrap_or_default();
    match CardToken::read(&body, month(sandbox.now())) {
        Ok(card) => {
            let id = hex(&sandbox.env.random::<16>());
            let view = card.view(&id);
            sandbox.world().cards.insert(id, card);
            open(Answer::created(view))
        }
        Err(refusal) => open(refusal),
    }
}

fn names_a_key(query: &str) -> bool {
    let fields = Query::<Fields>::from_query(query)
        .map(Query::into_inner)
        .unwrap_or_default();
    fields
        .get("public_key")
        .is_some_and(|key| key.starts_with("APP_USR-") || key.starts_with("TEST-"))
}

/// The year and month of a moment, in UTC.
fn month(now: Instant) -> (i16, i8) {
    let text = now.to_string();
    let mut parts = text.split('-');
    let year = parts.next().and_then(|year| year.parse().ok()).unwrap_or(0);
    let month = parts.next().and_then(|month| month.parse().ok()).unwrap_or(0);
    (year, month)
}

/// The brand of a card, by its first digits.
fn brand_of(fields: &Fields) -> Option<(&'static str, &'static str)> {
    let brand = cards::brand(fields.get("bin")?)?;
    methods::BRANDS.iter().find(|(id, _)| *id == brand).copied()
}

async fn brands(fields: Query<Fields>) -> HttpResponse {
    let found: Vec<Value> = brand_of(&fields)
        .iter()
        .map(|(id, name)| methods::brand(id, name))
        .collect();
    open(Answer::ok(
        json!({ "paging": { "total": found.len(), "limit": 30, "offset": 0 }, "results": found }),
    ))
}

async fn issuers(fields: Query<Fields>) -> HttpResponse {
    let found = brand_of(&fields).map(|(id, name)| methods::brand(id, name)["issuer"].clone());
    open(Answer::ok(found.into_iter().collect()))
}

/// Without interest: in Colombia the card's bank takes it, and nobody here knows it.
async fn installments(fields: Query<Fields>) -> HttpResponse {
    let amount = fields
        .get("amount")
        .and_then(|text| serde_json::from_str(text).ok());
    let amount = amount
        .and_then(|value: Value| money::read(&value))
        .filter(|amount| *amount > 0);
    let (Some(amount), Some((id, name))) = (amount, brand_of(&fields)) else {
        return open(Answer::refused(1, "Params Error"));
    };
    let costs = PARTS.map(|parts| {
        json!({
            "installments": parts, "installment_rate": 0, "installment_amount": money::write(amount / parts),
            "total_amount": money::write(amount),
            "recommended_message": format!("{parts} cuota{} de {}", if parts == 1 { "" } else { "s" }, money::show(amount / parts / 100 * 100)),
        })
    });
    let brand = methods::brand(id, name);
    open(Answer::ok(json!([{
        "payment_method_id": id, "payment_type_id": "credit_card", "issuer": brand["issuer"], "payer_costs": costs,
    }])))
}

async fn documents() -> HttpResponse {
    let all = DOCUMENTS.map(|(id, name, least, most)| {
        json!({ "id": id, "name": name, "type": "number", "min_length": least, "max_length": most })
    });
    open(Answer::ok(json!(all)))
}
