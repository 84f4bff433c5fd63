//! The owner's page: what there is, what is used, and the way to the plan that costs nothing.

use serde_json::json;
use testkit::TestApp;

use super::{DAY, Having, subscribe, subscription, try_out};

#[tokio::test]
async fn the_page_shows_the_plan_its_use_and_what_more_would_bring() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    shop.goods("Jabón", 10).await;
    try_out(&app, &shop, 10 * DAY).await;
    let page = shop.owner.get("/admin/plan").await.expect(200).text;
    for words in [
        "Plan Pro",
        "1 de 5.000",
        "Plan Empresa",
        "Vender lo de otros",
        "Pasar al plan gratis",
    ] {
        assert!(page.contains(words), "{words} is not on the page");
    }
    assert!(
        !page.contains("La prueba termina el"),
        "ten days before is too early for the bar"
    );
    try_out(&app, &shop, 2 * DAY).await;
    let home = shop.owner.get("/admin").await.expect(200).text;
    assert!(home.contains("La prueba termina el"), "the bar is missing");
}

#[tokio::test]
async fn who_leaves_sees_first_what_no_longer_fits_and_may_stay_after_all() {
    let app = TestApp::start_with(&[("VITRINA_LIMITS__ON", "false")]).await;
    let shop = app.shop("aurora").await;
    for n in 0..31 {
        let product = json!({ "name": format!("Jabón {n}"), "price": 500_000 });
        shop.owner.post("/api/v1/products", &product).await.expect(201);
    }
    try_out(&app, &shop, 10 * DAY).await;
    let owner = &shop.owner;
    let page = owner.get("/admin/plan/leave").await.expect(200).text;
    for words in ["Productos: tienes 31 y caben 30", "Inventario"] {
        assert!(page.contains(words), "{words} is not on the page");
    }
    owner.form("/admin/plan/leave", &[]).await.expect(303);
    let leaving = subscription(&shop).await;
    assert_eq!(leaving["cancel_at"], leaving["trial_ends_at"]);
    assert_eq!(leaving["level"], "full", "until then everything stays");
    owner.form("/admin/plan/stay", &[]).await.expect(303);
    assert_eq!(subscription(&shop).await["cancel_at"], json!(null));
    let nothing = owner.form("/admin/plan/stay", &[]).await.expect(409);
    assert!(nothing.text.contains("No hay ningún cambio de plan pendiente"));
}

#[tokio::test]
async fn what_costs_something_is_not_given_for_nothing() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    try_out(&app, &shop, 10 * DAY).await;
    for (plan, status, code) in [
        ("empresa", 409, "plan_not_for_sale"),
        ("pro", 409, "plan_same"),
        ("platino", 422, "invalid"),
    ] {
        let asked = shop
            .owner
            .post("/api/v1/billing/change-plan", &json!({ "plan": plan }))
            .await;
        assert_eq!(asked.expect(status).code(), code, "{plan}");
    }
}

#[tokio::test]
async fn the_guide_ticks_itself_and_is_put_away() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let owner = &shop.owner;
    let home = owner.get("/admin").await.expect(200).text;
    assert!(home.contains("/admin/guide/part"), "it comes by itself");
    let guide = owner.get("/admin/guide/part").await.expect(200).text;
    assert!(guide.contains("0 de 6"), "{guide}");
    shop.goods("Jabón", 10).await;
    let guide = owner.get("/admin/guide").await.expect(200).text;
    assert!(guide.contains("1 de 6"), "a product is there");
    owner.form("/admin/guide/hide", &[]).await.expect(303);
    let home = owner.get("/admin").await.expect(200).text;
    assert!(!home.contains("/admin/guide"), "it was put away");
}

#[tokio::test]
async fn what_the_plan_lacks_has_a_lock_in_the_menu() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let page = shop.owner.get("/admin/settings").await.expect(200).text;
    assert!(!page.contains("no está en tu plan"));
    subscribe(&app, &shop, Having::of("gratis", "active")).await;
    let page = shop.owner.get("/admin/settings").await.expect(200).text;
    assert!(page.contains("no está en tu plan"), "the inventory is locked");
    shop.owner.get("/admin/inventory").await.expect(200);
}

#[tokio::test]
async fn examples_come_once_and_go_together_and_leave_alone_what_is_the_shops_own() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    shop.goods("Jabón", 10).await;
    let count = async || {
        let list = shop.anonymous.get("/api/v1/products").await.expect(200).json();
        list["pagination"]["total"].clone()
    };
    for _ in 0..2 {
        shop.owner.form("/admin/guide/samples", &[]).await.expect(303);
        assert_eq!(count().await, 4);
    }
    shop.owner
        .form("/admin/guide/samples/remove", &[])
        .await
        .expect(303);
    assert_eq!(count().await, 1);
    // And again, as often as somebody likes.
    shop.owner.form("/admin/guide/samples", &[]).await.expect(303);
    assert_eq!(count().await, 4);
}
