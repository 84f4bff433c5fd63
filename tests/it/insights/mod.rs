//! The dashboard's figures, through the API and its page.

use kernel::Role;
use serde_json::{Value, json};
use testkit::{Basket, Goods, TestApp, TestShop, sign_in};

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// A guest's order of so many pieces of 10,000 pesos; its id.
async fn bought(shop: &TestShop, goods: &Goods, quantity: u32, email: &str) -> String {
    let order = shop
        .basket(goods, quantity)
        .await
        .order("one", &Basket::order_body(email))
        .await
        .expect(201);
    order.json()["id"].as_str().unwrap().to_owned()
}

/// Time passes, longer than a token lives: the owner signs in anew.
async fn later(app: &TestApp, shop: &mut TestShop, seconds: i64) {
    app.advance(seconds);
    shop.owner = sign_in(
        &shop.anonymous,
        &format!("owner@{}.test", shop.host.trim_end_matches(".localhost")),
    )
    .await;
}

async fn analytics(shop: &TestShop, days: u32) -> Value {
    shop.owner
        .get(&format!("/api/v1/admin/analytics?days={days}"))
        .await
        .expect(200)
        .json()
}

async fn dashboard(shop: &TestShop, days: u32) -> Value {
    shop.owner
        .get(&format!("/api/v1/admin/dashboard?days={days}"))
        .await
        .expect(200)
        .json()
}

#[tokio::test]
async fn a_day_is_a_day_of_the_shops_own_zone() {
    // It is ten in the morning of the 22nd in Bogotá.
    let app = TestApp::start().await;
    let mut shop = app.shop("aurora").await;
    let goods = shop.goods("Jabón", 100).await;
    bought(&shop, &goods, 1, "ana@correo.test").await;
    // Ten at night: already the 23rd in UTC.
    later(&app, &mut shop, 12 * HOUR).await;
    bought(&shop, &goods, 2, "eva@correo.test").await;
    let day = &analytics(&shop, 7).await["days"][6];
    assert_eq!(
        (
            day["date"].as_str(),
            day["orders"].as_i64(),
            day["sales"].as_i64()
        ),
        (Some("2026-11-22"), Some(2), Some(3_000_000))
    );

    later(&app, &mut shop, 3 * HOUR).await;
    let days = analytics(&shop, 7).await["days"].clone();
    assert_eq!(
        (days[6]["date"].as_str(), days[6]["orders"].as_i64()),
        (Some("2026-11-23"), Some(0))
    );
    assert_eq!(days[5]["orders"], 2);
    assert_eq!(days.as_array().unwrap().len(), 7);
}

#[tokio::test]
async fn figures_stand_beside_those_before_and_leave_out_what_was_cancelled() {
    let app = TestApp::start().await;
    let mut shop = app.shop("aurora").await;
    let (soap, comb) = (shop.goods("Jabón", 100).await, shop.goods("Peine", 100).await);
    bought(&shop, &soap, 4, "ana@correo.test").await;
    let cancelled = bought(&shop, &soap, 50, "eva@correo.test").await;
    let step = serde_json::json!({ "status": "cancelled", "reason": "Prueba" });
    shop.owner
        .put(&format!("/api/v1/orders/{cancelled}/status"), &step)
        .await
        .expect(200);

    later(&app, &mut shop, 7 * DAY).await;
    bought(&shop, &soap, 2, "ana@correo.test").await;
    bought(&shop, &comb, 3, "ana@correo.test").await;
    let figures = dashboard(&shop, 7).await;
    let kpi = |name: &str| {
        (
            figures[name]["value"].as_i64().unwrap(),
            figures[name]["previous"].as_i64().unwrap(),
        )
    };
    assert_eq!(kpi("sales"), (5_000_000, 4_000_000));
    assert_eq!(kpi("orders"), (2, 1));
    assert_eq!(kpi("average_ticket"), (2_500_000, 4_000_000));
    assert_eq!(kpi("customers"), (1, 1), "who buys twice is one customer");
    assert_eq!(figures["sales"]["change_percent"], 25.0);
    assert_eq!(figures["recent_orders"].as_array().unwrap().len(), 4);

    let sold = analytics(&shop, 7).await;
    assert_eq!(sold["top_products"][0]["name"], "Peine");
    assert_eq!(sold["top_products"][0]["quantity"], 3);
    let month = analytics(&shop, 30).await;
    let by_status: Vec<&Value> = month["shares"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|s| s["by"] == "status")
        .collect();
    assert_eq!(
        (by_status[0]["code"].as_str(), by_status[0]["orders"].as_i64()),
        (Some("pending"), Some(3))
    );
    assert_eq!(
        (by_status[1]["code"].as_str(), by_status[1]["orders"].as_i64()),
        (Some("cancelled"), Some(1))
    );
}

#[tokio::test]
async fn what_waits_is_counted() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let goods = shop.goods("Jabón", 9).await;
    shop.goods("Peine", 100).await;
    shop.owner
        .post(
            "/api/v1/products",
            &serde_json::json!({ "name": "Borrador", "price": 100 }),
        )
        .await
        .expect(201);
    assert_eq!(
        dashboard(&shop, 30).await["todo"],
        serde_json::json!({
            "orders_to_confirm": 0, "orders_to_prepare": 0, "orders_unpaid": 0, "products_low": 0, "products_draft": 1,
            "jobs_failed": 0,
        })
    );
    let first = bought(&shop, &goods, 1, "ana@correo.test").await;
    bought(&shop, &goods, 3, "eva@correo.test").await;
    let step = serde_json::json!({ "status": "confirmed" });
    shop.owner
        .put(&format!("/api/v1/orders/{first}/status"), &step)
        .await
        .expect(200);
    assert_eq!(
        dashboard(&shop, 30).await["todo"],
        serde_json::json!({
            "orders_to_confirm": 1, "orders_to_prepare": 1, "orders_unpaid": 2, "products_low": 1, "products_draft": 1,
            "jobs_failed": 0,
        })
    );
}

#[tokio::test]
async fn the_page_shows_each_role_what_is_its_own() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let page = shop.owner.get("/admin").await.expect(200).text;
    assert!(page.contains("kpi-grid") && page.contains("id=\"recent\""));
    let (cashier, _) = shop.person(&app, Role::Cashier, "caja@aurora.test").await;
    let page = cashier.get("/admin").await.expect(200).text;
    assert!(
        !page.contains("kpi-grid") && page.contains("id=\"recent\""),
        "figures are not the till's business"
    );
    assert!(page.contains("href=\"/admin/orders\"") && !page.contains("href=\"/admin/people\""));
    let (stylist, _) = shop
        .person(&app, Role::Professional, "estilista@aurora.test")
        .await;
    let page = stylist.get("/admin").await.expect(200).text;
    assert!(!page.contains("kpi-grid") && !page.contains("id=\"recent\""));
    for path in ["/api/v1/admin/dashboard", "/api/v1/admin/analytics"] {
        cashier.get(path).await.expect(403);
        shop.anonymous.get(path).await.expect(401);
    }
    let (customer, _) = shop.person(&app, Role::Customer, "clienta@aurora.test").await;
    customer.get("/admin").await.expect(403);
}

#[tokio::test]
async fn the_first_page_tells_of_the_appointments_that_are_left_today() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let page = shop.owner.get("/admin").await.expect(200).text;
    assert!(!page.contains("Citas de hoy"), "nobody can be booked: {page}");
    let (luis, person) = shop.person(&app, Role::Professional, "luis@aurora.test").await;
    let resources = ["Luis", "Marta"].map(|name| json!({ "kind": "person", "name": name }));
    let mut made = vec![];
    for (n, mut body) in resources.into_iter().enumerate() {
        if n == 0 {
            body["person_id"] = json!(person);
        }
        made.push(
            shop.owner
                .post("/api/v1/admin/resources", &body)
                .await
                .expect(201)
                .json()["id"]
                .clone(),
        );
    }
    let needs = json!([{ "resources": [{ "resource_id": made[0] }, { "resource_id": made[1] }] }]);
    let service = json!({ "name": "Corte", "price": 0, "duration": 5, "needs": needs });
    let service = shop
        .owner
        .post("/api/v1/admin/services", &service)
        .await
        .expect(201)
        .json();
    for (n, name) in ["Rosa", "Gilma"].into_iter().enumerate() {
        let start = app.env.now().plus_seconds(60);
        let booking = json!({
            "service_id": service["id"], "resource_id": made[n], "start": start.to_string(), "customer": { "name": name },
        });
        let body = json!({ "booking": booking, "override": true });
        let request = shop
            .owner
            .request(reqwest::Method::POST, "/api/v1/admin/bookings")
            .json(&body);
        shop.owner
            .send(request.header("idempotency-key", name))
            .await
            .expect(201);
    }
    let page = shop.owner.get("/admin").await.expect(200).text;
    for part in ["Citas de hoy", "faltan 2", "Rosa", "Gilma"] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let own = luis.get("/admin").await.expect(200).text;
    assert!(
        own.contains("falta 1") && own.contains("Rosa") && !own.contains("Gilma"),
        "{own}"
    );
}

#[tokio::test]
async fn the_part_that_renews_itself_is_no_whole_page() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let part = shop
        .owner
        .get("/admin/dashboard/live?days=90&tab=unpaid")
        .await
        .expect(200)
        .text;
    assert!(part.contains("kpi-grid") && !part.contains("<html"));
    for path in [
        "/admin?days=8",
        "/admin?tab=none",
        "/api/v1/admin/dashboard?days=-1",
    ] {
        shop.owner.get(path).await.expect(422);
    }
}
