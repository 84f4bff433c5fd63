//! Those who carry messages say no, not now, or nothing.

use futures_util::future::join_all;
use serde_json::json;

use super::Stage;

#[tokio::test]
async fn who_says_when_to_come_back_is_asked_again_then() {
    let stage = Stage::set().await;
    stage.with_hooks().await;
    stage.slack.ask_to_wait(1, 600);
    stage.booked().await;
    assert!(stage.slack.heard().is_empty());
    assert_eq!(stage.status("slack").await, "queued");
    stage.app.advance(599);
    stage.app.run_jobs().await;
    assert!(stage.slack.heard().is_empty(), "too early");
    stage.app.advance(2);
    stage.app.run_jobs().await;
    assert_eq!(stage.slack.heard().len(), 1);
    assert_eq!(stage.status("slack").await, "sent");
    assert_eq!(stage.log("slack").await[0]["attempts"], 2);
}

#[tokio::test]
async fn a_server_that_is_out_of_order_is_tried_again_with_the_same_id() {
    let stage = Stage::set().await;
    let secret = stage.with_hooks().await;
    stage.hook.refuse(1, 500);
    stage.booked().await;
    assert_eq!(stage.status("webhook").await, "queued");
    stage.app.advance(120);
    stage.app.run_jobs().await;
    let [called] = &stage.hook.heard()[..] else {
        panic!("{:?}", stage.hook.heard())
    };
    let log = stage.log("webhook").await;
    assert_eq!(called.header("webhook-id"), log[0]["id"].as_str());
    assert!(called.is_signed_by(&secret));
}

#[tokio::test]
async fn a_no_for_good_is_an_outcome_and_no_dead_letter() {
    let stage = Stage::set().await;
    stage.with_hooks().await;
    stage.hook.refuse(1, 400);
    stage.booked().await;
    let log = stage.log("webhook").await;
    assert_eq!(
        (&log[0]["status"], &log[0]["error"]),
        (&json!("failed"), &json!("status 400"))
    );
    stage.app.advance(86_400);
    stage.app.run_jobs().await;
    assert!(stage.hook.heard().is_empty());
    let dead = stage
        .owner_now()
        .await
        .get("/api/v1/admin/jobs/dead")
        .await
        .expect(200)
        .json();
    assert_eq!(dead["pagination"]["total"], 0, "{dead}");
}

#[tokio::test]
async fn who_wants_no_more_is_told_no_more_and_the_page_says_so() {
    let stage = Stage::set().await;
    stage.with_hooks().await;
    stage.hook.refuse(1, 410);
    stage.slack.refuse(1, 404);
    stage.booked().await;
    for channel in ["slack", "webhook"] {
        assert_eq!(stage.status(channel).await, "failed", "{channel}");
    }
    let page = stage
        .owner()
        .get("/admin/messages/channels")
        .await
        .expect(200)
        .text;
    assert_eq!(page.matches("Dejó de recibir avisos").count(), 2, "{page}");
    stage.salon.booked(&stage.service, "2026-11-23T15:00:00Z").await;
    stage.app.run_jobs().await;
    assert!(stage.slack.heard().is_empty() && stage.hook.heard().is_empty());
    // The same address once more: whoever is there is asked again.
    stage
        .set_webhook(&format!("{}/avisos", stage.hook.url))
        .await
        .expect(303);
    stage.salon.booked(&stage.service, "2026-11-23T16:00:00Z").await;
    stage.app.run_jobs().await;
    assert_eq!(stage.hook.heard().len(), 1);
}

#[tokio::test]
async fn a_device_that_is_gone_is_forgotten() {
    let stage = Stage::set().await;
    let (_, gone) = stage.with_device().await;
    let (_, kept) = stage.with_device().await;
    stage.push.unsubscribe(&gone);
    stage.booked().await;
    let pushed = stage.push.pushed();
    assert_eq!(
        pushed.iter().map(|one| &one.endpoint).collect::<Vec<_>>(),
        [&kept.endpoint]
    );
    let known = stage
        .owner()
        .get("/api/v1/admin/push-subscriptions")
        .await
        .expect(200)
        .json();
    assert_eq!(known["devices"].as_array().unwrap().len(), 1, "{known}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_replicas_tell_each_thing_once() {
    let stage = Stage::set().await;
    stage.with_hooks().await;
    let second = stage.app.second(&[("VITRINA_LIMITS__ON", "false")]).await;
    for hour in ["14", "15", "16", "19", "20", "21"] {
        let start = format!("2026-11-23T{hour}:00:00Z");
        stage.salon.booked(&stage.service, &start).await;
    }
    let (one, two) = (&stage.app, &second);
    join_all([one.run_jobs(), two.run_jobs(), one.run_jobs(), two.run_jobs()]).await;
    let mut ids: Vec<_> = stage
        .hook
        .heard()
        .iter()
        .map(|one| one.header("webhook-id").unwrap().to_owned())
        .collect();
    ids.sort_unstable();
    let all = ids.len();
    ids.dedup();
    assert_eq!((all, ids.len(), stage.slack.heard().len()), (6, 6, 6));
}
