//! What is kept under an `Idempotency-Key`: enough to answer again, readable by nobody, and not for ever.

use testkit::{Basket, TestApp, TestShop};

/// The kept answers, as they lie in the table.
async fn kept(app: &TestApp, shop: &TestShop) -> Vec<Vec<u8>> {
    let mut tx = app.begin(shop.tenant).await;
    sqlx::query_scalar("select body from idempotency_key where tenant_id = $1")
        .bind(shop.tenant)
        .fetch_all(&mut *tx)
        .await
        .unwrap()
}

#[tokio::test]
async fn an_answer_is_kept_so_that_nobody_can_read_it() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let basket = shop.basket(&shop.goods("Jabón", 5).await, 1).await;
    let body = Basket::order_body("ana@correo.test");
    let first = basket.order("one", &body).await.expect(201);
    let token = first.json()["access_token"].as_str().unwrap().to_owned();
    let bodies = kept(&app, &shop).await;
    assert_eq!(bodies.len(), 1);
    for word in [token.as_str(), "access_token", "?key="] {
        let shows = bodies[0]
            .windows(word.len())
            .any(|bytes| bytes == word.as_bytes());
        assert!(!shows, "{word} can be read");
    }
    let again = basket.order("one", &body).await.expect(201);
    assert_eq!(again.text, first.text);
    assert_eq!(
        (again.header("idempotent-replayed"), again.header("content-type")),
        ("true".into(), first.header("content-type"))
    );
}

#[tokio::test]
async fn an_answer_is_forgotten_when_its_time_is_over() {
    let app = TestApp::start_with(&[("VITRINA_KEEPING__IDEMPOTENCY_HOURS", "5")]).await;
    let (shop, other) = (app.shop("aurora").await, app.shop("bordados").await);
    for shop in [&shop, &other] {
        let basket = shop.basket(&shop.goods("Jabón", 5).await, 1).await;
        let body = Basket::order_body("ana@correo.test");
        basket.order("one", &body).await.expect(201);
    }
    for (hours, left) in [(4, 1), (2, 0)] {
        app.advance(hours * 3600);
        app.tick().await;
        app.run_jobs().await;
        assert_eq!(kept(&app, &shop).await.len(), left);
        assert_eq!(kept(&app, &other).await.len(), left);
    }
}
