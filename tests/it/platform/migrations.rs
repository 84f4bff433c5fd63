//! Every migration can be taken back and run again, on filled tables, as the owner who is no superuser.

use db::migrations::{self, MIGRATOR};
use sqlx::{Connection as _, PgConnection};
use testkit::{TestApp, TestDatabase};

#[tokio::test]
async fn every_migration_goes_down_and_up_again_with_rows_in_the_tables() {
    let app = TestApp::start().await;
    app.shop("aurora").await;
    let database = &app.database;
    app.pools.close().await;

    let mut versions: Vec<i64> = MIGRATOR
        .iter()
        .filter(|m| !m.migration_type.is_down_migration())
        .map(|m| m.version)
        .collect();
    versions.sort_unstable();
    while let Some(version) = versions.pop() {
        let below = versions.last().copied().unwrap_or(0);
        migrations::down(&database.urls.owner, below)
            .await
            .unwrap_or_else(|e| panic!("{version} down: {e:#}"));
    }
    let left: Vec<String> = sqlx::query_scalar(
        "select relname::text from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'v', 'p')",
    )
    .fetch_all(&mut PgConnection::connect(&database.urls.owner).await.unwrap())
    .await
    .unwrap();
    assert_eq!(
        left,
        ["_sqlx_migrations"],
        "a down migration leaves something behind"
    );
    migrations::up(&database.urls.owner).await.unwrap();
    assert!(
        migrations::status(&database.urls.owner)
            .await
            .unwrap()
            .iter()
            .all(|step| step.applied)
    );
}

#[tokio::test]
async fn the_owner_is_bound_by_force_and_touch_rows_is_the_way() {
    let database = TestDatabase::create().await;
    let mut owner = PgConnection::connect(&database.urls.owner).await.unwrap();
    let seen: i64 = sqlx::query_scalar("select count(*) from tenant")
        .fetch_one(&mut owner)
        .await
        .unwrap();
    assert_eq!(seen, 0, "FORCE binds the owner");
    sqlx::raw_sql("call touch_rows('tenant', 'update tenant set tagline = ''hola''')")
        .execute(&mut owner)
        .await
        .unwrap();
    let touched: i64 = sqlx::query_scalar("select count(*) from tenant where tagline = 'hola'")
        .fetch_one(&mut database.superuser().await)
        .await
        .unwrap();
    assert_eq!(touched, 1);
    let forced: bool =
        sqlx::query_scalar("select relforcerowsecurity from pg_class where relname = 'tenant'")
            .fetch_one(&mut owner)
            .await
            .unwrap();
    assert!(forced, "touch_rows must leave FORCE on");
}
