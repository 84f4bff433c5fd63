//! What stands in for Stripe beside the demo tells the program what happens, as what stands in for Mercado Pago does.

use kernel::{Clock, Env};
use reqwest::Method;
use serde_json::{Value, json};
use testkit::{Client, TestApp};
use vitrina::sandbox::{Served, connect};

use super::text;

const FINE: &str = "4242424242424242";

/// An order of one, to be paid by card; where it is paid, and where it is seen.
async fn debt(guest: &Client, product: &str) -> (String, String) {
    let item = json!({ "product_id": product, "quantity": 1 });
    guest.post("/api/v1/cart/items", &item).await.expect(201);
    let order = json!({
        "email": "ana@correo.test", "customer_name": "Ana María Ruiz", "customer_phone": "300 123 4567",
        "shipping_method": "pickup", "payment_method": "card",
    });
    let request = guest.request(Method::POST, "/api/v1/orders").json(&order);
    let placed: Value = guest
        .send(request.header("idempotency-key", "one"))
        .await
        .expect(201)
        .json();
    let path = text(&placed["payment"]["pay_path"]);
    let seen = format!(
        "/api/v1/orders/{}?key={}",
        text(&placed["id"]),
        text(&placed["access_token"])
    );
    (path.trim_end_matches("/card").to_owned(), seen)
}

#[tokio::test]
async fn the_demos_stripe_tells_of_money_by_itself() {
    let env = Env::with_clock(Clock::manual("2026-11-22T15:00:00Z".parse().unwrap()));
    let sandbox = Served::open(&env).unwrap();
    let at = sandbox.stand_ins();
    let (mercado_pago, stripe) = (at.mercadopago.unwrap(), at.stripe.unwrap());
    let app = TestApp::start_by(
        env,
        &[
            (
                "VITRINA_INTEGRATIONS__MERCADOPAGO_STAND_IN",
                mercado_pago.as_str(),
            ),
            ("VITRINA_INTEGRATIONS__STRIPE_STAND_IN", stripe.as_str()),
            ("VITRINA_LIMITS__ON", "false"),
        ],
    )
    .await;
    let shop = app.shop("bordados").await;
    let goods = shop.goods("Jabón", 100).await;
    connect(&app.app, shop.tenant, "bordados").await.unwrap();
    sandbox.tell(&app.app, "localhost", app.address).await.unwrap();
    let methods = json!({ "methods": [{ "code": "card", "enabled": true }] });
    let path = "/api/v1/admin/payments/methods";
    shop.owner.put(path, &methods).await.expect(200);
    let shipping = json!({ "pickup_enabled": true, "pickup_instructions": "De 9 a 6.", "zones": [] });
    shop.owner
        .put("/api/v1/admin/shipping", &shipping)
        .await
        .expect(200);
    let guest = shop.anonymous.another();
    let (path, order) = debt(&guest, &goods.product).await;
    guest.form(&format!("{path}/card"), &[]).await.expect(303);
    let list = shop.owner.get("/api/v1/admin/payments").await.expect(200).json();
    let payment = text(&list["data"][0]["provider_payment"]);
    let desk = sandbox.stripe();
    assert!(desk.pay(&payment, FINE));
    let told = desk.deliver_now().await;
    assert!(
        !told.is_empty() && told.iter().all(|delivery| delivery.status == Some(200)),
        "{told:?}"
    );
    app.run_jobs().await;
    let seen = guest.get(&order).await.expect(200).json();
    assert_eq!(seen["payment_status"], "paid");
}
