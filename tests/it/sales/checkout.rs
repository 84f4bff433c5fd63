//! A cart becomes an order.

use kernel::Role;
use serde_json::{Value, json};
use testkit::TestApp;

use super::{delivery, furnished, mails, order, put_in, stock};

#[tokio::test]
async fn a_guest_buys_and_watches_by_the_link() {
    let app = TestApp::start().await;
    let shop = furnished(&app, "aurora").await;
    let goods = shop.goods("Jabón", 10).await;
    let guest = shop.anonymous.another();
    put_in(&guest, &goods, 3).await.expect(201);
    let options = guest
        .get("/api/v1/shipping/options?municipality_code=11001")
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&options["data"][0]["code"], &options["data"][0]["price"]),
        (&json!("delivery"), &json!(800_000))
    );

    let mut body = delivery("ana@correo.test");
    body["expected_total"] = json!(3_800_000);
    body["notes"] = json!("Tocar el timbre dos veces");
    let placed = order(&guest, "first", &body).await.expect(201);
    assert!(
        placed
            .header("location")
            .ends_with(placed.json()["id"].as_str().unwrap())
    );
    let placed = placed.json();
    assert_eq!(placed["number"], 1001);
    assert_eq!(
        (&placed["status"], &placed["payment_status"]),
        (&json!("pending"), &json!("pending"))
    );
    let totals = json!({
        "subtotal": 3_000_000, "discount": 0, "shipping": 800_000, "shipping_discount": 0, "tax": 479_000, "total": 3_800_000,
    });
    assert_eq!(placed["totals"], totals, "19 % inside 30,000 pesos is 4,790");
    assert_eq!(placed["payment"]["instructions"], "Ahorros 123-456");
    assert_eq!(placed["payment"]["reference"], "1001");
    assert_eq!(
        (guest.cookie("__Host-cart").is_empty(), guest.cookie("cart_count")),
        (false, "0".into()),
        "nothing is in it, but a repeat is known by it"
    );
    assert_eq!(stock(&app, &shop, &goods).await, (10, 3));
    assert_eq!(
        mails(&app, &shop, "ana@correo.test").await,
        ["sales.order_placed"]
    );

    let (id, key) = (
        placed["id"].as_str().unwrap(),
        placed["access_token"].as_str().unwrap(),
    );
    let seen = guest
        .another()
        .get(&format!("/api/v1/orders/{id}?key={key}"))
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&seen["totals"], &seen["notes"]),
        (&totals, &json!("Tocar el timbre dos veces"))
    );
    assert_eq!(seen["shipping"]["address"]["city"], "Bogotá, D.C.");
    assert_eq!(seen["history"][0]["actor"], "customer");
    assert_eq!(seen["lines"][0]["tax_name"], "IVA 19 %");
    guest
        .another()
        .get(&format!("/api/v1/orders/{id}"))
        .await
        .expect(404);
    guest
        .another()
        .get(&format!("/api/v1/orders/{id}?key=wrong"))
        .await
        .expect(404);
}

#[tokio::test]
async fn a_customer_buys_in_their_own_name() {
    let app = TestApp::start().await;
    let shop = furnished(&app, "aurora").await;
    let goods = shop.goods("Jabón", 10).await;
    let (ana, _) = shop.person(&app, Role::Customer, "ana@aurora.test").await;
    put_in(&ana, &goods, 1).await.expect(201);
    let pickup = json!({ "shipping_method": "pickup", "payment_method": "cash_on_delivery" });
    let placed = order(&ana, "first", &pickup).await.expect(201).json();
    assert_eq!(placed["payment"]["pay_until"], Value::Null);
    let own = ana.get("/api/v1/orders").await.expect(200).json();
    assert_eq!(own["pagination"]["total"], 1);
    assert_eq!(
        (&own["data"][0]["id"], &own["data"][0]["email"]),
        (&placed["id"], &json!("ana@aurora.test"))
    );
    assert_eq!(own["data"][0]["customer_name"], "Persona de Prueba");
    ana.get(&format!("/api/v1/orders/{}", placed["id"].as_str().unwrap()))
        .await
        .expect(200);
    assert_eq!(
        mails(&app, &shop, "ana@aurora.test").await,
        ["sales.order_placed"]
    );
    order(&ana, "second", &pickup).await.expect(409);
    shop.anonymous.get("/api/v1/orders").await.expect(401);
}

#[tokio::test]
async fn a_price_that_changed_is_shown_before_it_is_charged() {
    let app = TestApp::start().await;
    let shop = furnished(&app, "aurora").await;
    let goods = shop.goods("Jabón", 10).await;
    let guest = shop.anonymous.another();
    put_in(&guest, &goods, 1).await.expect(201);
    let product = format!("/api/v1/products/{}", goods.product);
    shop.owner
        .patch(&product, &json!({ "price": 1_200_000 }))
        .await
        .expect(200);
    let cart = guest.get("/api/v1/cart").await.expect(200).json();
    assert_eq!(
        (&cart["prices_changed"], &cart["subtotal"]),
        (&json!(true), &json!(1_200_000))
    );
    assert_eq!(cart["items"][0]["price_when_added"], 1_000_000);

    let mut body = delivery("ana@correo.test");
    let refused = order(&guest, "first", &body).await.expect(409);
    assert_eq!(refused.code(), "prices_changed");
    let said = refused.json()["detail"].as_str().unwrap().replace('\u{a0}', " ");
    assert!(said.contains("$ 20.000"), "{said}");
    body["accept_changes"] = json!(true);
    body["expected_total"] = json!(1_800_000);
    assert_eq!(
        order(&guest, "second", &body).await.expect(409).code(),
        "prices_changed"
    );
    body["expected_total"] = json!(2_000_000);
    let placed = order(&guest, "third", &body).await.expect(201).json();
    assert_eq!(placed["totals"]["total"], 2_000_000);
}

#[tokio::test]
async fn what_does_not_fit_is_refused_and_leaves_nothing() {
    let app = TestApp::start().await;
    let shop = furnished(&app, "aurora").await;
    let goods = shop.goods("Jabón", 10).await;
    let guest = shop.anonymous.another();
    put_in(&guest, &goods, 1).await.expect(201);
    let refusal = async |change: &dyn Fn(&mut Value)| {
        let mut body = delivery("ana@correo.test");
        change(&mut body);
        let answer = order(&guest, "a-key", &body).await.expect(422).json();
        format!("{} {}", answer["errors"][0]["field"], answer["errors"][0]["code"]).replace('"', "")
    };
    let gone = |field: &'static str| move |b: &mut Value| drop(b.as_object_mut().unwrap().remove(field));
    assert_eq!(refusal(&gone("email")).await, "email required");
    assert_eq!(
        refusal(&gone("shipping_address")).await,
        "shipping_address required"
    );
    assert_eq!(refusal(&gone("payment_method")).await, "payment_method required");
    assert_eq!(
        refusal(&|b| b["email"] = json!("nadie")).await,
        "email invalid_email"
    );
    assert_eq!(
        refusal(&|b| b["payment_method"] = json!("gold")).await,
        "payment_method not_a_choice"
    );
    assert_eq!(
        refusal(&|b| b["shipping_method"] = json!("drone")).await,
        "shipping_method not_a_choice"
    );
    assert_eq!(refusal(&|b| b["total"] = json!(1)).await, "total unknown_field");
    let at =
        |field: &'static str, value: Value| move |b: &mut Value| b["shipping_address"][field] = value.clone();
    assert_eq!(
        refusal(&at("municipality_code", json!("99999"))).await,
        "shipping_address.municipality_code unknown"
    );
    assert_eq!(
        refusal(&at("phone", json!("call me"))).await,
        "shipping_address.phone invalid_phone"
    );
    assert_eq!(
        refusal(&at("name", json!("a\u{0}b"))).await,
        "shipping_address.name bad_characters"
    );
    assert_eq!(
        refusal(&at("country", json!("Francia"))).await,
        "shipping_address.country not_a_choice"
    );
    assert_eq!(
        refusal(&at("street", json!("x".repeat(201)))).await,
        "shipping_address.street too_long"
    );

    let keyless = guest
        .post("/api/v1/orders", &delivery("ana@correo.test"))
        .await
        .expect(400);
    assert_eq!(keyless.code(), "idempotency_key_missing");
    let empty = order(&shop.anonymous.another(), "a-key", &delivery("x@y.test"))
        .await
        .expect(409);
    assert_eq!(empty.code(), "cart_empty");
    assert_eq!(stock(&app, &shop, &goods).await, (10, 0));
    assert_eq!(mails(&app, &shop, "ana@correo.test").await, [""; 0]);
    order(&guest, "a-key", &delivery("ana@correo.test"))
        .await
        .expect(201);
}

#[tokio::test]
async fn a_switched_off_method_and_a_withdrawn_product_are_refused() {
    let app = TestApp::start().await;
    let shop = furnished(&app, "aurora").await;
    let goods = shop.goods("Jabón", 10).await;
    let guest = shop.anonymous.another();
    put_in(&guest, &goods, 1).await.expect(201);
    let only_cash = json!({ "methods": [{ "code": "cash_on_delivery", "enabled": true }] });
    shop.owner
        .put("/api/v1/admin/payments/methods", &only_cash)
        .await
        .expect(200);
    let refused = order(&guest, "a", &delivery("ana@correo.test"))
        .await
        .expect(422)
        .json();
    assert_eq!(refused["errors"][0]["field"], "payment_method");
    let product = format!("/api/v1/products/{}", goods.product);
    shop.owner
        .patch(&product, &json!({ "status": "archived" }))
        .await
        .expect(200);
    assert_eq!(
        guest.get("/api/v1/cart").await.expect(200).json()["orderable"],
        false
    );
    let mut body = delivery("ana@correo.test");
    body["payment_method"] = json!("cash_on_delivery");
    assert_eq!(order(&guest, "b", &body).await.expect(409).code(), "not_for_sale");
    assert_eq!(stock(&app, &shop, &goods).await, (10, 0));
}

#[tokio::test]
async fn what_costs_nothing_is_paid_at_once() {
    let app = TestApp::start().await;
    let shop = furnished(&app, "aurora").await;
    let goods = shop.goods("Muestra", 10).await;
    shop.owner
        .patch(
            &format!("/api/v1/products/{}", goods.product),
            &json!({ "price": 0 }),
        )
        .await
        .expect(200);
    let guest = shop.anonymous.another();
    put_in(&guest, &goods, 1).await.expect(201);
    let body = json!({ "email": "a@b.test", "shipping_method": "pickup", "payment_method": "bank_transfer" });
    let placed = order(&guest, "a", &body).await.expect(201).json();
    assert_eq!(
        (&placed["totals"]["total"], &placed["payment_status"]),
        (&json!(0), &json!("paid"))
    );
}

#[tokio::test]
async fn whoever_pays_may_live_elsewhere() {
    let app = TestApp::start().await;
    let shop = furnished(&app, "aurora").await;
    let goods = shop.goods("Jabón", 10).await;
    let guest = shop.anonymous.another();
    put_in(&guest, &goods, 1).await.expect(201);
    let mut body = delivery("ana@correo.test");
    body["billing_address"] = json!({
        "name": "Comercial Gómez SAS", "phone": "6044441122", "street": "Carrera 43A # 1-50",
        "city": "Medellín", "state": "Antioquia", "country": "CO", "municipality_code": "99999",
    });
    let refused = order(&guest, "bill", &body).await.expect(422).json();
    assert_eq!(refused["errors"][0]["field"], "billing_address.municipality_code");
    body["billing_address"]["municipality_code"] = json!("05001");
    let placed = order(&guest, "bill", &body).await.expect(201).json();
    let path = format!("/api/v1/orders/{}", placed["id"].as_str().unwrap());
    let seen = shop.owner.get(&path).await.expect(200).json();
    assert_eq!(
        (
            &seen["shipping"]["address"]["city"],
            &seen["billing_address"]["city"],
            &seen["billing_address"]["name"]
        ),
        (
            &json!("Bogotá, D.C."),
            &json!("Medellín"),
            &json!("Comercial Gómez SAS")
        )
    );
}

#[tokio::test]
async fn a_shop_that_names_no_address_is_told_by_its_owner() {
    let app = TestApp::start().await;
    let shop = furnished(&app, "aurora").await;
    let goods = shop.goods("Jabón", 10).await;
    let guest = shop.anonymous.another();
    put_in(&guest, &goods, 1).await.expect(201);
    order(&guest, "one", &delivery("ana@correo.test"))
        .await
        .expect(201);
    assert_eq!(mails(&app, &shop, "owner@aurora.test").await, ["sales.new_order"]);
}
