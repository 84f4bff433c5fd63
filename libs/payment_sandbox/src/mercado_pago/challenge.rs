//! The card's bank asks its owner: a page within a frame of the shop's.

use std::collections::HashMap;

use actix_web::HttpResponse;
use actix_web::web::{Data, Form, Path, ServiceConfig, post};

use super::Sandbox;
use super::money;
use super::payment::{How, Payment};
use crate::page::{escaped, missing, page};

/// Tells the page around the frame that it is over.
const DONE: &str = "<script src=\"/sandbox/challenge.js\"></script>";

type Fields = HashMap<String, String>;

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.route("/sandbox/challenge/{id}", post().to(ask))
        .route("/sandbox/challenge/{id}/answer", post().to(answer));
}

/// The browser posts what it was given, as `creq`.
async fn ask(sandbox: Data<Sandbox>, id: Path<u64>, form: Form<Fields>) -> HttpResponse {
    let world = sandbox.world();
    let proved = form
        .get("creq")
        .is_some_and(|creq| *creq == format!("sandbox{id}"));
    let payment = world
        .payments
        .get(&*id)
        .filter(|payment| proved && is_asked(payment));
    let Some(payment) = payment else {
        return missing();
    };
    let body = format!(
        "<main><p class=\"note\">Banco de pruebas</p><h1>¿Eres tú?</h1><p class=\"amount\">{}</p>\
         <form method=\"post\" action=\"/sandbox/challenge/{id}/answer\">\
         <button name=\"choice\" value=\"yes\">Sí, soy yo</button>\
         <button name=\"choice\" value=\"no\">No reconozco este pago</button></form></main>",
        escaped(&money::show(payment.amount))
    );
    page("Confirma tu pago", "", &body)
}

async fn answer(sandbox: Data<Sandbox>, id: Path<u64>, form: Form<Fields>) -> HttpResponse {
    let now = sandbox.now();
    let mut world = sandbox.world();
    if !world.payments.get(&*id).is_some_and(is_asked) {
        return missing();
    }
    if form.get("choice").is_some_and(|choice| choice == "yes") {
        world.change(*id, "approved", "accredited", now);
    } else {
        world.change(*id, "rejected", "cc_rejected_3ds_challenge", now);
    }
    page("Listo", DONE, "<main><p>Listo. Vuelve a la tienda.</p></main>")
}

fn is_asked(payment: &Payment) -> bool {
    payment.is_open() && matches!(payment.how, How::Card { asked: true, .. })
}
