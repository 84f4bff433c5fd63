//! What becomes of jobs that fail, and of those whose worker dies.

use std::sync::Arc;
use std::time::Duration;

use ::jobs::{Job, JobError, Registry, Runner};
use metrics_exporter_prometheus::PrometheusBuilder;
use serde::{Deserialize, Serialize};
use testkit::TestApp;
use tokio::sync::Notify;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use super::{Work, enqueue, row, worker};

/// Longer than a lease, in seconds.
const LEASE_AND_MORE: i64 = 61;

/// A job whose first attempt may be the last.
#[derive(Debug, Serialize, Deserialize)]
struct OnlyOnce {}

impl Job for OnlyOnce {
    const KIND: &'static str = "test.only_once";
    const MAX_ATTEMPTS: u16 = 1;
}

/// A job that may not take long.
#[derive(Debug, Serialize, Deserialize)]
struct Hasty {}

impl Job for Hasty {
    const KIND: &'static str = "test.hasty";
    const TIME_LIMIT: Duration = Duration::from_millis(10);
}

/// A handler whose first attempt says that it has begun, waits for the go, and fails; later attempts succeed.
fn stuck<J: Job>() -> (Registry, UnboundedReceiver<()>, Arc<Notify>) {
    let (tell, begun) = unbounded_channel();
    let go = Arc::new(Notify::new());
    let mut registry = Registry::new();
    let goes = Arc::clone(&go);
    registry.handle::<J, _, _>(move |ctx, _| {
        let (tell, go) = (tell.clone(), Arc::clone(&goes));
        async move {
            if ctx.attempt > 1 {
                return Ok(());
            }
            tell.send(()).unwrap();
            go.notified().await;
            Err(JobError::retry("too late"))
        }
    });
    (registry, begun, go)
}

/// Ends in the middle of its job, as its process would.
async fn die_at_work(worker: Runner, begun: &mut UnboundedReceiver<()>) {
    let working = tokio::spawn(async move { worker.run_due().await });
    begun.recv().await.unwrap();
    working.abort();
    assert!(working.await.unwrap_err().is_cancelled());
}

#[tokio::test]
async fn a_job_whose_worker_died_is_run_by_another_when_the_lease_has_run_out() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let (registry, mut begun, _) = stuck::<Work>();
    let id = enqueue(&app, shop.tenant, &Work {}).await;
    die_at_work(worker(&app, &registry), &mut begun).await;

    let other = worker(&app, &registry);
    assert_eq!(other.run_due().await.unwrap(), 0, "the lease still holds");
    assert_eq!(row(&app, id).await.status, "running");
    app.advance(LEASE_AND_MORE);
    assert_eq!(other.run_due().await.unwrap(), 1);
    let done = row(&app, id).await;
    assert_eq!((done.status.as_str(), done.attempts), ("done", 2));
}

#[tokio::test]
async fn who_comes_back_after_its_lease_changes_nothing_any_more() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let (registry, mut begun, go) = stuck::<Work>();
    let id = enqueue(&app, shop.tenant, &Work {}).await;
    let slow = worker(&app, &registry);
    let working = tokio::spawn(async move { slow.run_due().await });
    begun.recv().await.unwrap();
    app.advance(LEASE_AND_MORE);
    assert_eq!(worker(&app, &registry).run_due().await.unwrap(), 1);
    go.notify_one();
    working.await.unwrap().unwrap();
    let done = row(&app, id).await;
    assert_eq!(
        (done.status.as_str(), done.attempts, done.last_error),
        ("done", 2, None)
    );
}

#[tokio::test]
async fn a_job_whose_worker_died_at_its_last_attempt_is_a_dead_letter() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let (registry, mut begun, _) = stuck::<OnlyOnce>();
    let id = enqueue(&app, shop.tenant, &OnlyOnce {}).await;
    die_at_work(worker(&app, &registry), &mut begun).await;
    app.advance(LEASE_AND_MORE);
    assert_eq!(worker(&app, &registry).run_due().await.unwrap(), 0);
    let dead = row(&app, id).await;
    assert_eq!((dead.status.as_str(), dead.attempts), ("dead", 1));
    assert!(dead.last_error.unwrap().contains("the worker was lost"));
}

#[tokio::test]
async fn a_failing_job_waits_longer_each_time_until_it_is_given_up() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let mut registry = Registry::new();
    registry.handle::<Work, _, _>(|ctx, _| async move {
        Err(JobError::retry(format!("failure {}", ctx.attempt)))
    });
    let worker = worker(&app, &registry);
    let id = enqueue(&app, shop.tenant, &Work {}).await;
    for (attempt, longest) in [(1, 10), (2, 20)] {
        assert_eq!(worker.run_due().await.unwrap(), 1);
        let waiting = row(&app, id).await;
        assert_eq!((waiting.status.as_str(), waiting.attempts), ("waiting", attempt));
        assert_eq!(
            waiting.last_error.as_deref(),
            Some(format!("failure {attempt}").as_str())
        );
        let pause = waiting.run_at.seconds_since(app.env.now());
        assert!((longest / 2..=longest).contains(&pause), "{pause} seconds");
        app.advance(pause - 1);
        assert_eq!(worker.run_due().await.unwrap(), 0, "not yet");
        app.advance(1);
    }
    assert_eq!(worker.run_due().await.unwrap(), 1);
    let dead = row(&app, id).await;
    assert_eq!((dead.status.as_str(), dead.attempts), ("dead", 3));
    assert_eq!(dead.last_error.as_deref(), Some("failure 3"));
    app.advance(86_400);
    assert_eq!(worker.run_due().await.unwrap(), 0, "given up is given up");
}

/// On one thread, so that the recorder of this test hears the worker, and it alone.
#[tokio::test]
async fn panics_and_lateness_are_failures_that_the_worker_survives_and_counts() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let recorder = PrometheusBuilder::new().build_recorder();
    let counted = recorder.handle();
    let _heard = metrics::set_default_local_recorder(&recorder);
    let mut registry = Registry::new();
    registry.handle::<Work, _, _>(|ctx, _| async move {
        assert!(ctx.attempt > 1, "the first attempt goes wrong");
        Ok(())
    });
    registry.handle::<Hasty, _, _>(|_, _| std::future::pending());
    registry.handle::<OnlyOnce, _, _>(|_, _| async { Err(JobError::fail("never")) });
    let panicking = enqueue(&app, shop.tenant, &Work {}).await;
    let late = enqueue(&app, shop.tenant, &Hasty {}).await;
    let refused = enqueue(&app, shop.tenant, &OnlyOnce {}).await;

    let worker = worker(&app, &registry);
    assert_eq!(worker.run_due().await.unwrap(), 3);
    for (id, status, error) in [
        (panicking, "waiting", "the handler panicked"),
        (late, "waiting", "the attempt took too long"),
        (refused, "dead", "never"),
    ] {
        let row = row(&app, id).await;
        assert_eq!(
            (row.status.as_str(), row.last_error.as_deref()),
            (status, Some(error))
        );
    }
    app.advance(10);
    worker.run_due().await.unwrap();
    assert_eq!(row(&app, panicking).await.status, "done");

    let counted = counted.render();
    for line in [
        "jobs_total{name=\"test.work\",outcome=\"retry\"} 1",
        "jobs_total{name=\"test.work\",outcome=\"done\"} 1",
        "jobs_total{name=\"test.hasty\",outcome=\"retry\"} 2",
        "jobs_total{name=\"test.only_once\",outcome=\"dead\"} 1",
        "job_duration_seconds_count{name=\"test.work\"} 2",
    ] {
        assert!(counted.contains(line), "{line} is not in:\n{counted}");
    }
}
