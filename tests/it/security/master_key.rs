//! The master key can be changed without anything being lost, and the previous one given up.

use http::secrets::Secrets;
use http::vault::{StillNeeded, count_under_previous};
use testkit::TestApp;

use super::order;

const OLD: &str = "old-0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const NEW: &str = "new-0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

async fn still_needed(app: &TestApp, secrets: &Secrets) -> StillNeeded {
    count_under_previous(&app.pools, &app.env, secrets).await.unwrap()
}

#[tokio::test]
async fn a_new_master_key_takes_over_and_the_old_one_may_go() {
    let before = TestApp::start_with(&[("JWT_SECRET", OLD)]).await;
    let shop = before.shop("aurora").await;
    let goods = shop.goods("Jabón", 10).await;
    let placed = order(&shop, &goods, "one").await;
    let guest = shop.anonymous.another();
    let item = serde_json::json!({ "product_id": goods.product, "quantity": 1 });
    guest.post("/api/v1/cart/items", &item).await.expect(201);

    let changing = before
        .second(&[("JWT_SECRET", NEW), ("JWT_SECRET_PREVIOUS", OLD)])
        .await;
    let needed = still_needed(&changing, &changing.app.secrets).await;
    assert_eq!((needed.data_keys, needed.signing_keys, needed.lost), (1, 1, 0));
    // Tokens, carts of strangers and links of orders go on working.
    let owner = shop.owner.towards(changing.address, &shop.host);
    let id = placed["id"].as_str().unwrap();
    let step = serde_json::json!({ "status": "confirmed" });
    owner
        .put(&format!("/api/v1/orders/{id}/status"), &step)
        .await
        .expect(200);
    let cart = guest
        .towards(changing.address, &shop.host)
        .get("/api/v1/cart")
        .await
        .expect(200);
    assert_eq!(cart.json()["items"].as_array().unwrap().len(), 1, "{}", cart.text);

    let alone = Secrets::from_text(NEW);
    assert_eq!(still_needed(&changing, &alone).await.lost, 2, "too early");
    let mut tx = changing.begin(kernel::TenantId::PLATFORM).await;
    jobs::enqueue(&mut tx, &http::WrapKeys {}).await.unwrap();
    tx.commit().await.unwrap();
    changing.run_jobs().await;
    assert_eq!(
        still_needed(&changing, &changing.app.secrets).await,
        StillNeeded::default()
    );
    assert_eq!(still_needed(&changing, &alone).await, StillNeeded::default());
    let alone = before.second(&[("JWT_SECRET", NEW)]).await;
    let owner = shop.owner.towards(alone.address, &shop.host);
    let step = serde_json::json!({ "status": "processing" });
    owner
        .put(&format!("/api/v1/orders/{id}/status"), &step)
        .await
        .expect(200);
    assert_eq!(
        still_needed(&before, &before.app.secrets).await.lost,
        2,
        "the old key opens nothing any more"
    );
}
