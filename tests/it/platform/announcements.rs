//! What replicas tell each other, and what they do when they may have missed something.

use std::time::Duration;

use testkit::TestApp;

/// Changed behind everybody's back, as by a replica whose announcement came while the connection was gone.
#[tokio::test]
async fn who_listens_again_forgets_every_shop_and_host() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let name = async |host: &str| app.app.shops.by_host(host).await.unwrap().map(|s| s.name.clone());
    assert_eq!(name(&shop.host).await.as_deref(), Some("aurora"));
    assert_eq!(name("otra.localhost").await, None);
    sqlx::raw_sql(sqlx::AssertSqlSafe(format!(
        "update tenant set name = 'Otro nombre' where tenant_id = '{0}';
         insert into tenant_host (host, tenant_id, is_primary, created_at)
         values ('otra.localhost', '{0}', false, now())",
        shop.tenant
    )))
    .execute(&mut app.database.superuser().await)
    .await
    .unwrap();
    app.interrupt_announcements().await;
    let mut tick = tokio::time::interval(Duration::from_millis(20));
    for _ in 0..500 {
        tick.tick().await;
        if name("otra.localhost").await.is_some() {
            assert_eq!(name(&shop.host).await.as_deref(), Some("Otro nombre"));
            return;
        }
    }
    panic!("a host that was unknown once stays unknown");
}
