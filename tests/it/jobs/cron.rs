//! Schedules: each moment counts once, for all replicas together.

use ::jobs::Registry;
use testkit::TestApp;

use super::{Work, count, worker};

const HOUR: i64 = 3_600;

fn hourly() -> Registry {
    let mut registry = Registry::new();
    registry.handle::<Work, _, _>(|_, _| async { Ok(()) });
    registry.schedule("test.hourly", "0 0 * * * *", &Work {});
    registry
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn replicas_take_each_tick_once() {
    let app = TestApp::start().await;
    let replica = app.second(&[]).await;
    let workers = [worker(&app, &hourly()), worker(&replica, &hourly())];
    for hour in 1..=5 {
        let [one, two] = workers.clone();
        let (one, two) = (
            tokio::spawn(async move { one.tick_due().await.unwrap() }),
            tokio::spawn(async move { two.tick_due().await.unwrap() }),
        );
        let taken = one.await.unwrap() + two.await.unwrap();
        // The first time, the queue's own two daily schedules are made up for too.
        assert_eq!(taken, if hour == 1 { 3 } else { 1 });
        assert_eq!(count(&app, "test.work").await, hour);
        app.advance(HOUR);
    }
}

#[tokio::test]
async fn missed_ticks_are_made_up_for_by_one_unless_they_are_old() {
    let app = TestApp::start().await;
    let worker = worker(&app, &hourly());
    worker.tick_due().await.unwrap();
    assert_eq!(count(&app, "test.work").await, 1);
    app.advance(5 * HOUR + 100);
    worker.tick_due().await.unwrap();
    assert_eq!(count(&app, "test.work").await, 2);
    assert_eq!(worker.tick_due().await.unwrap(), 0, "nothing new");
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
