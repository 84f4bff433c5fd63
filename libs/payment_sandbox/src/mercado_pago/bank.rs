//! The bank behind PSE: a page where a person says how the payment ends.

use std::collections::HashMap;

use actix_web::HttpResponse;
use actix_web::web::{Data, Form, Path, ServiceConfig, get, post};

use super::payment::{How, LATE, Payment};
use super::{Sandbox, methods, money};
use crate::page::{escaped, missing, on_to, page};

/// What can be chosen: its name, and what the button says.
const CHOICES: [(&str, &str); 4] = [
    ("approve", "Aprobar el pago"),
    ("reject", "Rechazar el pago"),
    ("nothing", "Volver sin hacer nada"),
    ("late", "Pagar tarde, después de que venza"),
];

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.route("/sandbox/bank/{id}", get().to(show))
        .route("/sandbox/bank/{id}", post().to(choose));
}

async fn show(sandbox: Data<Sandbox>, id: Path<u64>) -> HttpResponse {
    let world = sandbox.world();
    let payment = world.payments.get(&*id);
    let shown = payment.and_then(|payment| match &payment.how {
        How::Pse { bank, callback } => Some(view(payment, bank, callback)),
        How::Card { .. } => None,
    });
    shown.unwrap_or_else(missing)
}

fn view(payment: &Payment, bank: &str, callback: &str) -> HttpResponse {
    let name = methods::bank(bank).unwrap_or(bank);
    let description = payment.description.as_str().unwrap_or_default();
    let next = if payment.is_open() {
        buttons()
    } else {
        format!(
            "<p>Este pago ya terminó: {}.</p><p><a href=\"{}\">Volver a la tienda</a></p>",
            ended(payment),
            escaped(callback)
        )
    };
    let body = format!(
        "<main><p class=\"note\">Banco de pruebas: aquí no se mueve dinero.</p><h1>{}</h1>\
         <p class=\"amount\">{}</p><p>{}</p>{next}</main>",
        escaped(name),
        escaped(&money::show(payment.amount)),
        escaped(description)
    );
    page("Banco de pruebas", "", &body)
}

fn buttons() -> String {
    let button = |(choice, says)| format!("<button name=\"choice\" value=\"{choice}\">{says}</button>");
    format!("<form method=\"post\">{}</form>", CHOICES.map(button).concat())
}

fn ended(payment: &Payment) -> &'static str {
    match (payment.status, payment.detail) {
        ("approved", _) => "está aprobado",
        ("rejected", "expired") => "se venció",
        ("rejected", _) => "fue rechazado",
        ("cancelled", _) => "fue cancelado",
        _ => "no se puede cambiar",
    }
}

/// Does what was chosen, and leads back to the shop.
async fn choose(sandbox: Data<Sandbox>, id: Path<u64>, form: Form<HashMap<String, String>>) -> HttpResponse {
    let now = sandbox.now();
    let mut world = sandbox.world();
    let Some(How::Pse { callback, .. }) = world.payments.get(&*id).map(|payment| payment.how.clone()) else {
        return missing();
    };
    let Some(payment) = world.payments.get_mut(&*id).filter(|payment| payment.is_open()) else {
        return on_to(&callback);
    };
    match form.get("choice").map(String::as_str) {
        Some("approve") => world.change(*id, "approved", "accredited", now),
        Some("reject") => world.change(*id, "rejected", "by_bank", now),
        Some("late") => payment.late = payment.expires.map(|end| end.plus_seconds(LATE)),
        _ => {}
    }
    on_to(&callback)
}
