//! Counts are exact, however many write and judge at once.

use futures_util::future::join_all;
use serde_json::{Value, json};
use testkit::{Goods, TestApp, TestShop};

use super::{bought, say, shown, shown_at_once, text};

/// What the rows themselves say.
async fn counted(app: &TestApp, shop: &TestShop, goods: &Goods) -> (Vec<i64>, Vec<i32>, i32, i16) {
    let mut conn = app.database.superuser().await;
    let true_counts: Vec<i64> = sqlx::query_scalar(
        "select count(r.review_id)
           from generate_series(1, 5) as s (stars)
           left join review r on r.tenant_id = $1 and r.product_id = $2::uuid and r.status = 'published' and r.stars = s.stars
          group by s.stars order by s.stars",
    )
    .bind(shop.tenant)
    .bind(&goods.product)
    .fetch_all(&mut conn)
    .await
    .unwrap();
    let kept: Vec<i32> = sqlx::query_scalar(
        "select unnest(array[ones, twos, threes, fours, fives]) from product_rating
          where tenant_id = $1 and product_id = $2::uuid",
    )
    .bind(shop.tenant)
    .bind(&goods.product)
    .fetch_all(&mut conn)
    .await
    .unwrap();
    let (count, average): (i32, i16) = sqlx::query_as(
        "select rating_count, rating_average from product where tenant_id = $1 and product_id = $2::uuid",
    )
    .bind(shop.tenant)
    .bind(&goods.product)
    .fetch_one(&mut conn)
    .await
    .unwrap();
    (true_counts, kept, count, average)
}

async fn assert_exact(app: &TestApp, shop: &TestShop, goods: &Goods) {
    let (truth, kept, count, average) = counted(app, shop, goods).await;
    let wide: Vec<i64> = kept.iter().map(|n| i64::from(*n)).collect();
    assert_eq!(wide, truth, "the counts are those of the rows");
    let many: i64 = truth.iter().sum();
    let stars: i64 = (1..).zip(&truth).map(|(stars, n)| stars * n).sum();
    let exact = if many == 0 {
        0
    } else {
        (stars * 200 + many) / (many * 2)
    };
    assert_eq!((i64::from(count), i64::from(average)), (many, exact));
    let rating = shown(shop, goods).await["rating"].clone();
    assert_eq!(rating["count"], json!(many));
    assert_eq!(rating["histogram"], json!(truth));
}

#[tokio::test]
async fn sixty_four_at_once_leave_exact_sums() {
    let app = TestApp::start_with(&[("VITRINA_LIMITS__ON", "false")]).await;
    let shop = app.shop("aurora").await;
    shown_at_once(&shop).await;
    let goods = shop.goods("Jabón", 100).await;
    let mut buyers = vec![];
    for n in 0..32 {
        buyers.push(bought(&shop, &goods, &format!("cliente-{n}@a.test")).await);
    }
    // Each says two things at once: 64 requests, 32 reviews.
    let stars = |n: usize| i32::try_from(n % 5).unwrap() + 1;
    let both = buyers.iter().enumerate().flat_map(|(n, by)| {
        [
            say(&shop, &goods, by, stars(n), "Primero"),
            say(&shop, &goods, by, stars(n + 2), "Después"),
        ]
    });
    let said = join_all(both).await;
    let ids: std::collections::BTreeSet<String> = said
        .into_iter()
        .map(|answer| text(&answer.expect(200).json()["id"]))
        .collect();
    assert_eq!(ids.len(), 32, "one a customer");
    assert_exact(&app, &shop, &goods).await;
    // The shop rejects each of them while its author writes it anew: who comes later may be refused, nothing is counted twice.
    let rejections = ids.iter().map(|id| reject(&shop, id));
    let rewritten = buyers
        .iter()
        .enumerate()
        .map(|(n, by)| say(&shop, &goods, by, stars(n + 1), "Otra vez"));
    let (judged, said) = futures_util::join!(join_all(rejections), join_all(rewritten));
    assert!(
        judged.iter().all(|status| [200, 412].contains(status)),
        "{judged:?}"
    );
    assert!(said.iter().all(|answer| answer.status == 200));
    assert_exact(&app, &shop, &goods).await;
}

async fn reject(shop: &TestShop, id: &str) -> u16 {
    let found = shop
        .owner
        .get("/api/v1/admin/reviews?tab=published&limit=100")
        .await
        .json();
    let rows: &Vec<Value> = found["data"].as_array().unwrap();
    let Some(row) = rows.iter().find(|row| row["id"] == id) else {
        return 412;
    };
    let decision =
        json!({ "review_id": id, "version": row["version"], "status": "rejected", "reason": "Prueba" });
    let body = json!({ "decisions": [decision] });
    shop.owner
        .put("/api/v1/admin/reviews/decisions", &body)
        .await
        .status
        .as_u16()
}

#[tokio::test]
async fn one_customer_who_sends_it_often_has_written_once() {
    let app = TestApp::start_with(&[("VITRINA_LIMITS__ON", "false")]).await;
    let shop = app.shop("aurora").await;
    shown_at_once(&shop).await;
    let goods = shop.goods("Jabón", 10).await;
    let by = bought(&shop, &goods, "ana@a.test").await;
    let said = join_all((0..16).map(|n| say(&shop, &goods, &by, n % 5 + 1, "Lo mismo"))).await;
    assert!(said.iter().all(|answer| answer.status == 200));
    assert_eq!(shown(&shop, &goods).await["rating"]["count"], 1);
    assert_exact(&app, &shop, &goods).await;
}
