//! From the cart to the thank-you page, without scripts.

use reqwest::Method;
use reqwest::header::ACCEPT;
use serde_json::json;
use testkit::{Client, TestApp, TestShop};

use super::{add, destination, open, submit, value_of};

/// A shop that sends everywhere for 8,000 pesos.
async fn sending(app: &TestApp) -> TestShop {
    let shop = app.shop("aurora").await;
    let zones = json!([{
        "name": "Todo el país", "places": ["*"], "days_min": 2, "days_max": 5,
        "rates": [{ "max_weight_g": 20_000, "price": 800_000 }],
    }]);
    let shipping = json!({ "pickup_enabled": true, "pickup_instructions": "De 9 a 6.", "zones": zones });
    shop.owner
        .put("/api/v1/admin/shipping", &shipping)
        .await
        .expect(200);
    shop
}

const WHOLE: [(&str, &str); 8] = [
    ("email", "ana@example.com"),
    ("name", "Ana <Gómez>"),
    ("phone", "300 123 4567"),
    ("department", "11"),
    ("municipality_code", "11001"),
    ("street", "Calle 26 # 13-19"),
    ("shipping_method", "delivery"),
    ("payment_method", "cash_on_delivery"),
];

/// The whole form with some fields changed or added.
fn with<'a>(changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = WHOLE
        .iter()
        .filter(|(name, _)| changed.iter().all(|(other, _)| other != name));
    kept.chain(changed).copied().collect()
}

async fn orders(shop: &TestShop) -> usize {
    let orders = shop.owner.get("/api/v1/admin/orders").await.expect(200).json();
    orders["data"].as_array().unwrap().len()
}

/// The page after asking what shipping to Bogotá costs: its key and the total it shows.
async fn quoted(guest: &Client) -> (String, String) {
    let key = value_of(
        &open(guest, "/checkout").await.expect(200).text,
        "idempotency_key",
    );
    let asked = with(&[("idempotency_key", &key)]);
    let page = submit(guest, "/checkout/quote", &asked).await.expect(200).text;
    assert_eq!(value_of(&page, "idempotency_key"), key);
    assert_eq!(
        value_of(&page, "name"),
        "Ana &#60;Gómez&#62;",
        "what was typed is kept"
    );
    (key, value_of(&page, "seen_total"))
}

#[tokio::test]
async fn forms_change_the_cart_and_scripts_get_json() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let soap = shop.goods("Jabón", 3).await;
    let guest = shop.anonymous.another();
    let scripted = async |quantity: &str| {
        let fields = [("product_id", soap.product.as_str()), ("quantity", quantity)];
        let request = guest
            .request(Method::POST, "/cart/items")
            .header(ACCEPT, "application/json");
        guest.send(request.form(&fields)).await
    };
    assert_eq!(destination(&add(&guest, &soap).await), "/cart?done=cart-added");
    assert_eq!(guest.cookie("cart_count"), "1");
    assert_eq!(scripted("1").await.expect(200).json()["count"], 2);
    let refused = scripted("9").await.expect(409).json();
    assert!(
        refused["message"].as_str().unwrap().contains("Jabón") && refused["count"].is_null(),
        "{refused}"
    );
    let greedy = [("product_id", soap.product.as_str()), ("quantity", "9")];
    assert!(
        submit(&guest, "/cart/items", &greedy)
            .await
            .expect(409)
            .text
            .contains("Tu carrito")
    );

    let page = open(&guest, "/cart").await.expect(200).text;
    let line = page
        .split("action=\"/cart/items/")
        .nth(1)
        .and_then(|rest| rest.get(..36))
        .unwrap()
        .to_owned();
    destination(&submit(&guest, &format!("/cart/items/{line}"), &[("quantity", "3")]).await);
    assert_eq!(guest.cookie("cart_count"), "3");
    destination(&submit(&guest, &format!("/cart/items/{line}/remove"), &[]).await);
    assert!(
        open(&guest, "/cart")
            .await
            .expect(200)
            .text
            .contains("Tu carrito está vacío")
    );
    assert_eq!(destination(&open(&guest, "/checkout").await), "/cart");
}

#[tokio::test]
async fn options_choose_the_variant_without_scripts() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let shirt = json!({
        "name": "Camisa", "status": "active", "options": [{ "name": "Talla", "choices": ["S", "M"] }],
        "variants": [{ "options": ["S"], "price": 1_000_000 }, { "options": ["M"], "price": 2_000_000 }],
    });
    let shirt = shop
        .owner
        .post("/api/v1/products", &shirt)
        .await
        .expect(201)
        .json();
    let id = shirt["id"].as_str().unwrap();
    for variant in shirt["variants"].as_array().unwrap() {
        let shelf = format!("/api/v1/admin/inventory/{}", variant["id"].as_str().unwrap());
        shop.owner.put(&shelf, &json!({ "on_hand": 5 })).await.expect(200);
    }
    let guest = shop.anonymous.another();
    let none = submit(&guest, "/cart/items", &[("product_id", id)])
        .await
        .expect(422)
        .text;
    assert!(none.contains("Elige primero las opciones"), "{none}");
    submit(&guest, "/cart/items", &[("product_id", id), ("option-0", "XL")])
        .await
        .expect(422);
    destination(&submit(&guest, "/cart/items", &[("product_id", id), ("option-0", "M")]).await);
    let cart = guest.get("/api/v1/cart").await.expect(200).json();
    assert_eq!(
        (&cart["items"][0]["options"], &cart["subtotal"]),
        (&json!("M"), &json!(2_000_000))
    );
}

#[tokio::test]
async fn the_same_form_sent_twice_orders_once() {
    let app = TestApp::start().await;
    let shop = sending(&app).await;
    let soap = shop.goods("Jabón", 3).await;
    let guest = shop.anonymous.another();
    add(&guest, &soap).await;
    let (key, total) = quoted(&guest).await;
    assert_eq!(total, "1800000", "10,000 and 8,000 of shipping");
    let fields = with(&[("idempotency_key", &key), ("seen_total", &total)]);
    let cart = guest.cookie("__Host-cart");
    let first = destination(&submit(&guest, "/checkout", &fields).await);
    assert!(
        first.starts_with("/orders/") && first.contains("?key="),
        "{first}"
    );
    assert_eq!(
        (guest.cookie("__Host-cart"), guest.cookie("cart_count")),
        (cart.clone(), "0".to_owned())
    );
    assert_eq!(destination(&submit(&guest, "/checkout", &fields).await), first);
    // The answer was lost on its way, so this browser knows of nothing.
    let still = guest.another();
    let again = still
        .request(Method::POST, "/checkout")
        .header("cookie", format!("__Host-cart={cart}"));
    assert_eq!(destination(&still.send(again.form(&fields)).await), first);
    assert_eq!(orders(&shop).await, 1);
    let page = open(&guest, &first).await.expect(200).text;
    assert!(
        page.contains("¡Gracias por tu compra!") && page.contains("Ana &#60;Gómez&#62;"),
        "{page}"
    );
    assert!(page.contains("$\u{a0}18.000"), "{page}");
}

#[tokio::test]
async fn another_price_is_told_and_agreed_to_before_anything_is_ordered() {
    let app = TestApp::start().await;
    let shop = sending(&app).await;
    let soap = shop.goods("Jabón", 3).await;
    let guest = shop.anonymous.another();
    add(&guest, &soap).await;
    let (key, total) = quoted(&guest).await;
    let dearer = json!({ "price": 1_500_000 });
    shop.owner
        .patch(&format!("/api/v1/products/{}", soap.product), &dearer)
        .await
        .expect(200);
    let fields = with(&[("idempotency_key", &key), ("seen_total", &total)]);
    let page = submit(&guest, "/checkout", &fields).await.expect(422).text;
    for words in [
        "Jabón subió de $\u{a0}10.000 a $\u{a0}15.000",
        "pasó de $\u{a0}18.000 a $\u{a0}23.000",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert_eq!(orders(&shop).await, 0);
    let (key, total) = (value_of(&page, "idempotency_key"), value_of(&page, "seen_total"));
    assert_eq!(total, "2300000");
    let agreed = with(&[("idempotency_key", &key), ("seen_total", &total)]);
    destination(&submit(&guest, "/checkout", &agreed).await);
    assert_eq!(orders(&shop).await, 1);
}

#[tokio::test]
async fn everything_wrong_is_said_beside_its_field_and_nothing_is_lost() {
    let app = TestApp::start().await;
    let shop = sending(&app).await;
    let soap = shop.goods("Jabón", 3).await;
    let guest = shop.anonymous.another();
    add(&guest, &soap).await;
    let wrong = with(&[
        ("email", "ana"),
        ("phone", ""),
        ("street", ""),
        ("idempotency_key", "k"),
    ]);
    let page = submit(&guest, "/checkout", &wrong).await.expect(422).text;
    for id in ["f-email-error", "f-phone-error", "f-street-error"] {
        assert!(page.contains(&format!("id=\"{id}\"")), "{id}: {page}");
    }
    assert!(!page.contains("id=\"f-name-error\""));
    assert_eq!(
        (value_of(&page, "email"), value_of(&page, "name")),
        ("ana".into(), "Ana &#60;Gómez&#62;".into())
    );
    let nowhere = with(&[("municipality_code", "99999"), ("idempotency_key", "k")]);
    assert!(
        submit(&guest, "/checkout", &nowhere)
            .await
            .expect(422)
            .text
            .contains("f-municipality_code-error")
    );
    assert_eq!(orders(&shop).await, 0);
}

#[tokio::test]
async fn who_picks_up_needs_no_address_and_is_still_known_by_name() {
    let app = TestApp::start().await;
    let shop = sending(&app).await;
    let soap = shop.goods("Jabón", 3).await;
    let guest = shop.anonymous.another();
    add(&guest, &soap).await;
    let key = value_of(
        &open(&guest, "/checkout").await.expect(200).text,
        "idempotency_key",
    );
    let fields = with(&[
        ("shipping_method", "pickup"),
        ("street", ""),
        ("municipality_code", ""),
        ("department", ""),
        ("idempotency_key", &key),
    ]);
    let to = destination(&submit(&guest, "/checkout", &fields).await);
    let page = open(&guest, &to).await.expect(200).text;
    assert!(
        page.contains("Recoger en la tienda") && page.contains("Ana &#60;Gómez&#62;"),
        "{page}"
    );
    assert!(page.contains("300 123 4567"), "{page}");
}
