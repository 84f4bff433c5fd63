//! Many products changed at once: all or none, over what was read, and back.

use serde_json::{Value, json};
use testkit::{Answer, TestApp, TestShop};

async fn product(shop: &TestShop, name: &str) -> Value {
    let body = json!({ "name": name, "price": 1_000_000, "status": "active" });
    with_version(shop.owner.post("/api/v1/products", &body).await.expect(201))
}

/// What was read, and in which version.
fn with_version(answer: Answer) -> Value {
    let version: i64 = answer.header("etag").trim_matches(['"', 'v']).parse().unwrap();
    let mut product = answer.json();
    product["version"] = json!(version);
    product
}

async fn now(shop: &TestShop, product: &Value) -> Value {
    let path = format!("/api/v1/products/{}", product["id"].as_str().unwrap());
    shop.owner.get(&path).await.expect(200).json()
}

#[tokio::test]
async fn a_change_of_many_is_saved_at_once_and_taken_back_at_once() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let (one, other) = (product(&shop, "Champú").await, product(&shop, "Jabón").await);
    let rows = json!({ "rows": [
        { "product_id": one["id"], "version": one["version"], "variants": [{ "variant_id": one["variants"][0]["id"], "price": 2_000_000, "stock": 7 }] },
        { "product_id": other["id"], "version": other["version"], "status": "draft" },
    ] });
    let path = "/api/v1/admin/products/grid";
    let undo = shop.owner.put(path, &rows).await.expect(200).json();
    let changed = now(&shop, &one).await;
    assert_eq!(
        (&changed["price"], &changed["stock"]),
        (&json!(2_000_000), &json!(7))
    );
    assert_eq!(now(&shop, &other).await["status"], json!("draft"));
    // Over the versions of before it is refused, whole.
    shop.owner.put(path, &rows).await.expect(412);
    shop.owner.put(path, &undo).await.expect(200);
    let back = now(&shop, &one).await;
    assert_eq!((&back["price"], &back["stock"]), (&json!(1_000_000), &json!(0)));
    assert_eq!(now(&shop, &other).await["status"], json!("active"));
}

#[tokio::test]
async fn one_stale_row_keeps_all_from_being_saved() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let (one, other) = (product(&shop, "Champú").await, product(&shop, "Jabón").await);
    let path = format!("/api/v1/products/{}", other["id"].as_str().unwrap());
    shop.owner
        .patch(&path, &json!({ "featured": true }))
        .await
        .expect(200);
    let row = |product: &Value| json!({ "product_id": product["id"], "version": product["version"], "status": "archived" });
    let rows = json!({ "rows": [row(&one), row(&other)] });
    let refused = shop
        .owner
        .put("/api/v1/admin/products/grid", &rows)
        .await
        .expect(412);
    assert_eq!(refused.code(), "changed_meanwhile");
    assert_eq!(now(&shop, &one).await["status"], json!("active"));
}

#[tokio::test]
async fn the_page_saves_only_what_was_typed_and_offers_to_undo() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let one = product(&shop, "Champú").await;
    let (id, variant) = (
        one["id"].as_str().unwrap(),
        one["variants"][0]["id"].as_str().unwrap(),
    );
    let page = shop.owner.get("/admin/products/grid").await.expect(200).text;
    assert!(
        page.contains(&format!("name=\"price.{id}.{variant}\" value=\"10.000\"")),
        "{page}"
    );
    let typed = [
        (format!("version.{id}"), one["version"].to_string()),
        (format!("was.{id}"), "active|".to_owned()),
        (format!("status.{id}"), "active".to_owned()),
        (format!("was.{id}.{variant}"), "10.000|0".to_owned()),
        (format!("price.{id}.{variant}"), "12.000".to_owned()),
        (format!("stock.{id}.{variant}"), "0".to_owned()),
    ];
    let typed: Vec<(&str, &str)> = typed.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let saved = shop
        .owner
        .form("/admin/products/grid", &typed)
        .await
        .expect(200)
        .text;
    assert!(
        saved.contains("Guardaste un producto.") && saved.contains("Deshacer"),
        "{saved}"
    );
    assert_eq!(now(&shop, &one).await["price"], json!(1_200_000));
    shop.owner.form("/admin/products/grid", &typed).await.expect(412);
}
