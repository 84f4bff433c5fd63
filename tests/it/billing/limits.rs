//! As many as the plan says, and not one more.

use std::collections::BTreeMap;

use futures_util::future::join_all;
use serde_json::{Value, json};
use testkit::{Basket, TestApp, TestShop};

use super::{Having, products, subscribe, subscription};

const RACERS: usize = 64;

fn product(n: usize) -> Value {
    json!({ "name": format!("Jabón {n}"), "price": 500_000 })
}

async fn fill(shop: &TestShop, many: usize) {
    for n in 0..many {
        shop.owner.post("/api/v1/products", &product(n)).await.expect(201);
    }
}

/// Thirty fit, twenty-five are there.
#[tokio::test]
async fn of_sixty_four_who_ask_at_once_exactly_the_rest_get_in() {
    let variables = [
        ("VITRINA_LIMITS__ON", "false"),
        ("VITRINA_DATABASE__APP_POOL", "24"),
    ];
    let app = TestApp::start_with(&variables).await;
    let shop = app.shop("aurora").await;
    fill(&shop, 25).await;
    subscribe(&app, &shop, Having::of("gratis", "active")).await;
    let second = app.second(&variables).await;
    let there = shop.owner.towards(second.address, &shop.host);
    let asked = (0..RACERS).map(|n| {
        let client = if n % 2 == 0 { &shop.owner } else { &there };
        async move { client.post("/api/v1/products", &product(100 + n)).await }
    });
    let mut answers: BTreeMap<u16, usize> = BTreeMap::new();
    for answer in join_all(asked).await {
        if answer.status == 402 {
            assert_eq!(answer.code(), "plan_full");
            assert_eq!(answer.json()["action"], "/admin/plan");
        }
        *answers.entry(answer.status.as_u16()).or_default() += 1;
    }
    assert_eq!(answers, BTreeMap::from([(201, 5), (402, RACERS - 5)]));
    assert_eq!(products(&app, shop.tenant).await, 30);
}

#[tokio::test]
async fn what_is_over_the_limit_stays_and_can_be_made_less() {
    let app = TestApp::start_with(&[("VITRINA_LIMITS__ON", "false")]).await;
    let shop = app.shop("aurora").await;
    fill(&shop, 31).await;
    subscribe(&app, &shop, Having::of("gratis", "active")).await;
    let list = shop.owner.get("/api/v1/products?limit=50").await;
    list.expect(200);
    let refused = shop.owner.post("/api/v1/products", &product(99)).await;
    assert_eq!(refused.expect(402).code(), "plan_full");
    let some: Vec<String> = sqlx::query_scalar(
        "update product set status = 'archived' where product_id in
           (select product_id from product where tenant_id = $1 limit 2) returning product_id::text",
    )
    .bind(shop.tenant)
    .fetch_all(&mut app.database.superuser().await)
    .await
    .unwrap();
    assert_eq!(some.len(), 2);
    shop.owner
        .post("/api/v1/products", &product(99))
        .await
        .expect(201);
}

#[tokio::test]
async fn the_team_is_as_large_as_the_plan_says() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    subscribe(&app, &shop, Having::of("gratis", "active")).await;
    let invite = |email: &str| json!({ "email": email, "name": "Ana", "role": "cashier" });
    shop.owner
        .post("/api/v1/admin/people", &invite("ana@aurora.test"))
        .await
        .expect(201);
    let refused = shop
        .owner
        .post("/api/v1/admin/people", &invite("eva@aurora.test"))
        .await;
    assert_eq!(refused.expect(402).code(), "plan_full");
    // Customers are no team.
    let customer =
        json!({ "email": "clienta@aurora.test", "password": "Vitrina-prueba-2026", "name": "Clienta" });
    shop.anonymous
        .post("/api/v1/auth/register", &customer)
        .await
        .expect(201);
    let usage = subscription(&shop).await["usage"][0].clone();
    assert_eq!(usage, json!({ "limit": "people", "used": 2, "most": 2 }));
}

/// Customers who order at once, and in the next month.
#[tokio::test]
async fn of_customers_who_order_at_once_as_many_get_in_as_the_month_has_room_for() {
    let variables = [
        ("VITRINA_LIMITS__ON", "false"),
        ("VITRINA_DATABASE__APP_POOL", "24"),
    ];
    let app = TestApp::start_with(&variables).await;
    let shop = app.shop("aurora").await;
    let goods = shop.goods("Jabón", 200).await;
    let baskets = join_all((0..RACERS).map(|_| shop.basket(&goods, 1))).await;
    subscribe(&app, &shop, Having::of("gratis", "active")).await;
    let body = Basket::order_body("clienta@aurora.test");
    let asked = baskets.iter().enumerate().map(|(n, basket)| {
        let body = &body;
        async move { basket.order(&format!("order-{n}"), body).await }
    });
    let mut refused = vec![];
    for (n, answer) in join_all(asked).await.into_iter().enumerate() {
        if answer.status != 201 {
            assert_eq!(answer.expect(409).code(), "shop_paused");
            refused.push(n);
        }
    }
    assert_eq!(refused.len(), RACERS - 30);
    // The month is over in the shop's zone.
    app.advance(9 * super::DAY);
    let basket = shop.basket(&goods, 1).await;
    basket.order("december", &body).await.expect(201);
}

/// Whoever helps for the provider is nobody of the team, however full it is.
#[tokio::test]
async fn who_helps_does_not_count() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    subscribe(&app, &shop, Having::of("gratis", "active")).await;
    let mut tx = app.begin(shop.tenant).await;
    let staff = kernel::PersonId(app.env.new_id());
    identity::ensure_helper(&mut tx, staff, "Laura Gómez", kernel::Locale::Es)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let usage = subscription(&shop).await["usage"][0].clone();
    assert_eq!(usage, json!({ "limit": "people", "used": 1, "most": 2 }));
    let invited = json!({ "email": "ana@aurora.test", "name": "Ana", "role": "cashier" });
    shop.owner
        .post("/api/v1/admin/people", &invited)
        .await
        .expect(201);
}
