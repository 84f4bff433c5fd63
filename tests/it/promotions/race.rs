//! Sixty-four buyers with one coupon that has one use left.

use futures_util::stream::{self, StreamExt as _};
use serde_json::json;
use testkit::Basket;

use super::promote;
use crate::races::replicas::{Replicas, count, order_at_once};

const BUYERS: usize = 64;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_sixty_four_buyers_one_gets_the_last_use() {
    race(json!({ "kind": "percent", "percent": 10, "code": "UNICO", "max_uses": 1 })).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_sixty_four_buyers_each_may_once_and_one_is_left() {
    race(json!({ "kind": "percent", "percent": 10, "code": "UNICO", "max_uses": 1, "max_per_customer": 1 }))
        .await;
}

async fn race(promotion: serde_json::Value) {
    let replicas = Replicas::start(20).await;
    let goods = replicas.shop.goods("Jabón", 1_000).await;
    promote(&replicas.shop, promotion).await;
    let racers = replicas.racers(&goods, BUYERS).await;
    let typed = racers.iter().map(type_in);
    stream::iter(typed).buffered(8).collect::<Vec<()>>().await;
    let answers = order_at_once(racers).await;
    let statuses: Vec<u16> = answers.iter().map(|a| a.status.as_u16()).collect();
    assert_eq!(count(&answers, 201), 1, "{statuses:?}");
    for loser in answers.iter().filter(|a| a.status != 201) {
        assert_eq!(loser.status, 409, "{}", loser.text);
        // Who came while the last use was being taken, and who came afterwards.
        assert!(
            ["promotion_used_up", "coupon_lost"].contains(&loser.code().as_str()),
            "{}",
            loser.text
        );
    }
    assert_eq!(replicas.orders().await, 1);
    assert_eq!(
        replicas.stock(&goods).await,
        (1_000, 1),
        "who lost holds no stock"
    );
    assert_eq!(replicas.broken().await, [""; 0]);
    let kept: (i32, i64, i64) = sqlx::query_as(
        "select (select used from promotion_tally), (select count(*) from promotion_use where released_at is null),
                (select count(*) from order_promotion)",
    )
    .fetch_one(&mut replicas.one.database.superuser().await)
    .await
    .unwrap();
    assert_eq!(kept, (1, 1, 1));
}

async fn type_in(basket: &Basket) {
    let coupon = basket
        .client
        .request(reqwest::Method::POST, "/api/v1/cart/coupons")
        .header("x-cart-token", &basket.token)
        .json(&json!({ "code": "UNICO" }));
    basket.client.send(coupon).await.expect(201);
}
