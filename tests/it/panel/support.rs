//! Help at a shop, from the question to the end.

use kernel::Role;
use reqwest::Method;
use testkit::TestApp;

use super::{ask, csrf, enter, log, staff};

#[tokio::test]
async fn a_helper_comes_with_a_reason_works_under_a_banner_and_goes() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let goods = shop.goods("Jabón", 10).await;
    let support = staff(&app, Role::Support).await;
    let token = ask(&support, &shop, 30).await;
    let page = shop
        .anonymous
        .get(&format!("/support/enter?token={token}"))
        .await
        .expect(200);
    assert!(page.text.contains("Revisar el catálogo"), "{}", page.text);
    let helper = enter(&shop, &token).await;
    let page = helper.get("/admin/products").await.expect(200).text;
    assert!(
        page.contains("Laura Gómez, de Vitrina") && page.contains("Revisar el catálogo"),
        "{page}"
    );
    let csrf = csrf(&page);
    let archive = [
        ("ids", goods.product.as_str()),
        ("status", "archived"),
        ("csrf_token", &csrf),
    ];
    helper.form("/admin/products/status", &archive).await.expect(303);

    // Both logs name who did it, and for what.
    let told: (String, Option<String>) = sqlx::query_as(
        "select a.actor, p.name from audit_event a
           left join person p on p.tenant_id = a.tenant_id and p.person_id = a.person_id
          where a.tenant_id = $1 and a.subject = 'product' and a.change = 'update'
          order by a.created_at desc, a.audit_id desc limit 1",
    )
    .bind(shop.tenant)
    .fetch_one(&mut app.database.superuser().await)
    .await
    .unwrap();
    assert_eq!(told, ("helper".into(), Some("Laura Gómez".into())));
    let seen = shop.owner.get("/admin/audit").await.expect(200).text;
    assert!(seen.contains("el acceso de soporte de Laura Gómez") && seen.contains("Revisar el catálogo"));
    let deeds = log(&app, &shop).await;
    let deed = deeds
        .iter()
        .find(|(purpose, details)| purpose == "support_deed" && details["route"] == "/admin/products/status");
    let (_, details) = deed.expect("what a helper does is in the provider's log");
    assert_eq!(
        (&details["name"], &details["reason"]),
        (&"Laura Gómez".into(), &"Revisar el catálogo".into())
    );

    // The owner has heard of it by mail.
    let mails: i64 = sqlx::query_scalar(
        "select count(*) from message where tenant_id = $1 and purpose = 'panel.support_entered'",
    )
    .bind(shop.tenant)
    .fetch_one(&mut app.database.superuser().await)
    .await
    .unwrap();
    assert_eq!(mails, 1);

    helper
        .form("/support/end", &[("csrf_token", &csrf)])
        .await
        .expect(303);
    let asked = helper
        .request(Method::GET, "/admin")
        .header("accept", "text/html");
    helper.send(asked).await.expect(303);
}

#[tokio::test]
async fn a_helper_sees_no_secrets_no_team_and_no_way_to_the_money() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let support = staff(&app, Role::Support).await;
    let helper = enter(&shop, &ask(&support, &shop, 30).await).await;
    for path in [
        "/admin/settings",
        "/admin/payments",
        "/admin/payments/mercadopago",
        "/admin/people",
        "/admin/messages/channels",
        "/api/v1/admin/payments/methods",
        "/platform/tenants",
    ] {
        helper.get(path).await.expect(403);
    }
    helper.get("/admin/orders").await.expect(200);
    let csrf = csrf(&helper.get("/admin/orders").await.text);
    let order = "01931f3e-dead-7000-8000-000000000000";
    for path in [
        format!("/admin/orders/{order}/refund"),
        format!("/admin/money/{order}/refund"),
    ] {
        helper.form(&path, &[("csrf_token", &csrf)]).await.expect(403);
    }
}

#[tokio::test]
async fn it_ends_by_time() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let support = staff(&app, Role::Support).await;
    let (used, unused) = (ask(&support, &shop, 10).await, ask(&support, &shop, 10).await);
    let helper = enter(&shop, &used).await;
    app.advance(599);
    helper.get("/admin").await.expect(200);
    app.advance(1);
    helper.get("/admin").await.expect(303);
    let late = shop
        .anonymous
        .get(&format!("/support/enter?token={unused}"))
        .await
        .expect(409);
    assert!(late.text.contains("ya se usó o ya terminó"), "{}", late.text);
}
