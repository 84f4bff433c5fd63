//! Shops: found, looked at, suspended and opened again.

use kernel::Role;
use serde_json::json;
use testkit::TestApp;

use super::{csrf, log, staff};

const TENANTS: &str = "/api/v1/platform/tenants";

#[tokio::test]
async fn a_list_is_read_page_by_page_and_searched() {
    let app = TestApp::start().await;
    for slug in ["aurora", "bruma", "cierzo"] {
        app.shop(slug).await;
        app.advance(60);
    }
    let finance = staff(&app, Role::Finance).await;
    let first = finance
        .get(&format!("{TENANTS}?limit=2"))
        .await
        .expect(200)
        .json();
    let slugs = |page: &serde_json::Value| -> Vec<String> {
        let rows = page["data"].as_array().unwrap();
        rows.iter()
            .map(|row| row["slug"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(slugs(&first), ["cierzo", "bruma"]);
    let cursor = first["cursor"].as_str().unwrap();
    let rest = finance
        .get(&format!("{TENANTS}?limit=2&cursor={cursor}"))
        .await
        .expect(200)
        .json();
    assert_eq!(slugs(&rest), ["aurora"]);
    assert!(rest["cursor"].is_null());
    // Owners are known once their shop was counted, twenty minutes after each hour.
    app.advance(17 * 60 + 30);
    app.tick().await;
    app.run_jobs().await;
    let finance = staff(&app, Role::SuperAdmin).await;
    for wanted in ["AURÓRA", "aurora.localhost", "owner@aurora.test"] {
        let found = finance
            .get(&format!("{TENANTS}?search={wanted}"))
            .await
            .expect(200)
            .json();
        assert_eq!(slugs(&found), ["aurora"], "{wanted}");
    }
    for nothing in ["?search=%25", "?search=email", "?status=suspended"] {
        let found = finance
            .get(&format!("{TENANTS}{nothing}"))
            .await
            .expect(200)
            .json();
        assert!(slugs(&found).is_empty(), "{nothing}");
    }
    let page = finance.get("/platform/tenants?q=bruma").await.expect(200).text;
    assert!(
        page.contains("bruma.localhost") && !page.contains("aurora.localhost"),
        "{page}"
    );
}

#[tokio::test]
async fn usage_is_counted_in_the_shops_own_month() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    shop.goods("Jabón", 10).await;
    shop.person(&app, Role::Cashier, "caja@aurora.test").await;
    shop.person(&app, Role::Customer, "clienta@aurora.test").await;
    app.advance(20 * 60 + 30);
    app.tick().await;
    app.run_jobs().await;
    let support = staff(&app, Role::Support).await;
    let shown = support
        .get(&format!("{TENANTS}/{}", shop.tenant))
        .await
        .expect(200)
        .json();
    let usage = &shown["usage"];
    assert_eq!(
        (&usage["people"], &usage["products"], &usage["orders"]),
        (&json!(2), &json!(1), &json!(0))
    );
    assert_eq!(usage["owners"][0]["email"], "owner@aurora.test");
    assert_eq!(shown["hosts"], json!(["aurora.localhost"]));
}

#[tokio::test]
async fn a_shop_is_suspended_with_a_reason_that_its_owner_is_mailed() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let support = staff(&app, Role::Support).await;
    let path = format!("{TENANTS}/{}", shop.tenant);
    support
        .post(&format!("{path}/suspend"), &json!({}))
        .await
        .expect(422);
    let why = json!({ "reason": "Pagos con tarjetas ajenas" });
    support.post(&format!("{path}/suspend"), &why).await.expect(204);
    let refused = shop.anonymous.get("/api/v1/products").await.expect(403);
    assert_eq!(refused.code(), "shop_suspended");
    assert!(refused.text.contains("tarjetas ajenas"));
    support.post(&format!("{path}/reactivate"), &()).await.expect(204);
    shop.anonymous.get("/api/v1/products").await.expect(200);
    let mails: Vec<String> = sqlx::query_scalar(
        "select purpose from message where tenant_id = $1 and purpose like 'panel.%' order by created_at, message_id",
    )
    .bind(shop.tenant)
    .fetch_all(&mut app.database.superuser().await)
    .await
    .unwrap();
    assert_eq!(mails.len(), 2, "{mails:?}");
    let mut purposes: Vec<String> = log(&app, &shop)
        .await
        .into_iter()
        .map(|(purpose, _)| purpose)
        .collect();
    purposes.sort();
    assert_eq!(purposes, ["reactivate_tenant", "sign_up", "suspend_tenant"]);
}

#[tokio::test]
async fn a_page_shows_notes_history_and_what_was_wrong_with_a_form() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let support = staff(&app, Role::Support).await;
    let path = format!("/platform/tenants/{}", shop.tenant);
    support
        .form(&format!("{path}/notes"), &[("note", "Llamar el lunes")])
        .await
        .expect(303);
    support
        .form(&format!("{path}/notes"), &[("note", " ")])
        .await
        .expect(422);
    let page = support.get(&path).await.expect(200).text;
    for said in [
        "Llamar el lunes",
        "Laura Gómez",
        "Se registró",
        "Se escribió una nota",
        "aurora.localhost",
    ] {
        assert!(page.contains(said), "{said} not in {page}");
    }
    assert!(!csrf(&page).contains(' '));
    support
        .get("/platform/tenants/01931f3e-dead-7000-8000-000000000000")
        .await
        .expect(404);
    // The platform itself is no shop of anybody's.
    support
        .get("/platform/tenants/00000000-0000-7000-8000-000000000000")
        .await
        .expect(404);
    support.get("/platform/tenants/nonsense").await.expect(404);
}

#[tokio::test]
async fn nobody_of_a_shop_comes_near_and_no_shop_has_a_panel() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    for path in [
        "/platform/tenants",
        TENANTS,
        "/platform/staff",
        "/api/v1/platform/flags",
    ] {
        shop.owner.get(path).await.expect(403);
        let at_platform = shop.owner.towards(app.address, "platform.localhost");
        let refused = at_platform.get(path).await;
        assert!(
            matches!(refused.status.as_u16(), 401 | 303),
            "{path}: {}",
            refused.status
        );
    }
    let (stray, _) = shop.person(&app, Role::SuperAdmin, "falsa@aurora.test").await;
    stray.get(TENANTS).await.expect(404);
}

/// Ten thousand rows of ten thousand shops, by one statement along an index.
#[tokio::test]
async fn ten_thousand_shops_are_listed_quickly() {
    let app = TestApp::start_with(&[("VITRINA_LIMITS__ON", "false")]).await;
    let mut conn = app.database.superuser().await;
    sqlx::raw_sql(
        "with new as (
           insert into tenant (tenant_id, slug, name, created_at, updated_at)
           select gen_random_uuid(), 'tienda-' || n, 'Tienda ' || n, now() - n * interval '1 minute', now()
             from generate_series(1, 10000) n
           returning tenant_id, slug),
         hosts as (insert into tenant_host select slug || '.localhost', tenant_id, true, now() from new)
         insert into tenant_usage select tenant_id, jsonb_build_array(jsonb_build_object('name', slug, 'email', slug || '@x.test')),
                1, 2, 3, 4, 5, now() from new;
         analyze tenant; analyze tenant_host; analyze tenant_usage",
    )
    .execute(&mut conn)
    .await
    .unwrap();
    let support = staff(&app, Role::Support).await;
    for query in [
        "?limit=100",
        "?limit=100&search=tienda-77",
        "?search=tienda-9999@x.test",
    ] {
        support.get(&format!("{TENANTS}{query}")).await.expect(200);
        let begun = std::time::Instant::now();
        let found = support.get(&format!("{TENANTS}{query}")).await.expect(200).json();
        let took = begun.elapsed();
        assert!(!found["data"].as_array().unwrap().is_empty(), "{query}");
        // Without optimisation and beside other tests; optimised it is a tenth.
        assert!(took.as_millis() < 1_000, "{query} took {took:?}");
    }
}
