//! The link of an order: who has it sees the order, who lost it gets it by mail, nobody else learns anything.

use kernel::Role;
use serde_json::json;
use testkit::{Basket, TestApp, TestShop};

use super::{add, destination, open, submit, value_of};

/// A guest's order: its id, number and key.
async fn placed(shop: &TestShop, name: &str, email: &str) -> (String, i64, String) {
    let goods = shop.goods(name, 3).await;
    let basket = shop.basket(&goods, 1).await;
    let order = basket
        .order("one", &Basket::order_body(email))
        .await
        .expect(201)
        .json();
    let text = |name: &str| order[name].as_str().unwrap().to_owned();
    (
        text("id"),
        order["number"].as_i64().unwrap(),
        text("access_token"),
    )
}

async fn links_mailed(app: &TestApp, shop: &TestShop, to: &str) -> i64 {
    let mut tx = app.begin(shop.tenant).await;
    sqlx::query_scalar(
        "select count(*) from message
          where tenant_id = $1 and to_address = $2 and purpose = 'sales.order_link'",
    )
    .bind(shop.tenant)
    .bind(to)
    .fetch_one(&mut *tx)
    .await
    .unwrap()
}

#[tokio::test]
async fn only_the_key_opens_a_guests_order() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let (id, number, key) = placed(&shop, "Jabón", "ana@example.com").await;
    let guest = shop.anonymous.another();
    let page = open(&guest, &format!("/orders/{id}?key={key}"))
        .await
        .expect(200)
        .text;
    assert!(page.contains(&format!("Pedido #{number}")), "{page}");
    assert!(
        page.contains(&format!("data-live=\"/api/v1/orders/{id}/events?key={key}\"")),
        "{page}"
    );
    for other in ["", "?key=", "?key=wrong", "?key=%3Cb%3E"] {
        open(&guest, &format!("/orders/{id}{other}")).await.expect(404);
    }
    submit(&guest, &format!("/orders/{id}/cancel"), &[])
        .await
        .expect(404);
    submit(&guest, &format!("/orders/{id}/cancel?key=wrong"), &[])
        .await
        .expect(404);
}

#[tokio::test]
async fn a_guest_calls_off_until_the_shop_confirms() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let guest = shop.anonymous.another();
    let (id, _, key) = placed(&shop, "Jabón", "ana@example.com").await;
    let to = destination(&submit(&guest, &format!("/orders/{id}/cancel?key={key}"), &[]).await);
    let page = open(&guest, &to).await.expect(200).text;
    assert!(
        page.contains("Cancelamos tu pedido") && page.contains("Lo cancelaste tú"),
        "{page}"
    );
    assert!(
        !page.contains("data-live=\""),
        "there will be no more news: {page}"
    );

    let (id, _, key) = placed(&shop, "Crema", "ana@example.com").await;
    let confirmed = json!({ "status": "confirmed" });
    shop.owner
        .put(&format!("/api/v1/orders/{id}/status"), &confirmed)
        .await
        .expect(200);
    let page = open(&guest, &format!("/orders/{id}?key={key}"))
        .await
        .expect(200)
        .text;
    assert!(!page.contains("Cancelar pedido"), "{page}");
    submit(&guest, &format!("/orders/{id}/cancel?key={key}"), &[])
        .await
        .expect(409);
}

#[tokio::test]
async fn a_lost_link_is_mailed_to_the_orders_own_address_and_the_answer_never_tells() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let (id, number, key) = placed(&shop, "Jabón", "ana@example.com").await;
    let guest = &shop.anonymous;
    let ask = async |number: &str, email: &str| {
        submit(guest, "/orders/find", &[("number", number), ("email", email)])
            .await
            .expect(200)
            .text
    };
    let right = ask(&format!("#{number}"), "ANA@example.com").await;
    let wrong = ask(&number.to_string(), "eva@example.com").await;
    let none = ask("999999", "ana@example.com").await;
    assert_eq!((&right, &right), (&wrong, &none));
    assert_eq!(links_mailed(&app, &shop, "ana@example.com").await, 1);
    assert_eq!(links_mailed(&app, &shop, "eva@example.com").await, 0);
    let mail = guest
        .get("/dev/mailbox.json?to=ana@example.com")
        .await
        .expect(200)
        .json();
    assert!(
        mail["data"][0]["text"]
            .as_str()
            .unwrap()
            .contains(&format!("/orders/{id}?key={key}")),
        "{mail}"
    );
    // Asked again at once, it is not mailed again; later it is.
    ask(&number.to_string(), "ana@example.com").await;
    assert_eq!(links_mailed(&app, &shop, "ana@example.com").await, 1);
    app.advance(180);
    ask(&number.to_string(), "ana@example.com").await;
    assert_eq!(links_mailed(&app, &shop, "ana@example.com").await, 2);
    submit(
        guest,
        "/orders/find",
        &[("number", "abc"), ("email", "ana@example.com")],
    )
    .await
    .expect(422);
}

#[tokio::test]
async fn a_link_asked_for_many_times_at_once_is_mailed_once() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let (_, one, _) = placed(&shop, "Jabón", "ana@example.com").await;
    let (_, two, _) = placed(&shop, "Crema", "ana@example.com").await;
    // Whoever has looked whether a mail was written waits here until all have.
    let mut conn = app.database.superuser().await;
    sqlx::raw_sql("begin; lock table message in exclusive mode")
        .execute(&mut conn)
        .await
        .unwrap();
    let asking: Vec<_> = [one, two, one, two, one]
        .into_iter()
        .map(|number| {
            let guest = shop.anonymous.another();
            tokio::spawn(async move {
                let number = number.to_string();
                let fields = [("number", number.as_str()), ("email", "ana@example.com")];
                submit(&guest, "/orders/find", &fields).await
            })
        })
        .collect();
    app.database.until_waiting(5).await;
    sqlx::raw_sql("commit").execute(&mut conn).await.unwrap();
    for answer in asking {
        answer.await.unwrap().expect(200);
    }
    assert_eq!(links_mailed(&app, &shop, "ana@example.com").await, 1);
}

#[tokio::test]
async fn members_see_their_own_orders_and_no_others() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let (ana, _) = shop.person(&app, Role::Customer, "ana@example.com").await;
    let (eva, _) = shop.person(&app, Role::Customer, "eva@example.com").await;
    add(&ana, &shop.goods("Jabón", 3).await).await;
    let page = open(&ana, "/checkout").await.expect(200).text;
    assert_eq!(value_of(&page, "email"), "ana@example.com");
    let key = value_of(&page, "idempotency_key");
    let fields = [
        ("email", "ana@example.com"),
        ("name", "Ana"),
        ("phone", "3001234567"),
        ("shipping_method", "pickup"),
        ("payment_method", "cash_on_delivery"),
        ("idempotency_key", &key),
    ];
    let to = destination(&submit(&ana, "/checkout", &fields).await);
    let bare = to.split('?').next().unwrap();
    assert!(
        open(&ana, "/account/orders")
            .await
            .expect(200)
            .text
            .contains(bare)
    );
    assert!(
        !open(&eva, "/account/orders")
            .await
            .expect(200)
            .text
            .contains(bare)
    );
    open(&ana, bare).await.expect(200);
    open(&eva, bare).await.expect(404);
    open(&shop.owner, bare).await.expect(200);
    let stranger = shop.anonymous.another();
    assert_eq!(
        destination(&open(&stranger, "/account/orders").await),
        "/login?next=/account/orders"
    );
}
