//! Whoever should not come in by a support access does not.

use std::sync::Arc;

use kernel::Role;
use serde_json::json;
use testkit::TestApp;
use tokio::sync::Barrier;

use super::{ask, enter, staff};

#[tokio::test]
async fn a_token_works_once_and_only_at_its_shop() {
    let app = TestApp::start().await;
    let (shop, other) = (app.shop("aurora").await, app.shop("bruma").await);
    let support = staff(&app, Role::Support).await;
    let token = ask(&support, &shop, 30).await;
    let elsewhere = other.anonymous.another();
    elsewhere
        .form("/support/enter", &[("token", &token)])
        .await
        .expect(409);
    let helper = enter(&shop, &token).await;
    let replayed = shop
        .anonymous
        .another()
        .form("/support/enter", &[("token", &token)])
        .await;
    replayed.expect(409);
    helper.get("/admin").await.expect(200);
    // The session is worth nothing next door.
    let cookie = format!("__Host-session={}", helper.cookie("__Host-session"));
    let stray = other.anonymous.another();
    let asked = stray
        .request(reqwest::Method::GET, "/admin")
        .header("cookie", cookie);
    stray.send(asked).await.expect(303);
    for nonsense in ["x", "0".repeat(64).as_str()] {
        shop.anonymous
            .another()
            .form("/support/enter", &[("token", nonsense)])
            .await
            .expect(409);
    }
}

/// Sixteen who hold the token at once: one comes in, in one session.
#[tokio::test]
async fn of_many_with_one_token_one_comes_in() {
    let app = Arc::new(TestApp::start_with(&[("VITRINA_LIMITS__ON", "false")]).await);
    let shop = app.shop("aurora").await;
    let support = staff(&app, Role::Support).await;
    let token = ask(&support, &shop, 30).await;
    let barrier = Arc::new(Barrier::new(16));
    let racers: Vec<_> = (0..16)
        .map(|_| {
            let (browser, token, barrier) = (shop.anonymous.another(), token.clone(), barrier.clone());
            tokio::spawn(async move {
                barrier.wait().await;
                let answer = browser.form("/support/enter", &[("token", &token)]).await;
                answer.status.as_u16()
            })
        })
        .collect();
    let mut entered = 0;
    for racer in racers {
        match racer.await.unwrap() {
            303 => entered += 1,
            status => assert!(matches!(status, 409), "{status}"),
        }
    }
    assert_eq!(entered, 1);
    let sessions: i64 = sqlx::query_scalar(
        "select count(*) from session s join person p using (tenant_id, person_id)
          where s.tenant_id = $1 and p.role = 'helper'",
    )
    .bind(shop.tenant)
    .fetch_one(&mut app.database.superuser().await)
    .await
    .unwrap();
    assert_eq!(sessions, 1);
}

/// Whatever way a session of a helper's came about, without its access it is nobody's.
#[tokio::test]
async fn a_session_without_an_access_is_nobodys() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let (client, _) = shop.person(&app, Role::Helper, "colada@aurora.test").await;
    client.get("/api/v1/admin/orders").await.expect(401);
}

#[tokio::test]
async fn nobody_helps_longer_than_an_hour_without_a_reason_or_at_a_closed_shop() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let support = staff(&app, Role::Support).await;
    let path = format!("/api/v1/platform/tenants/{}", shop.tenant);
    for bad in [
        json!({ "reason": "x", "minutes": 61 }),
        json!({ "reason": "x", "minutes": 0 }),
        json!({ "reason": " ", "minutes": 10 }),
        json!({ "minutes": 10 }),
    ] {
        support
            .post(&format!("{path}/support-accesses"), &bad)
            .await
            .expect(422);
    }
    support
        .post(&format!("{path}/suspend"), &json!({ "reason": "x" }))
        .await
        .expect(204);
    let wanted = json!({ "reason": "x", "minutes": 10 });
    let refused = support
        .post(&format!("{path}/support-accesses"), &wanted)
        .await
        .expect(409);
    assert_eq!(refused.code(), "shop_not_served");
    let own = "/api/v1/platform/tenants/00000000-0000-7000-8000-000000000000/support-accesses";
    support.post(own, &wanted).await.expect(404);
}

#[tokio::test]
async fn the_panel_ends_an_access_from_outside() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let support = staff(&app, Role::Support).await;
    let helper = enter(&shop, &ask(&support, &shop, 30).await).await;
    let path = format!("/api/v1/platform/tenants/{}", shop.tenant);
    let shown = support.get(&path).await.expect(200).json();
    let access = shown["support_accesses"][0]["id"].as_str().unwrap();
    support
        .delete(&format!("{path}/support-accesses/{access}"))
        .await
        .expect(204);
    helper.get("/admin").await.expect(303);
    support
        .delete(&format!("{path}/support-accesses/{access}"))
        .await
        .expect(404);
}
