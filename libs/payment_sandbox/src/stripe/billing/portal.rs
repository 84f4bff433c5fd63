//! The portal: somebody changes the card, looks at invoices, leaves or stays. And what only a stand-in has: time goes on, and the
//! card runs dry.

use std::collections::HashMap;

use actix_web::web::{Data, Form, Path, ServiceConfig, get, post};
use actix_web::{HttpRequest, HttpResponse};
use kernel::Instant;
use serde_json::json;

use super::checkout_page::field;
use super::subscription::Subscription;
use super::words::{CARD, NOTE, amount, fault, invoice_status, status};
use crate::page::{escaped, missing, on_to, page};
use crate::stripe::Sandbox;
use crate::stripe::account::is_live;
use crate::stripe::answer::Answer;
use crate::stripe::call::Call;
use crate::stripe::cards::{Decline, Nature};
use crate::stripe::world::World;
use crate::wire::place;

/// A door is open for so many seconds.
const OPEN: i64 = 60 * 60;

type Fields = HashMap<String, String>;

/// A door to the portal.
#[derive(Debug, Clone)]
pub struct Door {
    pub customer: String,
    pub back: String,
    pub made: Instant,
}

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.route("/p/session/{id}", get().to(show))
        .route("/p/session/{id}", post().to(choose));
}

/// A door for a customer.
pub fn make(world: &mut World, call: &Call) -> Result<Answer, Answer> {
    let form = &call.form;
    form.only(&["configuration", "customer", "flow_data", "locale", "return_url"])?;
    let customer = form.needed("customer")?.to_owned();
    let known = world
        .customers
        .get(&customer)
        .is_some_and(|one| one.whose == call.whose);
    let missing = || Answer::wrong("resource_missing", "customer", "No such customer");
    known.then_some(()).ok_or_else(missing)?;
    if let Some(subscription) = form.text("flow_data[subscription_cancel][subscription]") {
        let missing = |_| Answer::wrong("resource_missing", "flow_data", "No such subscription");
        world
            .subscription_of(&call.whose, subscription)
            .map_err(missing)?;
    }
    let back = form.needed("return_url")?.to_owned();
    let id = world.name("bps");
    let view = json!({
        "id": id, "object": "billing_portal.session", "configuration": "bpc_1", "created": call.now.unix_seconds(),
        "customer": customer, "flow": null, "livemode": is_live(&call.whose), "locale": form.text("locale"),
        "on_behalf_of": null, "return_url": back, "url": format!("{}/p/session/{id}", call.base),
    });
    let door = Door {
        customer,
        back,
        made: call.now,
    };
    world.billing.doors.insert(id, door);
    Ok(Answer::ok(view))
}

async fn show(sandbox: Data<Sandbox>, id: Path<String>) -> HttpResponse {
    view(&sandbox.world(), &id, None)
}

fn door<'a>(world: &'a World, id: &str) -> Option<&'a Door> {
    let door = world.billing.doors.get(id);
    door.filter(|door| world.now.seconds_since(door.made) < OPEN)
}

fn view(world: &World, id: &str, wrong: Option<&str>) -> HttpResponse {
    let Some(door) = door(world, id) else {
        return missing();
    };
    let own = world
        .billing
        .subscriptions
        .values()
        .filter(|one| one.customer == door.customer);
    let subscriptions: String = own.map(|one| subscription(world, one)).collect();
    let body = format!(
        "<main>{NOTE}<h1>Tu suscripción</h1>{}{subscriptions}<h2>Tarjeta</h2><p>{}</p>\
         <form method=\"post\">{CARD}<button name=\"choice\" value=\"card\">Cambiar la tarjeta</button></form>\
         <h2>Facturas</h2>{}{}<p><a href=\"{}\">Volver a la tienda</a></p></main>",
        fault(wrong),
        card(world, &door.customer),
        invoices(world, &door.customer),
        tools(world, &door.customer),
        escaped(&door.back),
    );
    page("Tu suscripción", "", &body)
}

fn subscription(world: &World, one: &Subscription) -> String {
    let price = world.billing.prices.get(&one.price);
    let name = price.map(|price| world.priced(price)).unwrap_or_default();
    let until = super::months::day(one.end);
    let (choice, says) = match (one.is_over(), one.cancel_at_period_end) {
        (true, _) => return format!("<p>{name}: {}.</p>", status(one.status)),
        (false, true) => ("keep", "Seguir con la suscripción"),
        (false, false) => ("cancel", "Cancelar la suscripción"),
    };
    let end = if one.cancel_at_period_end {
        "Termina el"
    } else {
        "Sigue el"
    };
    format!(
        "<p>{name}: {}. {end} {until}.</p><form method=\"post\"><input type=\"hidden\" name=\"subscription\" value=\"{}\">\
         <button name=\"choice\" value=\"{choice}\">{says}</button></form>",
        status(one.status),
        one.id,
    )
}

fn card(world: &World, customer: &str) -> String {
    let customer = world.customers.get(customer);
    let card = customer.and_then(|customer| world.cards.get(customer.card.as_ref()?));
    card.map_or_else(
        || "No hay ninguna.".to_owned(),
        |card| format!("{} terminada en {}", card.brand, card.last_four),
    )
}

fn invoices(world: &World, customer: &str) -> String {
    let own = world
        .billing
        .invoices
        .values()
        .rev()
        .filter(|one| one.customer == customer);
    let shown = own.map(|one| {
        let said = format!(
            "{}, {}: {}",
            one.number.as_deref().unwrap_or("Sin número"),
            amount(one.due(), &one.currency),
            invoice_status(one.status)
        );
        if one.status == "draft" {
            format!("<li>{said}</li>")
        } else {
            format!(
                "<li><a href=\"/i/{}/{}\">{said}</a></li>",
                one.id,
                world.proof(&one.id)
            )
        }
    });
    format!("<ul>{}</ul>", shown.collect::<String>())
}

/// What only a stand-in has.
fn tools(world: &World, customer: &str) -> String {
    let next = world.next_for(customer).map(super::months::day);
    let next = next.map_or_else(String::new, |day| {
        format!("<p>Lo próximo pasa el {day}.</p><button name=\"choice\" value=\"next\">Adelantar hasta entonces</button>")
    });
    format!(
        "<h2>Reloj de pruebas</h2><form method=\"post\">{next}\
         <button name=\"choice\" value=\"empty\">La tarjeta se queda sin plata</button>\
         <button name=\"choice\" value=\"fill\">La tarjeta vuelve a tener plata</button></form>"
    )
}

async fn choose(
    sandbox: Data<Sandbox>,
    req: HttpRequest,
    id: Path<String>,
    fields: Form<Fields>,
) -> HttpResponse {
    let mut world = sandbox.world();
    let Some(Door { customer, .. }) = door(&world, &id).cloned() else {
        return missing();
    };
    let here = format!("{}/p/session/{}", place(world.base.as_ref(), &req), *id);
    let done = match field(&fields, "choice") {
        "card" => typed(&mut world, &customer, &fields),
        "cancel" => world.leave_later(field(&fields, "subscription"), &customer, true),
        "keep" => world.leave_later(field(&fields, "subscription"), &customer, false),
        "next" => {
            world.hurry(&customer);
            Ok(())
        }
        "empty" => {
            world.cards_become(&customer, Nature::Declines(Decline::card("insufficient_funds")));
            Ok(())
        }
        "fill" => {
            world.cards_become(&customer, Nature::Pays);
            Ok(())
        }
        _ => Ok(()),
    };
    match done {
        Ok(()) => on_to(&here),
        Err(wrong) => view(&world, &id, Some(wrong)),
    }
}

fn typed(world: &mut World, customer: &str, fields: &Fields) -> Result<(), &'static str> {
    let whose = world.customers.get(customer).map(|one| one.whose.clone());
    let now = world.now;
    let typed = (
        field(fields, "number"),
        field(fields, "expiry"),
        field(fields, "cvc"),
    );
    let card = world.type_card(&whose.unwrap_or_default(), typed, now)?;
    let fine = world.change_card(customer, &card);
    fine.then_some(())
        .ok_or("El banco rechazó la tarjeta. Prueba con otra.")
}

impl World {
    /// In the portal: a subscription ends with what is paid already, or does not any more.
    pub fn leave_later(&mut self, id: &str, customer: &str, yes: bool) -> Result<(), &'static str> {
        let one = self
            .billing
            .subscriptions
            .get(id)
            .filter(|one| one.customer == customer && !one.is_over());
        let one = one.ok_or("Esa suscripción ya no existe.")?;
        if one.schedule.is_some() {
            return Err("La suscripción ya tiene un cambio planeado. Escríbele a la tienda.");
        }
        let (at, before) = (self.clock(customer, self.now), self.before(id));
        self.cancel_later(id, yes, at);
        self.tell_of_subscription(id, "customer.subscription.updated", Some(&before), at);
        Ok(())
    }

    /// A customer's clock goes on until the next thing happens.
    fn hurry(&mut self, customer: &str) {
        let now = self.clock(customer, self.now);
        let wait = self
            .next_for(customer)
            .map_or(0, |at| at.seconds_since(now).max(0));
        if let Some(customer) = self.customers.get_mut(customer) {
            customer.ahead += wait;
        }
        self.pass_billing(self.now);
    }
}
