//! What is done as the platform role leaves a trace that the role cannot take away.

use db::{PlatformTx, PlatformView};
use kernel::{Actor, TenantId};
use serde_json::{Value, json};
use sqlx::FromRow;
use tenancy::Standing;
use tenancy::ops::set_standing;
use testkit::{Client, PASSWORD, TestApp};

#[derive(Debug, FromRow)]
struct Entry {
    actor: String,
    about_tenant: Option<TenantId>,
    details: Value,
}

async fn entries(app: &TestApp, purpose: &str) -> Vec<Entry> {
    sqlx::query_as(
        "select actor, about_tenant, details from platform_audit where purpose = $1 order by audit_id",
    )
    .bind(purpose)
    .fetch_all(&mut app.database.superuser().await)
    .await
    .unwrap()
}

#[tokio::test]
async fn a_sign_up_leaves_a_trace_and_a_refused_one_does_not() {
    let app = TestApp::start().await;
    let platform = Client::new(app.address, "platform.localhost");
    let body = json!({
        "shop_name": "Salón Aurora", "slug": "aurora", "name": "Ana", "email": "ana@aurora.test", "password": PASSWORD,
    });
    platform.post("/api/v1/signup", &body).await.expect(201);
    platform.post("/api/v1/signup", &body).await.expect(422);
    let found = entries(&app, "sign_up").await;
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].actor, "anonymous");
    assert_eq!(found[0].details["slug"], "aurora");
    let tenant: TenantId = sqlx::query_scalar("select tenant_id from tenant where slug = 'aurora'")
        .fetch_one(&mut app.database.superuser().await)
        .await
        .unwrap();
    assert_eq!(found[0].about_tenant, Some(tenant));
}

#[tokio::test]
async fn a_suspension_leaves_a_trace_if_it_is_made_to_last() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    for lasts in [false, true] {
        let (pool, env) = (&app.pools.platform, app.env.clone());
        let mut tx = PlatformTx::begin(pool, Actor::System, env, "suspend_tenant")
            .await
            .unwrap();
        set_standing(&mut tx, "aurora", Standing::Suspended, Some("no pagó"))
            .await
            .unwrap();
        if lasts {
            tx.commit().await.unwrap();
        }
    }
    let found = entries(&app, "suspend_tenant").await;
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(
        (found[0].actor.as_str(), found[0].about_tenant),
        ("system", Some(shop.tenant))
    );
    let expected = json!({ "slug": "aurora", "status": "suspended", "reason": "no pagó" });
    assert_eq!(found[0].details, expected);
}

#[tokio::test]
async fn a_second_start_changes_nothing_and_leaves_no_trace() {
    let app = TestApp::start().await;
    let _replica = app.second(&[]).await;
    assert_eq!(entries(&app, "name_platform").await.len(), 1);
}

#[tokio::test]
async fn no_role_of_the_program_can_change_the_traces_and_shops_never_read_them() {
    let app = TestApp::start().await;
    app.shop("aurora").await;
    for pool in [
        app.pools.platform.sessions(),
        app.pools.app.sessions(),
        &app.pools.worker,
    ] {
        for sql in [
            "update platform_audit set purpose = 'nothing'",
            "delete from platform_audit",
            "truncate platform_audit",
        ] {
            let refused = sqlx::query(sql).execute(pool).await.unwrap_err().to_string();
            assert!(refused.contains("permission denied"), "{sql}: {refused}");
        }
    }
    for pool in [app.pools.app.sessions(), &app.pools.worker] {
        let read = sqlx::query("select purpose from platform_audit")
            .execute(pool)
            .await;
        assert!(read.unwrap_err().to_string().contains("permission denied"));
    }
    assert_eq!(entries(&app, "sign_up").await.len(), 1);
}

#[tokio::test]
async fn a_view_over_all_tenants_changes_nothing() {
    let app = TestApp::start().await;
    app.shop("aurora").await;
    let mut view = PlatformView::begin(&app.pools.platform).await.unwrap();
    let refused = sqlx::query("update tenant set name = 'x' where slug = 'aurora'")
        .execute(&mut *view)
        .await
        .unwrap_err()
        .to_string();
    assert!(refused.contains("read-only transaction"), "{refused}");
}
