//! Payers who do not give up: each request is repeated, with the same key, until it is answered.

use std::cell::Cell;
use std::rc::Rc;

use anyhow::bail;
use serde_json::{Value, json};

use super::Stage;
use super::caller::{Caller, Told};
use crate::connection::header;

/// From the first one that answers.
const BANKS: [&str; 5] = ["1007", "1051", "1001", "1013", "1507"];

/// Everybody buys and begins to pay; gives up at the first thing that should not be.
pub async fn all(stage: &Rc<Stage>) -> anyhow::Result<()> {
    let next = Rc::new(Cell::new(0));
    let payers: Vec<_> = (0..stage.args.payers)
        .map(|_| tokio::task::spawn_local(some(Rc::clone(stage), Rc::clone(&next))))
        .collect();
    for payer in payers {
        payer.await??;
    }
    Ok(())
}

async fn some(stage: Rc<Stage>, next: Rc<Cell<usize>>) -> anyhow::Result<()> {
    loop {
        let number = next.replace(next.get() + 1);
        if number >= stage.args.payments {
            return Ok(());
        }
        let order = buy(&stage, number).await?;
        stage.acknowledged.borrow_mut().push(order);
    }
}

/// Carts that are filled anew before somebody gives up: as often as PostgreSQL could be killed meanwhile.
const CARTS: usize = 5;

/// Orders one thing and begins to pay for it; gives the order's id.
async fn buy(stage: &Stage, number: usize) -> anyhow::Result<String> {
    let mut lost = Value::Null;
    for at in 0..CARTS {
        let mut guest = fill_cart(stage, number).await?;
        guest
            .headers
            .push(("Idempotency-Key", format!("order-{number}-{at}")));
        let order = json!({
            "email": format!("payer-{number}@bench.test"), "customer_name": "Ana Ruiz",
            "customer_phone": "300 123 4567", "shipping_method": "pickup", "payment_method": "pse",
        });
        let placed = guest.insist("POST", "/api/v1/orders", &order).await?;
        match (placed.status, placed.text("/code").as_str()) {
            (200..300, _) => {
                pay(&mut guest, &placed, number).await?;
                return Ok(placed.text("/id"));
            }
            // Carts do not wait for the disk (ADR 0017): PostgreSQL was killed, and this one with it.
            (409, "cart_empty") => lost = placed.body,
            (status, _) => bail!("an order was refused: {status} {}", placed.body),
        }
    }
    bail!("no cart outlives the kills: {lost}")
}

/// Somebody with one thing in their cart.
async fn fill_cart(stage: &Stage, number: usize) -> anyhow::Result<Caller> {
    let shop = &stage.shops[number % stage.shops.len()];
    let mut guest = Caller::at(&stage.args.address, &shop.host);
    let item = json!({ "product_id": shop.product, "quantity": 1 });
    let cart = guest.want("POST", "/api/v1/cart/items", &item).await?;
    let token = header(&cart.head, "x-cart-token").unwrap_or_default();
    guest.headers.push(("X-Cart-Token", token.to_owned()));
    Ok(guest)
}

async fn pay(guest: &mut Caller, placed: &Told, number: usize) -> anyhow::Result<()> {
    let path = format!(
        "/api/v1/orders/{}/payments?key={}",
        placed.text("/id"),
        placed.text("/access_token")
    );
    let mut last = Value::Null;
    for at in 0..BANKS.len() {
        guest.headers.pop();
        guest
            .headers
            .push(("Idempotency-Key", format!("payment-{number}-{at}")));
        let bank = BANKS[(number + at) % BANKS.len()];
        let told = guest.insist("POST", &path, &request(bank)).await?;
        match told.status {
            200 | 201 => return Ok(()),
            // It rests, since it did not answer for a while.
            422 => last = told.body,
            _ => bail!("a payment was refused: {} {}", told.status, told.body),
        }
    }
    bail!("no bank takes it: {last}")
}

fn request(bank: &str) -> Value {
    json!({ "method": "pse", "bank": bank, "payer": {
        "kind": "person", "document_type": "CC", "document": "52123456", "first_name": "Ana", "last_name": "Ruiz",
        "email": "ana@correo.test", "phone": "3001234567", "street": "Calle 26 # 13-19", "city": "Bogotá",
    } })
}
