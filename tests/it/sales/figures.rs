//! Lists and figures for the shop.

use kernel::{Instant, Role};
use sales::queries::dashboard::{Period, Sales, kpis, sales_per_day, to_do};
use serde_json::json;
use testkit::{TestApp, TestShop};

use super::{delivery, furnished, later, placed, step};

async fn numbers(shop: &TestShop, query: &str) -> Vec<i64> {
    let list = shop
        .owner
        .get(&format!("/api/v1/admin/orders?{query}"))
        .await
        .expect(200)
        .json();
    list["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|o| o["number"].as_i64().unwrap())
        .collect()
}

#[tokio::test]
async fn orders_are_found_filtered_and_sorted() {
    let app = TestApp::start().await;
    let mut shop = furnished(&app, "aurora").await;
    let goods = shop.goods("Jabón", 100).await;
    let (first, _) = placed(&shop, &goods, 3, &delivery("ana@correo.test")).await;
    app.advance(24 * 3600);
    placed(&shop, &goods, 1, &delivery("eva_1@correo.test")).await;
    later(&app, &mut shop, 24 * 3600 - 60).await;
    let mut jose = delivery("jose@correo.test");
    jose["shipping_address"]["name"] = json!("José Ñáñez");
    placed(&shop, &goods, 2, &jose).await;
    step(&shop, &first, "confirmed").await.expect(200);

    assert_eq!(numbers(&shop, "").await, [1003, 1002, 1001]);
    assert_eq!(numbers(&shop, "sort=total_desc").await, [1001, 1003, 1002]);
    assert_eq!(numbers(&shop, "sort=oldest&limit=1&page=2").await, [1002]);
    assert_eq!(numbers(&shop, "status=confirmed").await, [1001]);
    assert_eq!(numbers(&shop, "payment_status=paid").await, [0; 0]);
    assert_eq!(numbers(&shop, "search=%231002").await, [1002]);
    assert_eq!(
        numbers(&shop, "search=jose+nanez").await,
        [1003],
        "accents are forgiven"
    );
    assert_eq!(
        numbers(&shop, "search=eva_").await,
        [1002],
        "a wildcard means itself"
    );
    assert_eq!(numbers(&shop, "search=%25").await, [0; 0]);
    assert_eq!(numbers(&shop, "from=2026-11-23&to=2026-11-23").await, [1002]);
    assert_eq!(numbers(&shop, "to=2026-11-22").await, [1001]);
    for bad in [
        "status=none",
        "sort=up",
        "page=0",
        "limit=101",
        "from=yesterday",
        "to=9999-12-31",
        "from=-009999-01-01",
    ] {
        let answer = shop.owner.get(&format!("/api/v1/admin/orders?{bad}")).await;
        assert!(
            answer.status.is_client_error() || bad.contains("9999"),
            "{bad}: {}",
            answer.text
        );
        assert!(!answer.status.is_server_error(), "{bad}: {}", answer.text);
    }
    let (customer, _) = shop.person(&app, Role::Customer, "c@aurora.test").await;
    customer.get("/api/v1/admin/orders").await.expect(403);
}

#[tokio::test]
async fn customers_are_guests_and_people_alike() {
    let app = TestApp::start().await;
    let shop = furnished(&app, "aurora").await;
    let goods = shop.goods("Jabón", 100).await;
    shop.person(&app, Role::Customer, "nueva@aurora.test").await;
    placed(&shop, &goods, 1, &delivery("ana@correo.test")).await;
    placed(&shop, &goods, 2, &delivery("ana@correo.test")).await;
    let (gone, _) = placed(&shop, &goods, 5, &delivery("ana@correo.test")).await;
    step(&shop, &gone, "cancelled").await.expect(200);
    let list = shop.owner.get("/api/v1/admin/customers").await.expect(200).json();
    assert_eq!(list["pagination"]["total"], 2);
    let ana = &list["data"][0];
    assert_eq!(
        (&ana["email"], &ana["name"]),
        (&json!("ana@correo.test"), &json!("Ana Gómez"))
    );
    assert_eq!((&ana["orders"], &ana["total"]), (&json!(2), &json!(4_600_000)));
    assert_eq!(
        (&list["data"][1]["email"], &list["data"][1]["orders"]),
        (&json!("nueva@aurora.test"), &json!(0))
    );
    let found = shop
        .owner
        .get("/api/v1/admin/customers?search=gomez&sort=total_desc")
        .await
        .expect(200)
        .json();
    assert_eq!(found["pagination"]["total"], 1);
    shop.owner
        .get("/api/v1/admin/customers?sort=name")
        .await
        .expect(200);
}

#[tokio::test]
async fn figures_count_what_was_not_cancelled() {
    let app = TestApp::start().await;
    let mut shop = furnished(&app, "aurora").await;
    let goods = shop.goods("Jabón", 100).await;
    let start = app.env.now();
    placed(&shop, &goods, 1, &delivery("a@b.test")).await;
    let (gone, _) = placed(&shop, &goods, 1, &delivery("a@b.test")).await;
    step(&shop, &gone, "cancelled").await.expect(200);
    later(&app, &mut shop, 24 * 3600).await;
    let (next, _) = placed(&shop, &goods, 2, &delivery("a@b.test")).await;
    step(&shop, &next, "confirmed").await.expect(200);
    let day = |n: i64| Period {
        from: at(start, n),
        until: at(start, n + 1),
    };
    let mut tx = app.begin(shop.tenant).await;
    let days = sales_per_day(&mut tx, &[day(0), day(1), day(2)]).await.unwrap();
    let (one, two) = (
        Sales {
            orders: 1,
            total: 1_800_000,
        },
        Sales {
            orders: 1,
            total: 2_800_000,
        },
    );
    assert_eq!(days, [one, two, Sales::default()]);
    let figures = kpis(&mut tx, day(1), day(0)).await.unwrap();
    assert_eq!((figures.current, figures.previous), (two, one));
    let waiting = to_do(&mut tx).await.unwrap();
    assert_eq!(
        (waiting.to_confirm, waiting.to_prepare, waiting.to_ship),
        (1, 1, 0)
    );
    assert_eq!((waiting.to_collect, waiting.to_refund), (2, 0));
}

fn at(start: Instant, days: i64) -> Instant {
    start.plus_seconds(days * 24 * 3600)
}
