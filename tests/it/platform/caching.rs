//! Answers of the API are kept by nobody, unless they say so themselves.

use testkit::{Basket, TestApp};

#[tokio::test]
async fn what_tells_of_people_is_not_kept_on_the_way() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let basket = shop.basket(&shop.goods("Jabón", 3).await, 1).await;
    let placed = basket
        .order("one", &Basket::order_body("ana@correo.test"))
        .await
        .expect(201);
    assert_eq!(placed.header("cache-control"), "no-store");
    let id = placed.json()["id"].as_str().unwrap().to_owned();
    for path in [
        "/api/v1/admin/orders",
        &format!("/api/v1/orders/{id}"),
        "/api/v1/auth/me",
        "/api/v1/admin/customers",
    ] {
        let answer = shop.owner.get(path).await.expect(200);
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
    }
    let places = shop.anonymous.get("/api/v1/places/departments").await.expect(200);
    assert_eq!(places.header("cache-control"), "public, max-age=86400");
}
