//! Sessions are listed, ended one by one, and purged.

use kernel::Role;
use serde_json::json;
use testkit::{PASSWORD, TestApp};

use super::{log_in, text, tx};

#[tokio::test]
async fn sessions_are_listed_and_ended_by_their_owner_only() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let (cashier, _) = shop.person(&app, Role::Cashier, "caja@aurora.test").await;
    app.advance(60);
    let elsewhere = testkit::sign_in(&shop.anonymous, "caja@aurora.test").await;
    let list = cashier.get("/api/v1/auth/sessions").await.expect(200).json();
    let sessions = list["data"].as_array().unwrap();
    assert_eq!(sessions.len(), 2, "{list}");
    let other = sessions.iter().find(|s| s["current"] == false).unwrap()["id"]
        .as_str()
        .unwrap();

    shop.owner
        .delete(&format!("/api/v1/auth/sessions/{other}"))
        .await
        .expect(404);
    elsewhere.get("/api/v1/auth/me").await.expect(200);
    cashier
        .delete(&format!("/api/v1/auth/sessions/{other}"))
        .await
        .expect(204);
    elsewhere.get("/api/v1/auth/me").await.expect(401);
    cashier
        .delete(&format!("/api/v1/auth/sessions/{other}"))
        .await
        .expect(404);
    cashier.delete("/api/v1/auth/sessions/nonsense").await.expect(404);

    cashier.post("/api/v1/auth/logout", &()).await.expect(204);
    cashier.get("/api/v1/auth/me").await.expect(401);
}

#[tokio::test]
async fn what_has_ended_is_forgotten_in_time() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let sessions = async || {
        let mut tx = tx(&app, &shop).await;
        let sql = "select count(*) from session where tenant_id = $1";
        sqlx::query_scalar::<_, i64>(sql)
            .bind(shop.tenant)
            .fetch_one(&mut **tx)
            .await
            .unwrap()
    };
    let purge = async || {
        let mut tx = tx(&app, &shop).await;
        jobs::enqueue(&mut tx, &identity::PurgeSessions {}).await.unwrap();
        tx.commit().await.unwrap();
        app.run_jobs().await;
    };
    purge().await;
    assert_eq!(sessions().await, 1);
    app.advance(38 * 86_400);
    purge().await;
    assert_eq!(sessions().await, 0);
}

#[tokio::test]
async fn a_session_that_goes_on_does_not_keep_every_refresh_token() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let mut answer = log_in(&shop.anonymous, "owner@aurora.test", PASSWORD).await;
    let mut tokens = vec![];
    for _ in 0..8 {
        tokens.push(text(&answer.expect(200).json(), "refresh_token").to_owned());
        app.advance(6 * 86_400);
        let body = json!({ "refresh_token": tokens.last().unwrap() });
        answer = shop.anonymous.post("/api/v1/auth/refresh", &body).await;
    }
    answer.expect(200);
    let mut purging = tx(&app, &shop).await;
    jobs::enqueue(&mut purging, &identity::PurgeSessions {})
        .await
        .unwrap();
    purging.commit().await.unwrap();
    app.run_jobs().await;
    // Of nine tokens, the two that ended more than thirty days ago are gone.
    let kept: i64 = sqlx::query_scalar("select count(*) from refresh_token where tenant_id = $1")
        .bind(shop.tenant)
        .fetch_one(&mut **tx(&app, &shop).await)
        .await
        .unwrap();
    assert_eq!(kept, 7);
    // One used twice still ends the session.
    let body = json!({ "refresh_token": tokens.last().unwrap() });
    let reused = shop
        .anonymous
        .post("/api/v1/auth/refresh", &body)
        .await
        .expect(401);
    assert_eq!(reused.code(), "refresh_token_reused");
}
