//! Carts: by cookie, by header, by person, and two that become one.

use kernel::Role;
use reqwest::Method;
use serde_json::{Value, json};
use testkit::{Client, PASSWORD, TestApp};

use super::put_in;

async fn quantities(client: &Client) -> Vec<i64> {
    let cart = client.get("/api/v1/cart").await.expect(200).json();
    let items = cart["items"].as_array().unwrap().clone();
    let mut all: Vec<i64> = items.iter().map(|i| i["quantity"].as_i64().unwrap()).collect();
    all.sort_unstable();
    all
}

#[tokio::test]
async fn a_cart_is_filled_changed_and_emptied() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let (soap, oil) = (shop.goods("Jabón", 10).await, shop.goods("Aceite", 10).await);
    let guest = shop.anonymous.another();
    assert_eq!(quantities(&guest).await, Vec::<i64>::new());
    put_in(&guest, &soap, 2).await.expect(201);
    put_in(&guest, &soap, 1).await.expect(201);
    let cart = put_in(&guest, &oil, 1).await.expect(201).json();
    assert_eq!(
        (&cart["count"], &cart["subtotal"], &cart["currency"]),
        (&json!(4), &json!(4_000_000), &json!("COP"))
    );
    assert_eq!(guest.cookie("cart_count"), "4");

    let soap_line = line(&cart, "Jabón");
    guest
        .put(
            &format!("/api/v1/cart/items/{soap_line}"),
            &json!({ "quantity": 5 }),
        )
        .await
        .expect(200);
    assert_eq!(quantities(&guest).await, [1, 5]);
    guest
        .delete(&format!("/api/v1/cart/items/{soap_line}"))
        .await
        .expect(200);
    assert_eq!(quantities(&guest).await, [1]);
    guest
        .delete(&format!("/api/v1/cart/items/{soap_line}"))
        .await
        .expect(404);
    guest.delete("/api/v1/cart").await.expect(200);
    assert_eq!(quantities(&guest).await, Vec::<i64>::new());
    assert_eq!(guest.cookie("cart_count"), "0");
}

fn line(cart: &Value, name: &str) -> String {
    let items = cart["items"].as_array().unwrap();
    super::text(&items.iter().find(|i| i["name"] == name).unwrap()["id"])
}

#[tokio::test]
async fn every_answer_of_the_cart_tells_the_token_and_no_other_does() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let goods = shop.goods("Jabón", 10).await;
    let guest = shop.anonymous.another();
    let first = put_in(&guest, &goods, 1).await.expect(201).header("x-cart-token");
    let refused = [
        guest
            .post("/api/v1/cart/items", &json!({ "product_id": "no id" }))
            .await
            .expect(422),
        guest
            .put("/api/v1/cart/items/none", &json!({ "quantity": 1 }))
            .await
            .expect(404),
        put_in(&guest, &goods, 1_000).await.expect(422),
        put_in(&guest, &goods, 50).await.expect(409),
        guest.get("/api/v1/cart").await.expect(200),
    ];
    for answer in refused {
        assert_eq!(answer.header("x-cart-token"), first, "{}", answer.text);
    }
    assert_eq!(
        guest
            .get("/api/v1/products")
            .await
            .expect(200)
            .header("x-cart-token"),
        ""
    );

    // A program without cookies reaches the same cart by the header; a token that we did not make opens nothing.
    let program = shop.anonymous.another();
    let by_header = |token: String| {
        program
            .request(Method::GET, "/api/v1/cart")
            .header("x-cart-token", token)
    };
    let same = program
        .another()
        .send(by_header(first.clone()))
        .await
        .expect(200)
        .json();
    assert_eq!(same["count"], 1);
    let mut forged = first.clone().into_bytes();
    forged[3] = if forged[3] == b'A' { b'B' } else { b'A' };
    for token in [String::from_utf8(forged).unwrap(), "x".repeat(300), String::new()] {
        let answer = program.another().send(by_header(token)).await.expect(200);
        assert_eq!(answer.json()["count"], 0);
        assert_ne!(answer.header("x-cart-token"), first);
    }
}

#[tokio::test]
async fn a_token_of_one_shop_opens_nothing_in_another() {
    let app = TestApp::start().await;
    let (one, two) = (app.shop("uno").await, app.shop("dos").await);
    let basket = one.basket(&one.goods("Jabón", 5).await, 1).await;
    let there = two
        .anonymous
        .request(Method::GET, "/api/v1/cart")
        .header("x-cart-token", &basket.token);
    assert_eq!(
        two.anonymous.another().send(there).await.expect(200).json()["count"],
        0
    );
}

#[tokio::test]
async fn at_sign_in_both_carts_become_one_that_every_device_sees() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let (soap, oil) = (shop.goods("Jabón", 2_000).await, shop.goods("Aceite", 10).await);
    let (phone, _) = shop.person(&app, Role::Customer, "ana@aurora.test").await;
    put_in(&phone, &soap, 990).await.expect(201);

    let laptop = shop.anonymous.another();
    put_in(&laptop, &soap, 20).await.expect(201);
    put_in(&laptop, &oil, 3).await.expect(201);
    let login = json!({ "email": "ana@aurora.test", "password": PASSWORD });
    let answer = laptop.post("/api/v1/auth/login", &login).await.expect(200);
    assert_eq!(
        (laptop.cookie("__Host-cart"), laptop.cookie("cart_count")),
        (String::new(), "1002".into())
    );
    let laptop = laptop.with_token(answer.json()["access_token"].as_str().unwrap());
    assert_eq!(
        quantities(&phone).await,
        [3, 999],
        "no more than the most allowed"
    );
    assert_eq!(quantities(&laptop).await, [3, 999]);
}

/// Programs may sign in without their cart's token and bring it later.
#[tokio::test]
async fn a_token_that_comes_after_the_sign_in_is_merged_too_and_dies() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let goods = shop.goods("Jabón", 10).await;
    let basket = shop.basket(&goods, 2).await;
    let (person, _) = shop.person(&app, Role::Customer, "ana@aurora.test").await;
    let with_token = |client: &Client| {
        client
            .request(Method::GET, "/api/v1/cart")
            .header("x-cart-token", &basket.token)
    };
    assert_eq!(
        person.send(with_token(&person)).await.expect(200).json()["count"],
        2
    );
    assert_eq!(
        person.send(with_token(&person)).await.expect(200).json()["count"],
        2,
        "merged once"
    );
    let stranger = shop.anonymous.another();
    assert_eq!(
        stranger.send(with_token(&stranger)).await.expect(200).json()["count"],
        0
    );
}

#[tokio::test]
async fn what_cannot_be_bought_is_refused_with_the_field() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let neighbour = app.shop("otra").await;
    let (goods, foreign) = (shop.goods("Jabón", 10).await, neighbour.goods("Ajeno", 10).await);
    let shirt = json!({
        "name": "Camiseta", "status": "active", "options": [{ "name": "Talla", "choices": ["S", "M"] }],
        "variants": [{ "options": ["S"], "price": 100_000 }, { "options": ["M"], "price": 100_000 }],
    });
    let shirt = shop
        .owner
        .post("/api/v1/products", &shirt)
        .await
        .expect(201)
        .json();
    let draft = json!({ "name": "Borrador", "price": 100_000 });
    let draft = shop
        .owner
        .post("/api/v1/products", &draft)
        .await
        .expect(201)
        .json();
    let add = async |body: Value| {
        let answer = shop.anonymous.another().post("/api/v1/cart/items", &body).await;
        let problem = answer.json();
        let field = &problem["errors"][0];
        (
            answer.status.as_u16(),
            answer.code(),
            format!("{} {}", field["field"], field["code"]).replace('"', ""),
        )
    };
    let invalid = |field: &str| (422, "invalid".to_owned(), field.to_owned());
    assert_eq!(
        add(json!({ "product_id": shirt["id"], "quantity": 1 })).await,
        invalid("variant_id required")
    );
    assert_eq!(
        add(json!({ "product_id": foreign.product, "quantity": 1 })).await,
        invalid("product_id unknown")
    );
    assert_eq!(
        add(json!({ "product_id": goods.product, "variant_id": foreign.variant, "quantity": 1 })).await,
        invalid("variant_id unknown")
    );
    assert_eq!(
        add(json!({ "product_id": goods.product, "quantity": 0 })).await,
        invalid("quantity out_of_range")
    );
    assert_eq!(
        add(json!({ "product_id": goods.product, "quantity": 1, "price": 1 })).await,
        invalid("price unknown_field")
    );
    // What was never shown is not told by its name either.
    assert_eq!(
        add(json!({ "product_id": draft["id"], "quantity": 1 })).await,
        invalid("variant_id unknown")
    );
    let path = format!("/api/v1/products/{}", shirt["id"].as_str().unwrap());
    let variant = shirt["variants"][0]["id"].clone();
    shop.owner.delete(&path).await.expect(204);
    assert_eq!(
        add(json!({ "product_id": shirt["id"], "variant_id": variant, "quantity": 1 }))
            .await
            .1,
        "not_for_sale"
    );
    assert_eq!(
        add(json!({ "product_id": goods.product, "quantity": 11 }))
            .await
            .1,
        "out_of_stock"
    );
}
