//! Counting, receiving, and what the shop window says of it.

use kernel::Role;
use serde_json::{Value, json};
use testkit::TestApp;

#[tokio::test]
async fn every_change_is_in_the_ledger() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let goods = shop.goods("Champú", 10).await;
    let path = format!("/api/v1/admin/inventory/{}", goods.variant);
    let counted = json!({ "on_hand": 7, "reason": "Se rompieron tres" });
    app.advance(1);
    let now = shop.owner.put(&path, &counted).await.expect(200).json();
    assert_eq!(
        (&now["on_hand"], &now["reserved"], &now["available"]),
        (&json!(7), &json!(0), &json!(7))
    );
    shop.owner.put(&path, &counted).await.expect(200);
    app.advance(1);
    shop.owner
        .post(&format!("{path}/receive"), &json!({ "quantity": 5 }))
        .await
        .expect(200);
    let ledger = shop
        .owner
        .get(&format!("{path}/movements"))
        .await
        .expect(200)
        .json();
    let lines: Vec<(&str, i64)> = ledger["data"].as_array().unwrap().iter().map(line).collect();
    assert_eq!(
        lines,
        [("receive", 5), ("adjust", -3), ("initial", 10)],
        "counting the same again is no change"
    );
    assert_eq!(
        (&ledger["data"][1]["reason"], &ledger["data"][1]["actor"]),
        (&json!("Se rompieron tres"), &json!("owner"))
    );
}

fn line(movement: &Value) -> (&str, i64) {
    (
        movement["kind"].as_str().unwrap(),
        movement["on_hand_change"].as_i64().unwrap(),
    )
}

#[tokio::test]
async fn the_window_follows_the_shelf() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let goods = shop.goods("Champú", 2).await;
    let path = format!("/api/v1/admin/inventory/{}", goods.variant);
    let in_stock = async || {
        shop.anonymous.get("/api/v1/products?in_stock=true").await.json()["pagination"]["total"].clone()
    };
    assert_eq!(in_stock().await, json!(1));
    shop.owner.put(&path, &json!({ "on_hand": 0 })).await.expect(200);
    assert_eq!(in_stock().await, json!(0));
    shop.owner
        .post(&format!("{path}/receive"), &json!({ "quantity": 3 }))
        .await
        .expect(200);
    assert_eq!(in_stock().await, json!(1));
    assert_eq!(
        shop.anonymous.get("/api/v1/products").await.json()["data"][0]["stock"],
        json!(3)
    );
}

#[tokio::test]
async fn what_is_scarce_is_listed_first_and_counted() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    for (name, on_hand) in [("Mucho", 50), ("Poco", 5), ("Nada", 0)] {
        shop.goods(name, on_hand).await;
    }
    let list = async |query: &str| {
        let list = shop
            .owner
            .get(&format!("/api/v1/admin/inventory?{query}"))
            .await
            .expect(200)
            .json();
        let names = list["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["product_name"].as_str().unwrap().to_owned());
        (names.collect::<Vec<_>>(), list["pagination"]["total"].clone())
    };
    assert_eq!(
        list("").await,
        (vec!["Nada".into(), "Poco".into(), "Mucho".into()], json!(3))
    );
    assert_eq!(list("low=true").await.1, json!(2));
    assert_eq!(list("low=true&threshold=0").await.0, ["Nada"]);
    assert_eq!(list("search=MUCH").await.0, ["Mucho"]);
    assert_eq!(list("page=2").await, (vec![], json!(3)));
}

/// The count takes every level before it touches a product, as an order does.
#[tokio::test]
async fn counting_and_ordering_do_not_lock_each_other_out() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let shirt = json!({
        "name": "Camiseta", "status": "active", "options": [{ "name": "Talla", "choices": ["S", "M"] }],
        "variants": [{ "options": ["S"], "price": 1_000_000 }, { "options": ["M"], "price": 1_000_000 }],
    });
    let made = shop
        .owner
        .post("/api/v1/products", &shirt)
        .await
        .expect(201)
        .json();
    let mut ids = [0, 1].map(|n| made["variants"][n]["id"].as_str().unwrap().to_owned());
    ids.sort_unstable();
    let [first, second] = &ids;
    let shelf = |id: &str| format!("/api/v1/admin/inventory/{id}");
    shop.owner
        .put(&shelf(second), &json!({ "on_hand": 1 }))
        .await
        .expect(200);

    // An order has the second level, and the count of both waits for it.
    let mut ordering = app.begin(shop.tenant).await;
    sqlx::query("select from stock where tenant_id = $1 and variant_id = $2::uuid for update")
        .bind(shop.tenant)
        .bind(second)
        .execute(&mut *ordering)
        .await
        .unwrap();
    let counting = tokio::spawn({
        let (owner, first, second) = (shop.owner.clone(), first.clone(), second.clone());
        async move {
            let name = |kind: &str, id: &str| format!("{kind}.{id}");
            let fields = [
                (name("was", &first), "0"),
                (name("on_hand", &first), "5"),
                (name("was", &second), "1"),
                (name("on_hand", &second), "9"),
            ];
            let request = owner.request(reqwest::Method::POST, "/admin/inventory/count");
            owner.send(request.form(&fields)).await
        }
    });
    app.database.until_waiting(1).await;
    // The last piece goes, so the order touches the product.
    let items = [(second.parse().unwrap(), 1)];
    inventory::reserve(&mut ordering, uuid::Uuid::from_u128(7), &items)
        .await
        .unwrap();
    ordering.commit().await.unwrap();
    counting.await.unwrap().expect(303);
    let counted = shop.owner.get("/api/v1/admin/inventory").await.expect(200).json();
    let mut levels: Vec<_> = counted["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (row["on_hand"].as_i64(), row["reserved"].as_i64()))
        .collect();
    levels.sort_unstable();
    assert_eq!(levels, [(Some(5), Some(0)), (Some(9), Some(1))]);
}

#[tokio::test]
async fn stock_has_bounds_and_keepers() {
    let app = TestApp::start().await;
    let (shop, other) = (app.shop("aurora").await, app.shop("bordados").await);
    let goods = shop.goods("Champú", 1).await;
    let path = format!("/api/v1/admin/inventory/{}", goods.variant);
    let (cashier, _) = shop.person(&app, Role::Cashier, "caja@aurora.test").await;
    cashier.put(&path, &json!({ "on_hand": 5 })).await.expect(403);
    other.owner.put(&path, &json!({ "on_hand": 5 })).await.expect(404);
    other.owner.get(&format!("{path}/movements")).await.expect(404);
    for wrong in [json!(-1), json!(10_000_001), json!(1e12), json!("1")] {
        shop.owner
            .put(&path, &json!({ "on_hand": wrong }))
            .await
            .expect(422);
    }
    shop.owner
        .put(&path, &json!({ "on_hand": 10_000_000 }))
        .await
        .expect(200);
    shop.owner
        .post(&format!("{path}/receive"), &json!({ "quantity": 1 }))
        .await
        .expect(422);
}

#[tokio::test]
async fn a_count_is_written_over_the_one_that_was_read() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let goods = shop.goods("Champú", 10).await;
    let path = format!("/api/v1/admin/inventory/{}", goods.variant);
    let put = |etag: &str, on_hand: i32| {
        let request = shop.owner.request(reqwest::Method::PUT, &path);
        shop.owner.send(
            request
                .header("if-match", etag)
                .json(&json!({ "on_hand": on_hand })),
        )
    };
    let answer = put("\"v10\"", 12).await.expect(200);
    assert_eq!(answer.header("etag"), "\"v12\"");
    assert_eq!(put("\"v10\"", 11).await.expect(412).code(), "changed_meanwhile");
    put("*", 9).await.expect(200);
    let level = shop
        .owner
        .put(&path, &json!({ "on_hand": 9 }))
        .await
        .expect(200)
        .json();
    assert_eq!(level["on_hand"], 9);
}
