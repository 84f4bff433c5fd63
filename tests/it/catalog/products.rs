//! Products: made, read, changed, copied, taken from sale.

use kernel::Role;
use reqwest::Method;
use serde_json::{Value, json};
use testkit::{Answer, Client, TestApp};

/// Makes a product and gives it back.
pub async fn make(client: &Client, product: Value) -> Value {
    client.post("/api/v1/products", &product).await.expect(201).json()
}

/// A text of a JSON object.
pub fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name]
        .as_str()
        .unwrap_or_else(|| panic!("no {name} in {value}"))
}

/// The wrong fields with their codes.
pub fn faults(answer: &Answer) -> Vec<(String, String)> {
    assert_eq!(answer.status, 422, "{}", answer.text);
    let fault = |f: &Value| (text(f, "field").to_owned(), text(f, "code").to_owned());
    answer.json()["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(fault)
        .collect()
}

fn fault(field: &str, code: &str) -> Vec<(String, String)> {
    vec![(field.to_owned(), code.to_owned())]
}

#[tokio::test]
async fn a_product_lives_from_draft_to_archive() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let made = make(
        &shop.owner,
        json!({ "name": "Champú de romero", "price": 3_890_000, "tags": ["natural"] }),
    )
    .await;
    let (id, path) = (
        text(&made, "id"),
        format!("/api/v1/products/{}", text(&made, "id")),
    );
    assert_eq!(text(&made, "slug"), "champu-de-romero");
    assert_eq!((text(&made, "status"), text(&made, "currency")), ("draft", "COP"));
    assert_eq!(made["variants"].as_array().map(Vec::len), Some(1));
    shop.anonymous.get(&path).await.expect(404);

    shop.owner
        .patch(&path, &json!({ "status": "active", "compare_price": 4_500_000 }))
        .await
        .expect(200);
    let seen = shop
        .anonymous
        .get("/api/v1/products/champu-de-romero")
        .await
        .expect(200)
        .json();
    assert_eq!(
        (text(&seen, "id"), &seen["price"], &seen["compare_price"]),
        (id, &json!(3_890_000), &json!(4_500_000))
    );
    let list = shop.anonymous.get("/api/v1/products").await.expect(200).json();
    assert_eq!(
        (&list["pagination"]["total"], text(&list["data"][0], "id")),
        (&json!(1), id)
    );

    shop.owner.delete(&path).await.expect(204);
    shop.anonymous.get(&path).await.expect(404);
    assert_eq!(
        text(&shop.owner.get(&path).await.expect(200).json(), "status"),
        "archived"
    );
}

#[tokio::test]
async fn a_change_over_an_older_version_is_refused() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let made = make(&shop.owner, json!({ "name": "Cepillo", "price": 1_000_000 })).await;
    let path = format!("/api/v1/products/{}", text(&made, "id"));
    let tag = shop.owner.get(&path).await.header("etag");
    let put = |name: &str| {
        let body = json!({ "name": name, "price": 1_200_000 });
        shop.owner
            .request(Method::PUT, &path)
            .header("if-match", &tag)
            .json(&body)
    };
    let changed = shop.owner.send(put("Cepillo plano")).await.expect(200);
    assert_ne!(changed.header("etag"), tag);
    let late = shop.owner.send(put("Cepillo redondo")).await.expect(412);
    assert_eq!(late.code(), "changed_meanwhile");
    let now = shop.owner.get(&path).await.json();
    assert_eq!(
        (text(&now, "name"), &now["price"], text(&now, "slug")),
        ("Cepillo plano", &json!(1_200_000), "cepillo")
    );
}

#[tokio::test]
async fn a_patch_leaves_alone_what_it_does_not_name_and_empties_what_is_null() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let whole = json!({ "name": "Aceite", "price": 2_000_000, "sku": "ACE-1", "weight_g": 90, "description": "De argán." });
    let made = make(&shop.owner, whole).await;
    let path = format!("/api/v1/products/{}", text(&made, "id"));
    let patched = shop
        .owner
        .patch(&path, &json!({ "price": 2_500_000, "description": null }))
        .await
        .expect(200)
        .json();
    let variant = &patched["variants"][0];
    assert_eq!(
        (text(variant, "sku"), &variant["weight_g"], &variant["price"]),
        ("ACE-1", &json!(90), &json!(2_500_000))
    );
    assert_eq!(
        (text(&patched, "name"), &patched["description"]),
        ("Aceite", &Value::Null)
    );
    assert_eq!(text(variant, "id"), text(&made["variants"][0], "id"));
}

#[tokio::test]
async fn what_does_not_fit_names_its_field() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    make(
        &shop.owner,
        json!({ "name": "Uno", "slug": "uno", "price": 100, "sku": "U-1" }),
    )
    .await;
    let nobody = "00000000-0000-7000-8000-00000000dead";
    for (body, expected) in [
        (json!({ "name": "Dos" }), fault("price", "required")),
        (
            json!({ "name": "Dos", "price": 150 }),
            fault("variants.0.price", "not_whole"),
        ),
        (
            json!({ "name": "Dos", "price": -100 }),
            fault("price", "out_of_range"),
        ),
        (
            json!({ "name": "Dos", "price": 100, "slug": "uno" }),
            fault("slug", "taken"),
        ),
        (
            json!({ "name": "Dos", "price": 100, "sku": "U-1" }),
            fault("variants.0.sku", "taken"),
        ),
        (
            json!({ "name": "Dos", "price": 100, "category_id": nobody }),
            fault("category_id", "unknown"),
        ),
        (
            json!({ "name": "Dos", "price": 100, "compare_price": 100 }),
            fault("variants.0.compare_price", "not_above_price"),
        ),
        (
            json!({ "name": "Dos", "price": 100, "colour": "red" }),
            fault("colour", "unknown_field"),
        ),
    ] {
        assert_eq!(
            faults(&shop.owner.post("/api/v1/products", &body).await),
            expected,
            "{body}"
        );
    }
    let list = shop.owner.get("/api/v1/products?status=draft").await.json();
    assert_eq!(list["pagination"]["total"], json!(1));
}

#[tokio::test]
async fn products_of_one_name_get_addresses_and_codes_of_their_own() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let body = json!({ "name": "Café", "price": 100 });
    let posts =
        futures_util::future::join_all((0..4).map(|_| shop.owner.post("/api/v1/products", &body))).await;
    let made: Vec<Value> = posts.into_iter().map(|a| a.expect(201).json()).collect();
    let mut slugs: Vec<&str> = made.iter().map(|p| text(p, "slug")).collect();
    slugs.sort_unstable();
    assert_eq!(slugs, ["cafe", "cafe-2", "cafe-3", "cafe-4"]);
    let mut skus: Vec<&str> = made.iter().map(|p| text(&p["variants"][0], "sku")).collect();
    skus.dedup();
    assert_eq!(skus.len(), 4);
    assert_eq!(
        text(
            &make(&shop.owner, json!({ "name": "日本", "price": 100 })).await,
            "slug"
        ),
        "producto"
    );
}

#[tokio::test]
async fn a_copy_is_a_draft_that_differs_where_it_must() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let made = make(
        &shop.owner,
        json!({ "name": "Labial", "price": 100, "barcode": "770", "status": "active" }),
    )
    .await;
    let path = format!("/api/v1/products/{}/duplicate", text(&made, "id"));
    let copy = shop.owner.post(&path, &json!({})).await.expect(201).json();
    assert_eq!(
        (text(&copy, "name"), text(&copy, "slug"), text(&copy, "status")),
        ("Labial", "labial-2", "draft")
    );
    assert_ne!(copy["variants"][0]["sku"], made["variants"][0]["sku"]);
    assert_eq!(copy["variants"][0]["barcode"], Value::Null);

    let ids = json!({ "ids": [made["id"], copy["id"]], "status": "archived" });
    shop.owner
        .put("/api/v1/admin/products/status", &ids)
        .await
        .expect(204);
    assert_eq!(
        shop.owner.get("/api/v1/products?status=archived").await.json()["pagination"]["total"],
        json!(2)
    );
}

#[tokio::test]
async fn customers_see_no_costs_drafts_or_tools() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let (customer, _) = shop.person(&app, Role::Customer, "clienta@aurora.test").await;
    let made = make(
        &shop.owner,
        json!({ "name": "Base", "price": 100, "cost": 60, "status": "active" }),
    )
    .await;
    make(&shop.owner, json!({ "name": "Secreta", "price": 100 })).await;
    let path = format!("/api/v1/products/{}", text(&made, "id"));
    assert_eq!(made["variants"][0]["cost"], json!(60));
    assert!(
        customer.get(&path).await.expect(200).json()["variants"][0]
            .get("cost")
            .is_none()
    );
    assert_eq!(
        customer.get("/api/v1/products?status=draft").await.json()["pagination"]["total"],
        json!(1)
    );
    customer.delete(&path).await.expect(403);
    customer
        .post("/api/v1/products", &json!({ "name": "X", "price": 100 }))
        .await
        .expect(403);
    shop.anonymous
        .post("/api/v1/products", &json!({ "name": "X", "price": 100 }))
        .await
        .expect(401);
}

#[tokio::test]
async fn lists_filter_sort_and_turn_pages() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let brand = shop
        .owner
        .post("/api/v1/brands", &json!({ "name": "Verdemonte" }))
        .await
        .expect(201)
        .json();
    let category = |name: &str, parent: Value| json!({ "name": name, "parent_id": parent });
    let hair = shop
        .owner
        .post("/api/v1/categories", &category("Cabello", Value::Null))
        .await
        .expect(201)
        .json();
    let shampoo = shop
        .owner
        .post("/api/v1/categories", &category("Champús", hair["id"].clone()))
        .await
        .expect(201)
        .json();
    for (name, price, category, brand) in [
        ("Álamo", 300_000, &hair["id"], &brand["id"]),
        ("Bosque", 100_000, &shampoo["id"], &Value::Null),
        ("Cedro", 200_000, &Value::Null, &brand["id"]),
    ] {
        let body = json!({ "name": name, "price": price, "category_id": category, "brand_id": brand, "status": "active" });
        make(&shop.owner, body).await;
        app.advance(1);
    }
    for (query, expected) in [
        ("sort=newest", vec!["Cedro", "Bosque", "Álamo"]),
        ("sort=price_asc", vec!["Bosque", "Cedro", "Álamo"]),
        ("sort=price_desc", vec!["Álamo", "Cedro", "Bosque"]),
        ("sort=name", vec!["Álamo", "Bosque", "Cedro"]),
        ("category=cabello&sort=name", vec!["Álamo", "Bosque"]),
        ("category=champus", vec!["Bosque"]),
        ("brand=verdemonte&sort=name", vec!["Álamo", "Cedro"]),
        ("price_min=150000&price_max=250000", vec!["Cedro"]),
        ("in_stock=true", vec![]),
        ("limit=2&page=2&sort=name", vec!["Cedro"]),
        ("page=9", vec![]),
    ] {
        let list = shop
            .anonymous
            .get(&format!("/api/v1/products?{query}"))
            .await
            .expect(200)
            .json();
        let names: Vec<&str> = list["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|p| text(p, "name"))
            .collect();
        assert_eq!(names, expected, "{query}");
        if query.contains("page") {
            assert_eq!(list["pagination"]["total"], json!(3), "{query}");
        }
    }
    let row = shop
        .anonymous
        .get("/api/v1/products?category=champus")
        .await
        .json()["data"][0]
        .clone();
    assert_eq!(
        row["category"],
        json!({ "id": shampoo["id"], "slug": "champus", "name": "Champús" })
    );
    assert_eq!(
        (&row["stock"], &row["rating"], &row["reviews_count"]),
        (&json!(0), &json!(0.0), &json!(0))
    );
}
