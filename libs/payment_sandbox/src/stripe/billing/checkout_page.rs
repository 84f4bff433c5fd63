//! Checkout's page: what begins, the card, a code, and the question of the card's bank. Without a script.

use std::collections::HashMap;

use actix_web::web::{Data, Form, Path, ServiceConfig, get, post};
use actix_web::{HttpRequest, HttpResponse};

use super::checkout::Session;
use super::person::CheckoutEnd;
use super::words::{CARD, NOTE, amount, decline, fault};
use crate::page::{escaped, missing, on_to, page};
use crate::stripe::Sandbox;
use crate::stripe::world::World;
use crate::wire::place;

type Fields = HashMap<String, String>;

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.route("/c/pay/{id}", get().to(show))
        .route("/c/pay/{id}", post().to(pay))
        .route("/c/pay/{id}/code", post().to(code))
        .route("/c/pay/{id}/challenge", get().to(ask))
        .route("/c/pay/{id}/challenge", post().to(answer));
}

/// As a form has it; nothing for what is not there.
pub fn field<'a>(fields: &'a Fields, name: &str) -> &'a str {
    fields.get(name).map_or("", String::as_str)
}

async fn show(sandbox: Data<Sandbox>, id: Path<String>) -> HttpResponse {
    view(&sandbox.world(), &id, None)
}

/// The page as it is now: open, over, or on to where it leads.
fn view(world: &World, id: &str, wrong: Option<&str>) -> HttpResponse {
    let Some(session) = world.billing.sessions.get(id) else {
        return missing();
    };
    match session.status {
        "open" => page("Suscripción", "", &open(world, session, wrong)),
        "complete" => on_to(&session.success.replace("{CHECKOUT_SESSION_ID}", id)),
        _ => {
            let back = escaped(&session.cancel);
            let body = format!(
                "<main><h1>Esta página venció</h1><p><a href=\"{back}\">Volver a la tienda</a></p></main>"
            );
            page("Suscripción", "", &body)
        }
    }
}

fn open(world: &World, session: &Session, wrong: Option<&str>) -> String {
    let price = world.billing.prices.get(&session.price);
    let (due, currency) = (world.due(session), price.map(|price| price.currency.as_str()));
    let due_text = amount(due, currency.unwrap_or_default());
    let name = price.map(|price| world.priced(price)).unwrap_or_default();
    let trial = session
        .trial_days
        .map(|days| format!("<p>{days} días de prueba gratis.</p>"));
    let fields = if due > 0 || session.always_card { CARD } else { "" };
    let button = if session.trial_days.is_some() {
        "Empezar la prueba"
    } else {
        "Suscribirme"
    };
    format!(
        "<main>{NOTE}<h1>Suscripción</h1><p>{name}</p>{}<p class=\"note\">Hoy pagas</p><p class=\"amount\">{due_text}</p>{}{}\
         <form method=\"post\" action=\"/c/pay/{id}\">{fields}<button>{button}</button></form>{}\
         <p><a href=\"{}\">Volver a la tienda</a></p></main>",
        trial.unwrap_or_default(),
        fault(wrong),
        given(world, session),
        codes(session),
        escaped(&session.cancel),
        id = session.id,
    )
}

fn given(world: &World, session: &Session) -> String {
    let coupon = session
        .given
        .as_ref()
        .and_then(|given| world.coupon_of(&session.whose, &given.coupon));
    let name = coupon.map(|coupon| coupon.name.as_deref().unwrap_or(&coupon.id));
    name.map_or_else(String::new, |name| format!("<p>Descuento: {}</p>", escaped(name)))
}

fn codes(session: &Session) -> String {
    if !session.typed {
        return String::new();
    }
    format!(
        "<form method=\"post\" action=\"/c/pay/{}/code\"><label>Código de promoción<input name=\"code\" maxlength=\"50\"></label>\
         <button>Aplicar</button></form>",
        session.id
    )
}

async fn pay(
    sandbox: Data<Sandbox>,
    req: HttpRequest,
    id: Path<String>,
    fields: Form<Fields>,
) -> HttpResponse {
    let mut world = sandbox.world();
    let Some(session) = world
        .billing
        .sessions
        .get(&*id)
        .filter(|session| session.is_open())
        .cloned()
    else {
        return view(&world, &id, None);
    };
    let base = place(world.base.as_ref(), &req);
    let now = world.now;
    let typed = (
        field(&fields, "number"),
        field(&fields, "expiry"),
        field(&fields, "cvc"),
    );
    let card = match typed.0 {
        "" => None,
        _ => match world.type_card(&session.whose, typed, now) {
            Ok(card) => Some(card),
            Err(wrong) => return view(&world, &id, Some(wrong)),
        },
    };
    match world.check_out(&id, card.as_deref(), &base) {
        CheckoutEnd::Declined(code) => view(&world, &id, Some(decline(&code))),
        CheckoutEnd::Asked => on_to(&door(&world, &id)),
        CheckoutEnd::Done | CheckoutEnd::Gone => view(&world, &id, None),
    }
}

/// Where the bank asks: for the payment, or for a card that is only kept.
fn door(world: &World, id: &str) -> String {
    let session = world
        .billing
        .sessions
        .get(id)
        .filter(|session| session.asked.is_none());
    let intent = session.and_then(|session| world.intents.get(session.intent.as_ref()?));
    let asked = intent.and_then(|intent| intent.asked.as_ref());
    asked.map_or_else(|| format!("/c/pay/{id}/challenge"), |asked| asked.door.clone())
}

async fn code(sandbox: Data<Sandbox>, id: Path<String>, fields: Form<Fields>) -> HttpResponse {
    let mut world = sandbox.world();
    let works = world.type_code(&id, field(&fields, "code"));
    view(&world, &id, (!works).then_some("Ese código no sirve."))
}

async fn ask(sandbox: Data<Sandbox>, id: Path<String>) -> HttpResponse {
    let world = sandbox.world();
    let asked = world
        .billing
        .sessions
        .get(&*id)
        .is_some_and(|session| session.is_open() && session.asked.is_some());
    if !asked {
        return view(&world, &id, None);
    }
    let body = format!(
        "<main><p class=\"note\">Banco de pruebas</p><h1>¿Eres tú?</h1><p>Quieren guardar tu tarjeta para cobrar una suscripción.</p>\
         <form method=\"post\" action=\"/c/pay/{}/challenge\"><button name=\"choice\" value=\"yes\">Sí, soy yo</button>\
         <button name=\"choice\" value=\"no\">No lo reconozco</button></form></main>",
        escaped(&id)
    );
    page("Confirma tu tarjeta", "", &body)
}

async fn answer(sandbox: Data<Sandbox>, id: Path<String>, fields: Form<Fields>) -> HttpResponse {
    let mut world = sandbox.world();
    let end = world.answer_visit(&id, field(&fields, "choice") == "yes");
    match end {
        CheckoutEnd::Declined(code) => view(&world, &id, Some(decline(&code))),
        _ => view(&world, &id, None),
    }
}
