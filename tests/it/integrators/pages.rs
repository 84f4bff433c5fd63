//! The same by the pages, without a script.

use testkit::PASSWORD;
use testkit::stand_ins::FakeHook;

use super::{listener, log, make_product, start};
use crate::booking::text;

#[tokio::test]
async fn a_key_is_made_shown_once_and_taken_back() {
    let app = start().await;
    let shop = app.shop("aurora").await;
    let path = "/admin/integrations/keys/new";
    let page = shop.owner.get(path).await.expect(200);
    assert!(page.text.contains("current_password"));
    let wrong = [("name", "Caja"), ("days", "30"), ("current_password", PASSWORD)];
    shop.owner.form(path, &wrong).await.expect(422);
    let typed = [
        ("name", "Caja"),
        ("scopes", "orders:read"),
        ("scopes", "products:read"),
        ("days", "30"),
        ("current_password", PASSWORD),
    ];
    let made = shop.owner.form(path, &typed).await.expect(201).text;
    let secret = made
        .split("value=\"vk_")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let caller = shop.anonymous.with_token(&format!("vk_{secret}"));
    caller.get("/api/v1/admin/orders").await.expect(200);
    let list = shop.owner.get("/admin/integrations").await.expect(200).text;
    assert!(list.contains("Caja") && !list.contains(secret));
    let keys = shop.owner.get(super::KEYS).await.json();
    let revoke = format!("/admin/integrations/keys/{}/revoke", text(&keys["keys"][0]["id"]));
    shop.owner.form(&revoke, &[]).await.expect(303);
    caller.get("/api/v1/admin/orders").await.expect(401);
}

#[tokio::test]
async fn an_address_is_made_changed_and_its_log_replayed() {
    let app = start().await;
    let shop = app.shop("aurora").await;
    let hook = FakeHook::start().await;
    let new = "/admin/integrations/webhooks/new";
    shop.owner.get(new).await.expect(200);
    shop.owner
        .form(new, &[("url", hook.url.as_str())])
        .await
        .expect(422);
    let typed = [("url", hook.url.as_str()), ("events", "product.created")];
    let made = shop.owner.form(new, &typed).await.expect(201).text;
    assert!(made.contains("value=\"whsec_"));
    let hooks = shop.owner.get(super::HOOKS).await.json();
    let id = text(&hooks["webhooks"][0]["id"]);
    make_product(&shop.owner, "Uno").await;
    app.run_jobs().await;
    let here = format!("/admin/integrations/webhooks/{id}");
    let page = shop.owner.get(&here).await.expect(200).text;
    assert!(
        page.contains("Entregado") && page.contains("Producto nuevo"),
        "{page}"
    );
    let delivery = text(&log(&shop.owner, &id).await[0]["id"]);
    let replay = format!("{here}/deliveries/{delivery}/replay");
    shop.owner.form(&replay, &[]).await.expect(303);
    let page = shop.owner.form(&replay, &[]).await.expect(409).text;
    assert!(page.contains("ya va en camino"));
    app.run_jobs().await;
    assert_eq!(hook.heard().len(), 2);
    let off = [("version", "1"), ("events", "product.created"), ("url", "")];
    shop.owner.form(&here, &off).await.expect(303);
    shop.owner.form(&here, &off).await.expect(412);
    shop.owner.form(&format!("{here}/test"), &[]).await.expect(409);
    shop.owner.form(&format!("{here}/remove"), &[]).await.expect(303);
    shop.owner.get(&here).await.expect(404);
}

#[tokio::test]
async fn pages_are_the_owners_and_administrators() {
    let app = start().await;
    let shop = app.shop("aurora").await;
    let (id, _) = listener(&shop, "http://127.0.0.1:9/", &["order.created"]).await;
    let (manager, _) = shop.person(&app, kernel::Role::Manager, "jefe@aurora.test").await;
    let (admin, _) = shop.person(&app, kernel::Role::Admin, "admin@aurora.test").await;
    for path in [
        "/admin/integrations".to_owned(),
        format!("/admin/integrations/webhooks/{id}"),
    ] {
        manager.get(&path).await.expect(403);
        admin.get(&path).await.expect(200);
    }
    admin.get("/admin/integrations/keys/new").await.expect(403);
}
