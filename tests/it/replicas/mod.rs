//! Two processes of the real program behind a real nginx, with a real Redis between them: whatever one knows or changes, the
//! other goes by, and the death of one loses nothing. Once more with `PgBouncer` before PostgreSQL.

mod death;
mod nginx;
mod pgbouncer;
pub mod process;
mod stage;
mod story;

use stage::{Road, Stage};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_replicas_behind_nginx_are_one_shop() {
    let stage = Stage::set(Road::Direct).await;
    story::tell(&stage).await;
    death::survive(stage).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_replicas_behind_nginx_are_one_shop_through_pgbouncer_too() {
    let stage = Stage::set(Road::PgBouncer).await;
    story::tell(&stage).await;
    stage.assert_pooled().await;
    death::survive(stage).await;
}
