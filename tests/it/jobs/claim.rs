//! Who gets which job, and what travels with it.

use std::time::Duration;

use ::jobs::{Job, JobCtx, Registry, with_trace};
use futures_util::future::join_all;
use serde::{Deserialize, Serialize};
use testkit::TestApp;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use super::{Work, enqueue, enqueue_many, worker};

/// What `run_due` claims at a time; within one claim no order is promised.
const AT_A_TIME: usize = 16;

/// A handler that tells what it was given and succeeds.
fn telling() -> (Registry, UnboundedReceiver<JobCtx>) {
    let (tell, told) = unbounded_channel();
    let mut registry = Registry::new();
    registry.handle::<Work, _, _>(move |ctx, _| {
        tell.send(ctx).unwrap();
        async { Ok(()) }
    });
    (registry, told)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn workers_who_claim_at_once_never_run_a_job_twice() {
    let app = TestApp::start().await;
    let replica = app.second(&[]).await;
    let shop = app.shop("aurora").await;
    let (registry, mut told) = telling();
    let mut expected = enqueue_many(&app, shop.tenant, &Work {}, 120).await;
    let workers = [&app, &replica, &app, &replica].map(|app| worker(app, &registry));
    let runs = workers.map(|worker| tokio::spawn(async move { worker.run_due().await.unwrap() }));
    let attempts: usize = join_all(runs).await.into_iter().map(Result::unwrap).sum();
    let mut ran = vec![];
    while let Ok(ctx) = told.try_recv() {
        assert_eq!(ctx.attempt, 1);
        ran.push(ctx.job_id);
    }
    ran.sort_unstable();
    expected.sort_unstable();
    assert_eq!((attempts, ran), (expected.len(), expected));
}

#[tokio::test]
async fn a_job_that_somebody_has_locked_is_passed_over_not_waited_for() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let (registry, mut told) = telling();
    let ids = enqueue_many(&app, shop.tenant, &Work {}, 2).await;
    let mut holder = app.database.superuser().await;
    sqlx::raw_sql(sqlx::AssertSqlSafe(format!(
        "begin; select from job where job_id = '{}' for update",
        ids[0]
    )))
    .execute(&mut holder)
    .await
    .unwrap();
    let worker = worker(&app, &registry);
    let ran = tokio::time::timeout(Duration::from_secs(10), worker.run_due())
        .await
        .expect("nobody waits for a lock")
        .unwrap();
    assert_eq!((ran, told.recv().await.unwrap().job_id), (1, ids[1]));
    sqlx::raw_sql("rollback").execute(&mut holder).await.unwrap();
    assert_eq!(worker.run_due().await.unwrap(), 1);
}

/// More than a claim looks at from the oldest end, so that the newcomer is seen from the other.
#[tokio::test]
async fn a_shop_with_a_long_backlog_does_not_hold_up_another() {
    let app = TestApp::start().await;
    let (busy, calm) = (app.shop("busy").await, app.shop("calm").await);
    let (registry, mut told) = telling();
    enqueue_many(&app, busy.tenant, &Work {}, 240).await;
    app.advance(60);
    enqueue(&app, calm.tenant, &Work {}).await;
    worker(&app, &registry).run_due().await.unwrap();
    let mut order = vec![];
    while let Ok(ctx) = told.try_recv() {
        order.push(ctx.tenant);
    }
    assert_eq!(order.len(), 241);
    let turn = order.iter().position(|tenant| *tenant == calm.tenant).unwrap();
    assert!(
        turn < AT_A_TIME,
        "the calm shop's only job was number {turn}: not of the first claim"
    );
}

/// What a job leaves behind.
#[derive(Debug, Serialize, Deserialize)]
struct Echo {}

impl Job for Echo {
    const KIND: &'static str = "test.echo";
}

#[tokio::test]
async fn a_job_and_what_it_leaves_behind_run_for_its_tenant_under_the_trace_of_their_cause() {
    let app = TestApp::start().await;
    let (mine, theirs) = (app.shop("mine").await, app.shop("theirs").await);
    let (tell, mut told) = unbounded_channel();
    let mut registry = Registry::new();
    registry.handle::<Work, _, _>(|ctx, _| async move {
        let mut tx = ctx.begin().await?;
        ::jobs::enqueue(&mut tx, &Echo {}).await?;
        Ok(tx.commit().await?)
    });
    registry.handle::<Echo, _, _>(move |ctx, _| {
        let tell = tell.clone();
        async move {
            let mut tx = ctx.begin().await?;
            let shops: Vec<String> = sqlx::query_scalar("select slug from tenant")
                .fetch_all(&mut *tx)
                .await?;
            tell.send((ctx.tenant, shops, ctx.trace)).unwrap();
            Ok(())
        }
    });
    let worker = worker(&app, &registry);

    with_trace("a-request".into(), enqueue(&app, theirs.tenant, &Work {})).await;
    assert_eq!(worker.run_due().await.unwrap(), 2);
    let expected = (theirs.tenant, vec!["theirs".to_owned()], "a-request".to_owned());
    assert_eq!(told.recv().await.unwrap(), expected);

    let alone = enqueue(&app, mine.tenant, &Work {}).await;
    assert_eq!(worker.run_due().await.unwrap(), 2);
    let expected = (mine.tenant, vec!["mine".to_owned()], alone.to_string());
    assert_eq!(
        told.recv().await.unwrap(),
        expected,
        "nobody's job starts a trace"
    );
}
