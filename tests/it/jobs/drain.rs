//! The order to stop: what runs is finished if it can be, and given back if not.

use std::sync::Arc;
use std::time::Duration;

use ::jobs::{Registry, RunnerConfig};
use testkit::TestApp;
use tokio::sync::Notify;
use tokio::sync::mpsc::unbounded_channel;
use tokio_util::sync::CancellationToken;

use super::{Work, enqueue, row, worker, worker_with};

/// One at a time, so that a second job has to wait.
fn one_at_a_time(drain: Duration) -> RunnerConfig {
    RunnerConfig {
        concurrency: 1,
        drain,
        ..RunnerConfig::default()
    }
}

#[tokio::test]
async fn a_stop_lets_the_running_job_finish_and_begins_no_other() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let (tell, mut begun) = unbounded_channel();
    let go = Arc::new(Notify::new());
    let mut registry = Registry::new();
    let goes = Arc::clone(&go);
    registry.handle::<Work, _, _>(move |_, _| {
        let (tell, go) = (tell.clone(), Arc::clone(&goes));
        async move {
            tell.send(()).unwrap();
            go.notified().await;
            Ok(())
        }
    });
    let worker = worker_with(&app, &registry, one_at_a_time(Duration::from_secs(30)));
    let stop = CancellationToken::new();
    let running = enqueue(&app, shop.tenant, &Work {}).await;
    let working = tokio::spawn({
        let stop = stop.clone();
        async move { worker.run(stop).await }
    });
    begun.recv().await.unwrap();
    let waiting = enqueue(&app, shop.tenant, &Work {}).await;
    stop.cancel();
    go.notify_one();
    working.await.unwrap();
    assert_eq!(row(&app, running).await.status, "done");
    let left = row(&app, waiting).await;
    assert_eq!((left.status.as_str(), left.attempts), ("waiting", 0));
    assert!(begun.try_recv().is_err());
}

#[tokio::test]
async fn what_cannot_be_finished_in_time_is_given_back_and_the_attempt_does_not_count() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let (tell, mut begun) = unbounded_channel();
    let mut endless = Registry::new();
    endless.handle::<Work, _, _>(move |_, _| {
        tell.send(()).unwrap();
        std::future::pending()
    });
    let stopped = worker_with(&app, &endless, one_at_a_time(Duration::from_millis(1)));
    let stop = CancellationToken::new();
    let id = enqueue(&app, shop.tenant, &Work {}).await;
    let working = tokio::spawn({
        let stop = stop.clone();
        async move { stopped.run(stop).await }
    });
    begun.recv().await.unwrap();
    stop.cancel();
    working.await.unwrap();
    let back = row(&app, id).await;
    assert_eq!((back.status.as_str(), back.attempts), ("waiting", 0));

    let mut registry = Registry::new();
    registry.handle::<Work, _, _>(|_, _| async { Ok(()) });
    worker(&app, &registry).run_due().await.unwrap();
    let done = row(&app, id).await;
    assert_eq!(
        (done.status.as_str(), done.attempts),
        ("done", 1),
        "no lease holds it"
    );
}

/// A stop may last longer than a lease: meanwhile nobody else begins the job.
#[tokio::test]
async fn what_is_being_finished_stays_held() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let (tell, mut begun) = unbounded_channel();
    let go = Arc::new(Notify::new());
    let mut registry = Registry::new();
    let goes = Arc::clone(&go);
    registry.handle::<Work, _, _>(move |_, _| {
        let (tell, go) = (tell.clone(), Arc::clone(&goes));
        async move {
            tell.send(()).unwrap();
            go.notified().await;
            Ok(())
        }
    });
    let config = RunnerConfig {
        heartbeat: Duration::from_millis(10),
        ..one_at_a_time(Duration::from_secs(30))
    };
    let worker = worker_with(&app, &registry, config);
    let stop = CancellationToken::new();
    let id = enqueue(&app, shop.tenant, &Work {}).await;
    let working = tokio::spawn({
        let stop = stop.clone();
        async move { worker.run(stop).await }
    });
    begun.recv().await.unwrap();
    stop.cancel();
    let other = worker_with(&app, &registry, RunnerConfig::default());
    for _ in 0..3 {
        app.advance(i64::from(config.lease_seconds) - 1);
        until_held(&app, id).await;
        // What else is due it may do.
        tokio::select! {
            ran = other.run_due() => drop(ran.unwrap()),
            _ = begun.recv() => panic!("begun a second time"),
        }
    }
    go.notify_one();
    working.await.unwrap();
    assert_eq!(row(&app, id).await.status, "done");
}

/// Until its lease lasts as long from now as a new one does.
async fn until_held(app: &TestApp, id: ::jobs::JobId) {
    let mut beat = tokio::time::interval(Duration::from_millis(10));
    for _ in 0..1_000 {
        beat.tick().await;
        let lease: kernel::Instant = sqlx::query_scalar("select lease_until from job where job_id = $1")
            .bind(id)
            .fetch_one(&mut app.database.superuser().await)
            .await
            .unwrap();
        let whole = i64::from(RunnerConfig::default().lease_seconds);
        if lease.seconds_since(app.env.now()) >= whole {
            return;
        }
    }
    panic!("nobody renews the lease");
}
