//! Reviews, wishes, and who waits, of a furnished shop.

use std::collections::BTreeMap;

use reqwest::Method;
use serde_json::json;
use testkit::{Basket, Goods, TestApp, TestShop};

use super::neighbour::{picture, text};

/// Three reviews that everybody sees, two of them complained of; a wish list; somebody who waits.
pub async fn furnish_reviews(app: &TestApp, shop: &TestShop, word: &str, ids: &mut BTreeMap<String, String>) {
    let settings = json!({ "shown_at_once": true, "ask_after_days": 9 });
    let path = "/api/v1/admin/reviews/settings";
    shop.owner.put(path, &settings).await.expect(200);
    for name in ["review", "review_reported", "review_reported_desk"] {
        write(shop, word, name, ids).await;
    }
    let guest = shop.anonymous.another();
    for name in ["review_reported", "review_reported_desk"] {
        let path = format!("/api/v1/reviews/{}/reports", ids[name]);
        guest.post(&path, &json!({ "reason": word })).await.expect(202);
    }
    let wish = format!("/api/v1/wishlist/{}", ids["product"]);
    guest.put(&wish, &json!({})).await.expect(200);
    let missed =
        json!({ "variant_id": ids["variant_gone"], "email": format!("{word}@esperas.test"), "agree": true });
    guest.post("/api/v1/stock-notices", &missed).await.expect(202);
    // Asked already: the clock of a day is another test's.
    let mut tx = app.begin(shop.tenant).await;
    sqlx::query(
        "insert into review_invitation (tenant_id, order_id, order_created_at, created_at)
         select tenant_id, order_id, created_at, $3 from sales_order where tenant_id = $1 and order_id = $2::uuid",
    )
    .bind(shop.tenant)
    .bind(&ids["order_review"])
    .bind(tx.now())
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

/// Somebody bought it, got it, and says the word, with a photo.
async fn write(shop: &TestShop, word: &str, name: &str, ids: &mut BTreeMap<String, String>) {
    let goods = Goods {
        product: ids["product"].clone(),
        variant: ids["variant"].clone(),
    };
    let order = Basket::order_body(&format!("{name}.{word}@opiniones.test"));
    let basket = shop.basket(&goods, 1).await;
    let placed = basket.order(name, &order).await.expect(201).json();
    let (order, key) = (text(&placed["id"]), text(&placed["access_token"]));
    for status in ["confirmed", "processing", "shipped", "delivered"] {
        let path = format!("/api/v1/orders/{order}/status");
        let step = json!({ "status": status });
        shop.owner.put(&path, &step).await.expect(200);
    }
    let words = json!({ "stars": 4, "title": word, "text": word, "order_id": order, "order_key": key });
    let path = format!("/api/v1/products/{}/review", goods.product);
    let guest = shop.anonymous.another();
    let said = guest.put(&path, &words).await.expect(200).json();
    let id = text(&said["id"]);
    let path = format!("/api/v1/reviews/{id}/pictures?key={key}");
    let photo = guest.request(Method::POST, &path).multipart(picture());
    guest.send(photo).await.expect(204);
    ids.insert(name.into(), id);
    ids.insert(format!("order_{name}"), order);
    ids.insert(format!("order_{name}_key"), key);
}
