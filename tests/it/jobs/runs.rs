//! How what the clock started went is remembered, as long as anybody may ask.

use ::jobs::{JobError, Outcome, Purge, Registry, Run, Runner, list_runs, run_now, tally_runs};
use kernel::TenantId;
use testkit::TestApp;

use super::{Work, count, enqueue, worker};

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

/// A handler that fails at its first two attempts of each job.
fn stumbling() -> Registry {
    let mut registry = Registry::new();
    registry.handle::<Work, _, _>(|ctx, _| async move {
        if ctx.attempt < 3 {
            return Err(JobError::retry("not yet"));
        }
        Ok(())
    });
    registry.for_each_tenant("test.each", "0 0 * * * *", &Work {});
    registry
}

async fn newest(app: &TestApp, tenant: TenantId) -> Run {
    let mut tx = app.begin(tenant).await;
    let runs = list_runs(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    let run = runs.into_iter().find(|run| run.schedule == "test.each");
    run.expect("the schedule has run")
}

async fn look(worker: &Runner) {
    worker.tick_due().await.unwrap();
    worker.run_due().await.unwrap();
}

#[tokio::test]
async fn a_run_waits_is_tried_again_and_ends() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let (clock, worker) = (worker(&app, &Registry::new()), worker(&app, &stumbling()));
    worker.tick_due().await.unwrap();
    // Who hands it out does not know its kind.
    clock.run_due().await.unwrap();
    let run = newest(&app, shop.tenant).await;
    assert_eq!((run.outcome(), run.took()), (Outcome::Waiting, None));
    worker.run_due().await.unwrap();
    let run = newest(&app, shop.tenant).await;
    assert_eq!(
        (run.outcome(), run.last_error.as_deref()),
        (Outcome::Retrying, Some("not yet"))
    );
    app.advance(10);
    worker.run_due().await.unwrap();
    app.advance(20);
    worker.run_due().await.unwrap();
    let run = newest(&app, shop.tenant).await;
    assert_eq!((run.outcome(), run.took()), (Outcome::Done, Some(0)));
    assert_eq!(run.ended_at(), Some(app.env.now()));
}

#[tokio::test]
async fn what_was_given_up_is_told_and_that_somebody_discarded_it() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let mut registry = Registry::new();
    registry.handle::<Work, _, _>(|_, _| async { Err(JobError::fail("never")) });
    registry.for_each_tenant("test.each", "0 0 * * * *", &Work {});
    let worker = worker(&app, &registry);
    look(&worker).await;
    let run = newest(&app, shop.tenant).await;
    assert_eq!(run.outcome(), Outcome::Failed);
    let mut tx = app.begin(shop.tenant).await;
    let since = tx.now().plus_seconds(-DAY);
    let tally = tally_runs(&mut tx, since).await.unwrap();
    assert_eq!((tally[0].done, tally[0].failed, tally[0].open), (0, 1, 0));
    ::jobs::discard(&mut tx, run.job_id.unwrap()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(newest(&app, shop.tenant).await.outcome(), Outcome::Gone);
    look(&worker).await;
    assert_eq!(count(&app, "test.work").await, 0, "its moment is not done again");
}

#[tokio::test]
async fn by_hand_it_is_done_once_however_often_it_is_asked_for() {
    let app = TestApp::start().await;
    let (shop, other) = (app.shop("aurora").await, app.shop("bordados").await);
    // Who hands it out does not know its kind, so it waits.
    let (timetable, hands) = (
        worker(&app, &stumbling()).timetable(),
        worker(&app, &Registry::new()),
    );
    for _ in 0..3 {
        let mut tx = app.begin(shop.tenant).await;
        let plan = timetable.find(shop.tenant, "test.each").unwrap();
        run_now(&mut tx, plan).await.unwrap();
        tx.commit().await.unwrap();
        app.advance(1);
    }
    assert_eq!(count(&app, "test.work").await, 1);
    assert_eq!(newest(&app, shop.tenant).await.outcome(), Outcome::Waiting);
    let mut tx = app.begin(other.tenant).await;
    assert!(list_runs(&mut tx).await.unwrap().is_empty());
    tx.commit().await.unwrap();

    // For the platform, it is handed out to every shop; the one that waits does it for both.
    let mut tx = app.begin(TenantId::PLATFORM).await;
    let plan = timetable.find(TenantId::PLATFORM, "test.each").unwrap();
    run_now(&mut tx, plan).await.unwrap();
    tx.commit().await.unwrap();
    hands.run_due().await.unwrap();
    assert_eq!(count(&app, "test.work").await, 2);
    assert!(timetable.find(shop.tenant, "jobs.purge_platform").is_none());
}

#[tokio::test]
async fn the_newest_run_and_its_job_outlive_the_cleaning() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let mut registry = Registry::new();
    registry.handle::<Work, _, _>(|_, _| async { Ok(()) });
    registry.for_each_tenant("test.each", "0 0 * * * *", &Work {});
    let worker = worker(&app, &registry);
    for _ in 0..3 {
        look(&worker).await;
        app.advance(HOUR);
    }
    assert_eq!(count(&app, "test.work").await, 3);
    app.advance(30 * DAY);
    enqueue(&app, shop.tenant, &Purge {}).await;
    worker.run_due().await.unwrap();
    assert_eq!(count(&app, "test.work").await, 1);
    assert_eq!(newest(&app, shop.tenant).await.outcome(), Outcome::Done);
    let runs: i64 = sqlx::query_scalar(
        "select count(*) from schedule_run where tenant_id = $1 and schedule = 'test.each'",
    )
    .bind(shop.tenant)
    .fetch_one(&mut app.database.superuser().await)
    .await
    .unwrap();
    assert_eq!(runs, 1);
}
