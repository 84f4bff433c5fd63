//! Schedules: each moment counts once, for all replicas together.

use ::jobs::{Missed, Registry, Timing};
use testkit::TestApp;

use super::{Work, count, worker};

const HOUR: i64 = 3_600;

fn hourly(missed: Missed) -> Registry {
    let mut registry = Registry::new();
    registry.handle::<Work, _, _>(|_, _| async { Ok(()) });
    let timing = Timing::pattern("0 0 * * * *").missed(missed);
    registry.schedule("test.hourly", timing, &Work {});
    registry
}

/// How many of its moments were taken.
async fn taken(app: &TestApp) -> i64 {
    sqlx::query_scalar("select count(*) from schedule_run where schedule = 'test.hourly'")
        .fetch_one(&mut app.database.superuser().await)
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn replicas_take_each_tick_once() {
    let app = TestApp::start().await;
    let replica = app.second(&[]).await;
    let registry = hourly(Missed::WITHIN_A_DAY);
    let workers = [worker(&app, &registry), worker(&replica, &registry)];
    for hour in 1..=5 {
        let [one, two] = workers.clone();
        let (one, two) = (
            tokio::spawn(async move { one.tick_due().await.unwrap() }),
            tokio::spawn(async move { two.tick_due().await.unwrap() }),
        );
        // Besides it, each quarter of an hour the queue's own look for whom a day has come.
        assert_eq!(one.await.unwrap() + two.await.unwrap(), 2);
        assert_eq!(taken(&app).await, hour);
        workers[0].run_due().await.unwrap();
        assert_eq!(count(&app, "test.work").await, hour);
        app.advance(HOUR);
    }
}

#[tokio::test]
async fn while_its_job_waits_a_schedule_asks_for_no_other_and_it_does_the_work_of_both() {
    let app = TestApp::start().await;
    let worker = worker(&app, &hourly(Missed::WITHIN_A_DAY));
    for _ in 0..3 {
        worker.tick_due().await.unwrap();
        app.advance(HOUR);
    }
    assert_eq!((taken(&app).await, count(&app, "test.work").await), (3, 1));
    let jobs: i64 =
        sqlx::query_scalar("select count(distinct job_id) from schedule_run where schedule = 'test.hourly'")
            .fetch_one(&mut app.database.superuser().await)
            .await
            .unwrap();
    assert_eq!(jobs, 1, "each moment names the job that it became");
}

#[tokio::test]
async fn missed_ticks_are_made_up_for_by_one_unless_they_are_old() {
    let app = TestApp::start().await;
    let worker = worker(&app, &hourly(Missed::WITHIN_A_DAY));
    worker.tick_due().await.unwrap();
    assert_eq!(taken(&app).await, 1);
    app.advance(5 * HOUR + 1_500);
    worker.tick_due().await.unwrap();
    assert_eq!(taken(&app).await, 2);
    assert_eq!(worker.tick_due().await.unwrap(), 0, "nothing new");
}

#[tokio::test]
async fn missed_ticks_of_a_schedule_that_skips_them_are_let_pass() {
    let app = TestApp::start().await;
    let worker = worker(&app, &hourly(Missed::Skipped));
    worker.tick_due().await.unwrap();
    assert_eq!(taken(&app).await, 1);
    app.advance(5 * HOUR + 1_500);
    worker.tick_due().await.unwrap();
    assert_eq!(taken(&app).await, 1, "it is not made up for");
    app.advance(2_105);
    worker.tick_due().await.unwrap();
    assert_eq!(taken(&app).await, 2, "five seconds late is in time");
}

#[tokio::test]
async fn an_order_to_hand_out_that_is_done_again_passes_over_who_has_it() {
    let app = TestApp::start().await;
    app.shop("one").await;
    app.shop("two").await;
    let mut registry = Registry::new();
    registry.handle::<Work, _, _>(|_, _| async { Ok(()) });
    registry.for_each_tenant("test.each", "0 0 * * * *", &Work {});
    let worker = worker(&app, &registry);
    worker.tick_due().await.unwrap();
    worker.run_due().await.unwrap();
    assert_eq!(count(&app, "test.work").await, 2);
    // As if the worker had died before it could say that it was done.
    sqlx::query("update job set status = 'waiting' where kind = 'jobs.fan_out'")
        .execute(&mut app.database.superuser().await)
        .await
        .unwrap();
    worker.run_due().await.unwrap();
    assert_eq!(count(&app, "test.work").await, 2);
}

#[tokio::test]
async fn a_schedule_for_each_tenant_leaves_out_who_is_closed_and_who_still_has_the_last_one() {
    let app = TestApp::start().await;
    let (open, shut) = (app.shop("open").await, app.shop("shut").await);
    let calm = app.shop("calm").await;
    let mut registry = Registry::new();
    // Who hands the work out does not know its kind, so it stays in the queue.
    registry.handle::<Work, _, _>(|_, _| std::future::pending());
    registry.for_each_tenant("test.each", "0 0 * * * *", &Work {});
    let mut conn = app.database.superuser().await;
    sqlx::query("update tenant set status = 'suspended' where tenant_id = $1")
        .bind(shut.tenant)
        .execute(&mut conn)
        .await
        .unwrap();
    let (clock, hands) = (worker(&app, &registry), worker(&app, &Registry::new()));
    for hour in 0..2 {
        clock.tick_due().await.unwrap();
        hands.run_due().await.unwrap();
        let has: Vec<kernel::TenantId> =
            sqlx::query_scalar("select tenant_id from job where kind = 'test.work' order by tenant_id")
                .fetch_all(&mut conn)
                .await
                .unwrap();
        let mut expected = vec![open.tenant, calm.tenant];
        expected.sort_unstable();
        assert_eq!(has, expected, "after {hour} hours");
        app.advance(HOUR);
    }
}
