//! The tree of categories, and brands.

use serde_json::{Value, json};
use testkit::{Client, TestApp};

use super::products::{faults, make, text};

async fn category(owner: &Client, name: &str, parent: Option<&Value>) -> Value {
    let body = json!({ "name": name, "parent_id": parent.map(|p| p["id"].clone()) });
    owner.post("/api/v1/categories", &body).await.expect(201).json()
}

fn path(category: &Value) -> String {
    format!("/api/v1/categories/{}", text(category, "id"))
}

#[tokio::test]
async fn the_tree_takes_four_levels_and_no_circle() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let mut chain = vec![category(&shop.owner, "Uno", None).await];
    for name in ["Dos", "Tres", "Cuatro"] {
        chain.push(category(&shop.owner, name, chain.last()).await);
    }
    let below = |parent: &Value| json!({ "name": "X", "parent_id": parent["id"] });
    let fifth = shop.owner.post("/api/v1/categories", &below(&chain[3])).await;
    assert_eq!(faults(&fifth), [("parent_id".to_owned(), "too_deep".to_owned())]);
    for under in [&chain[0], &chain[2]] {
        let circle = shop.owner.put(&path(&chain[0]), &below(under)).await;
        assert_eq!(faults(&circle), [("parent_id".to_owned(), "circle".to_owned())]);
    }
    let other = category(&shop.owner, "Otra", None).await;
    let moved = shop
        .owner
        .put(
            &path(&chain[1]),
            &json!({ "name": "Dos", "parent_id": other["id"] }),
        )
        .await;
    assert_eq!(moved.expect(200).json()["parent_id"], other["id"]);
    let tree = shop.anonymous.get("/api/v1/categories").await.expect(200).json();
    assert_eq!(
        text(&tree["data"][1]["children"][0]["children"][0], "slug"),
        "tres"
    );
}

#[tokio::test]
async fn two_moves_at_once_cannot_make_a_circle() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let (a, b) = (
        category(&shop.owner, "A", None).await,
        category(&shop.owner, "B", None).await,
    );
    let (a_below_b, b_below_a) = (
        json!({ "name": "A", "parent_id": b["id"] }),
        json!({ "name": "B", "parent_id": a["id"] }),
    );
    let (path_a, path_b) = (path(&a), path(&b));
    let both = futures_util::future::join(
        shop.owner.put(&path_a, &a_below_b),
        shop.owner.put(&path_b, &b_below_a),
    );
    let (one, other) = both.await;
    let mut statuses = [one.status.as_u16(), other.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 422]);
}

#[tokio::test]
async fn what_is_used_stays() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let (parent, empty) = (
        category(&shop.owner, "Cabello", None).await,
        category(&shop.owner, "Vacía", None).await,
    );
    let child = category(&shop.owner, "Champús", Some(&parent)).await;
    let brand = shop
        .owner
        .post("/api/v1/brands", &json!({ "name": "Aurora" }))
        .await
        .expect(201)
        .json();
    make(
        &shop.owner,
        json!({ "name": "P", "price": 100, "category_id": child["id"], "brand_id": brand["id"] }),
    )
    .await;
    for used in [&parent, &child] {
        assert_eq!(
            shop.owner.delete(&path(used)).await.expect(409).code(),
            "category_in_use"
        );
    }
    let brand = format!("/api/v1/brands/{}", text(&brand, "id"));
    assert_eq!(shop.owner.delete(&brand).await.expect(409).code(), "brand_in_use");
    shop.owner.delete(&path(&empty)).await.expect(204);
    shop.owner.delete(&path(&empty)).await.expect(404);
}

#[tokio::test]
async fn categories_keep_the_order_they_are_put_in() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let (a, b) = (
        category(&shop.owner, "A", None).await,
        category(&shop.owner, "B", None).await,
    );
    let order = json!({ "ids": [b["id"], a["id"]] });
    shop.owner
        .put("/api/v1/admin/categories/order", &order)
        .await
        .expect(204);
    let tree = shop.anonymous.get("/api/v1/categories").await.json();
    assert_eq!(
        (text(&tree["data"][0], "name"), text(&tree["data"][1], "name")),
        ("B", "A")
    );
    let hidden = json!({ "name": "A", "active": false });
    shop.owner.put(&path(&a), &hidden).await.expect(200);
    assert_eq!(
        shop.anonymous.get("/api/v1/categories").await.json()["data"]
            .as_array()
            .map(Vec::len),
        Some(1)
    );
    shop.anonymous.get(&path(&a)).await.expect(404);
}
