//! An invoice's own page: whoever has its address sees it and pays it. The same on paper.

use std::collections::HashMap;

use actix_web::http::header::CONTENT_TYPE;
use actix_web::web::{Data, Form, Path, ServiceConfig, get, post};
use actix_web::{HttpRequest, HttpResponse};

use super::checkout_page::field;
use super::invoice::Invoice;
use super::words::{CARD, NOTE, amount, decline, fault, invoice_status};
use crate::page::{escaped, missing, on_to, page};
use crate::stripe::Sandbox;
use crate::stripe::world::World;
use crate::wire::place;

type Fields = HashMap<String, String>;
type Name = Path<(String, String)>;

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.route("/i/{id}/{proof}", get().to(show))
        .route("/i/{id}/{proof}", post().to(pay))
        .route("/i/{id}/{proof}/pdf", get().to(paper));
}

fn known(world: &World, (id, proof): &(String, String)) -> Option<Invoice> {
    let one = world.billing.invoices.get(id).filter(|one| one.status != "draft");
    one.filter(|_| *proof == world.proof(id)).cloned()
}

async fn show(sandbox: Data<Sandbox>, name: Name) -> HttpResponse {
    let world = sandbox.world();
    known(&world, &name).map_or_else(missing, |one| view(&world, &one, None))
}

fn view(world: &World, one: &Invoice, wrong: Option<&str>) -> HttpResponse {
    let lines = one.lines.iter().map(|line| {
        format!(
            "<li>{}: {}</li>",
            escaped(&line.description),
            amount(line.amount - line.discount, &one.currency)
        )
    });
    let form = if one.is_open() {
        format!(
            "<form method=\"post\">{CARD}<button>Pagar</button></form>{}",
            question(world, one)
        )
    } else {
        String::new()
    };
    let body = format!(
        "<main>{NOTE}<h1>Factura {}</h1><p>{}</p><p class=\"amount\">{}</p><ul>{}</ul>{}{form}</main>",
        escaped(one.number.as_deref().unwrap_or_default()),
        invoice_status(one.status),
        amount(one.due(), &one.currency),
        lines.collect::<String>(),
        fault(wrong),
    );
    page("Factura", "", &body)
}

/// The card's bank asked already, and its owner is here now.
fn question(world: &World, one: &Invoice) -> String {
    let intent = one.intent.as_ref().and_then(|intent| world.intents.get(intent));
    let door = intent
        .and_then(|intent| intent.asked.as_ref())
        .map(|asked| escaped(&asked.door));
    door.map_or_else(String::new, |door| {
        format!("<p><a href=\"{door}\">Confirmar el pago con el banco</a></p>")
    })
}

async fn pay(sandbox: Data<Sandbox>, req: HttpRequest, name: Name, fields: Form<Fields>) -> HttpResponse {
    let mut world = sandbox.world();
    let Some(one) = known(&world, &name) else {
        return missing();
    };
    let (base, now) = (place(world.base.as_ref(), &req), world.now);
    let typed = (
        field(&fields, "number"),
        field(&fields, "expiry"),
        field(&fields, "cvc"),
    );
    let card = match world.type_card(&one.whose, typed, now) {
        Ok(card) => card,
        Err(wrong) => return view(&world, &one, Some(wrong)),
    };
    if let Some(no) = world.pay_by_hand(&one.id, &card, &base) {
        return view(&world, &one, Some(decline(no.code)));
    }
    let intent = world
        .billing
        .invoices
        .get(&one.id)
        .and_then(|one| world.intents.get(one.intent.as_ref()?));
    let door = intent
        .and_then(|intent| intent.asked.as_ref())
        .map(|asked| asked.door.clone());
    on_to(&door.unwrap_or_else(|| format!("{base}/i/{}/{}", name.0, name.1)))
}

/// One page with one line: enough to be a PDF.
async fn paper(sandbox: Data<Sandbox>, name: Name) -> HttpResponse {
    let world = sandbox.world();
    let Some(one) = known(&world, &name) else {
        return missing();
    };
    let text = format!(
        "Factura {} - {}",
        one.number.as_deref().unwrap_or_default(),
        one.due()
    );
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "application/pdf"))
        .body(pdf(&text))
}

fn pdf(text: &str) -> String {
    let drawn = format!("BT /F1 14 Tf 72 720 Td ({text}) Tj ET");
    let parts = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{drawn}\nendstream", drawn.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = vec![];
    for (at, part) in (1..).zip(parts) {
        places.push(format!("{:010} 00000 n \n", file.len()));
        file = format!("{file}{at} 0 obj\n{part}\nendobj\n");
    }
    let table = file.len();
    format!(
        "{file}xref\n0 6\n0000000000 65535 f \n{}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n",
        places.concat()
    )
}

#[cfg(test)]
mod tests {
    use super::pdf;

    #[test]
    fn the_table_says_where_each_part_is() {
        let file = pdf("Factura 1");
        let table = file.find("xref\n").unwrap();
        assert!(file.ends_with(&format!("startxref\n{table}\n%%EOF\n")));
        let second = file.find("2 0 obj").unwrap();
        assert!(file.contains(&format!("{second:010} 00000 n ")));
    }
}
