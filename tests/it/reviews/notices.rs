//! Who waits for something is told once that it is there again.

use futures_util::future::join_all;
use serde_json::json;
use testkit::{Answer, Goods, TestApp, TestShop};

use super::mails;

const PURPOSE: &str = "inventory.back_in_stock";

async fn ask(shop: &TestShop, goods: &Goods, email: &str) -> Answer {
    let body = json!({ "variant_id": goods.variant, "email": email, "agree": true });
    shop.anonymous
        .another()
        .post("/api/v1/stock-notices", &body)
        .await
}

async fn put(shop: &TestShop, goods: &Goods, on_hand: u32) {
    let path = format!("/api/v1/admin/inventory/{}", goods.variant);
    shop.owner
        .put(&path, &json!({ "on_hand": on_hand }))
        .await
        .expect(200);
}

#[tokio::test]
async fn a_wish_is_kept_with_consent_and_answered_once() {
    let app = TestApp::start_with(&[("VITRINA_LIMITS__ON", "false")]).await;
    let shop = app.shop("aurora").await;
    let goods = shop.goods("Jabón", 3).await;
    assert_eq!(
        ask(&shop, &goods, "ana@a.test").await.expect(409).code(),
        "already_in_stock"
    );
    put(&shop, &goods, 0).await;
    let guest = shop.anonymous.another();
    let page = super::open(&guest, "/p/jabon").await.expect(200).text;
    assert!(page.contains("action=\"/stock-notices\""), "{page}");
    // Without their yes nothing is kept; the form comes back as it was.
    let typed = [("variant_id", goods.variant.as_str()), ("email", "ana@a.test")];
    let refused = guest.form("/stock-notices", &typed).await.expect(422);
    assert!(refused.text.contains("ana@a.test"), "{}", refused.text);
    let agreed = [typed[0], ("email", "Ana@A.test"), ("agree", "true")];
    let kept = guest.form("/stock-notices", &agreed).await.expect(303);
    assert_eq!(kept.header("location"), "/p/jabon?done=stock-notice");
    // Again, which nobody can tell from the first time.
    ask(&shop, &goods, "ana@a.test").await.expect(202);
    let wrong = json!({ "variant_id": goods.product, "email": "ana@a.test", "agree": true });
    guest.post("/api/v1/stock-notices", &wrong).await.expect(422);
    app.run_jobs().await;
    assert_eq!(mails(&app, &shop, PURPOSE).await.len(), 0);
    put(&shop, &goods, 2).await;
    app.run_jobs().await;
    assert_eq!(mails(&app, &shop, PURPOSE).await.len(), 1);
    // It goes and comes again: whoever was told has to ask anew.
    put(&shop, &goods, 0).await;
    put(&shop, &goods, 2).await;
    app.run_jobs().await;
    assert_eq!(mails(&app, &shop, PURPOSE).await.len(), 1);
    put(&shop, &goods, 0).await;
    ask(&shop, &goods, "ana@a.test").await.expect(202);
    put(&shop, &goods, 1).await;
    app.run_jobs().await;
    assert_eq!(mails(&app, &shop, PURPOSE).await.len(), 2);
}

#[tokio::test]
async fn what_has_gone_again_before_anybody_was_told_is_not_told() {
    let app = TestApp::start_with(&[("VITRINA_LIMITS__ON", "false")]).await;
    let shop = app.shop("aurora").await;
    let goods = shop.goods("Jabón", 0).await;
    ask(&shop, &goods, "ana@a.test").await.expect(202);
    put(&shop, &goods, 1).await;
    put(&shop, &goods, 0).await;
    app.run_jobs().await;
    assert_eq!(mails(&app, &shop, PURPOSE).await.len(), 0);
    // An order that is called off brings it back, too.
    put(&shop, &goods, 1).await;
    let basket = shop.basket(&goods, 1).await;
    let placed = basket
        .order("one", &testkit::Basket::order_body("luis@a.test"))
        .await
        .expect(201)
        .json();
    app.run_jobs().await;
    assert_eq!(mails(&app, &shop, PURPOSE).await.len(), 0);
    let path = format!("/api/v1/orders/{}/status", super::text(&placed["id"]));
    shop.owner
        .put(&path, &json!({ "status": "cancelled" }))
        .await
        .expect(200);
    app.run_jobs().await;
    assert_eq!(mails(&app, &shop, PURPOSE).await.len(), 1);
}

/// Three hundred wait, two servers tell them, while the stock comes in two deliveries.
#[tokio::test]
async fn nobody_is_told_twice_and_nobody_is_forgotten() {
    let app = TestApp::start_with(&[("VITRINA_LIMITS__ON", "false")]).await;
    let shop = app.shop("aurora").await;
    let goods = shop.goods("Jabón", 0).await;
    sqlx::query(
        "insert into stock_notice (tenant_id, notice_id, variant_id, email, locale, created_at)
         select $1, gen_random_uuid(), $2::uuid, 'cliente-' || n || '@a.test', 'es-CO', now()
           from generate_series(1, 300) n",
    )
    .bind(shop.tenant)
    .bind(&goods.variant)
    .execute(&mut app.database.superuser().await)
    .await
    .unwrap();
    let other = app.second(&[("VITRINA_LIMITS__ON", "false")]).await;
    put(&shop, &goods, 5).await;
    put(&shop, &goods, 0).await;
    put(&shop, &goods, 5).await;
    tokio::join!(app.run_jobs(), other.run_jobs());
    app.run_jobs().await;
    let told = mails(&app, &shop, PURPOSE).await;
    let mut addresses: Vec<&String> = told.iter().map(|(to, _)| to).collect();
    addresses.dedup();
    assert_eq!((told.len(), addresses.len()), (300, 300));
}

/// Whoever asks while it comes in is either told that it is there, or told by mail.
#[tokio::test]
async fn nobody_who_asks_in_that_very_moment_is_lost() {
    let app = TestApp::start_with(&[("VITRINA_LIMITS__ON", "false")]).await;
    let shop = app.shop("aurora").await;
    for round in 0..6 {
        let goods = shop.goods(&format!("Jabón {round}"), 0).await;
        let email = |n: usize| format!("cliente-{round}-{n}@a.test");
        let asked = join_all((0..6).map(|n| {
            let (shop, goods, email) = (&shop, &goods, email(n));
            async move { ask(shop, goods, &email).await.status.as_u16() }
        }));
        let (asked, ()) = tokio::join!(asked, put(&shop, &goods, 3));
        app.run_jobs().await;
        let told = mails(&app, &shop, PURPOSE).await;
        for (n, status) in asked.iter().enumerate() {
            let got = told.iter().any(|(to, _)| *to == email(n));
            assert_eq!(
                (*status, got),
                if got { (202, true) } else { (409, false) },
                "{round} {n}"
            );
        }
    }
}
