//! The card's bank asks its owner: a page within a frame of the script's, or one that the browser was led to.

use std::collections::HashMap;

use actix_web::HttpResponse;
use actix_web::web::{Data, Form, Path, Query, ServiceConfig, get, post};
use kernel::Instant;

use super::Sandbox;
use super::cards::Decline;
use super::confirm::asked_proof;
use super::intent::{Asked, Intent};
use super::world::World;
use crate::page::{escaped, missing, on_to, page};

/// Tells the page around the frame that it is over.
const DONE: &str = "<script src=\"/v3/challenge.js\"></script>";

type Fields = HashMap<String, String>;

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.route("/v3/challenge/{id}", get().to(ask))
        .route("/v3/challenge/{id}", post().to(answer));
}

impl World {
    /// It was them, or not. False where nobody is asked.
    pub fn answer(&mut self, id: &str, yes: bool, now: Instant) -> bool {
        let asked = self.intents.get(id).is_some_and(|intent| intent.asked.is_some());
        if asked && yes {
            self.pay(id, now);
        } else if asked {
            self.refuse(id, Decline::NOT_PROVED, now);
        }
        asked
    }
}

/// A payment whose card's owner is asked, for whoever proves to be asked.
fn asked(world: &World, id: &str, fields: &Fields) -> Option<(Intent, Asked)> {
    let proved = fields
        .get("proof")
        .is_some_and(|proof| *proof == asked_proof(world, id));
    let intent = world.intents.get(id).filter(|_| proved)?;
    Some((intent.clone(), intent.asked.clone()?))
}

async fn ask(sandbox: Data<Sandbox>, id: Path<String>, fields: Query<Fields>) -> HttpResponse {
    let world = sandbox.world();
    let Some((intent, _)) = asked(&world, &id, &fields) else {
        return missing();
    };
    let proof = fields
        .get("proof")
        .map(|proof| escaped(proof))
        .unwrap_or_default();
    let body = format!(
        "<main><p class=\"note\">Banco de pruebas</p><h1>¿Eres tú?</h1><p class=\"amount\">{}</p>\
         <form method=\"post\"><input type=\"hidden\" name=\"proof\" value=\"{proof}\">\
         <button name=\"choice\" value=\"yes\">Sí, soy yo</button>\
         <button name=\"choice\" value=\"no\">No reconozco este pago</button></form></main>",
        escaped(&shown(&intent))
    );
    page("Confirma tu pago", "", &body)
}

async fn answer(sandbox: Data<Sandbox>, id: Path<String>, fields: Form<Fields>) -> HttpResponse {
    let now = sandbox.now();
    let mut world = sandbox.world();
    let Some((intent, asked)) = asked(&world, &id, &fields) else {
        return missing();
    };
    let yes = fields.get("choice").is_some_and(|choice| choice == "yes");
    world.answer(&id, yes, now);
    match asked.back {
        Some(back) => on_to(&returned(&back, &intent, yes)),
        None => page("Listo", DONE, "<main><p>Listo. Vuelve a la tienda.</p></main>"),
    }
}

/// Where the browser goes, and what it says there. That it says so proves nothing.
fn returned(back: &str, intent: &Intent, yes: bool) -> String {
    let status = if yes { "succeeded" } else { "failed" };
    let url = reqwest::Url::parse_with_params(
        back,
        [
            ("payment_intent", intent.id.as_str()),
            ("payment_intent_client_secret", intent.secret.as_str()),
            ("redirect_status", status),
        ],
    );
    url.map_or_else(|_| back.to_owned(), String::from)
}

/// The amount for people.
fn shown(intent: &Intent) -> String {
    let currency = kernel::Currency::parse(&intent.currency.to_ascii_uppercase());
    let minor = intent.amount;
    currency.map_or_else(String::new, |currency| {
        kernel::Money { minor, currency }.display()
    })
}
