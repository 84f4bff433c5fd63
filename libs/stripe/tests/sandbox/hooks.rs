//! Notifications, from the stand-in to `hear`.

use payment_sandbox::stripe::{Fault, webhook_secret};
use stripe::{API_VERSION, About, HookError, Notification};

use crate::receiver::Receiver;
use crate::stage::{GOOD, KEY, Stage};

const SECRET: &str = "whsec_of_the_endpoint";

fn open() -> (Stage, Receiver) {
    let (stage, receiver) = (Stage::open(), Receiver::open());
    stage.desk.endpoint(KEY, &receiver.url, &[SECRET]);
    (stage, receiver)
}

fn told(stage: &Stage, receiver: &Receiver) -> Vec<Notification> {
    let now = stage.clock.now().0;
    let came = receiver.take();
    came.iter().map(|came| came.heard(SECRET, now).unwrap()).collect()
}

#[tokio::test]
async fn an_account_is_told_what_happens() {
    let (stage, receiver) = open();
    let id = stage.tried("a-1", GOOD).await;
    let statuses: Vec<_> = stage
        .desk
        .deliver_now()
        .await
        .into_iter()
        .map(|one| one.status)
        .collect();
    assert_eq!(statuses, [Some(200); 3]);
    let told = told(&stage, &receiver);
    let kinds: Vec<_> = told.iter().map(|one| one.kind.as_str()).collect();
    assert_eq!(
        kinds,
        [
            "payment_intent.created",
            "charge.succeeded",
            "payment_intent.succeeded"
        ]
    );
    for one in &told {
        assert_eq!((one.about, one.payment.as_ref()), (About::Payment, Some(&id)));
        assert_eq!((one.api_version.as_deref(), one.live), (Some(API_VERSION), false));
    }
    assert_eq!(told[1].object_kind, "charge");
    stage.desk.dispute(id.as_str()).unwrap();
    stage.desk.deliver_now().await;
    let came = receiver.take();
    let dispute = came[0].heard(SECRET, stage.clock.now().0).unwrap();
    assert_eq!(
        (dispute.about, dispute.payment.as_ref()),
        (About::Dispute, Some(&id))
    );
}

#[tokio::test]
async fn while_a_secret_is_replaced_either_is_enough() {
    let (stage, receiver) = (Stage::open(), Receiver::open());
    stage.desk.endpoint(KEY, &receiver.url, &["whsec_a", "whsec_b"]);
    stage.begun("a-1").await;
    stage.desk.deliver_now().await;
    let came = receiver.take();
    let now = stage.clock.now().0;
    for secret in ["whsec_a", "whsec_b"] {
        assert!(came[0].heard(secret, now).is_ok(), "{secret}");
    }
    assert_eq!(came[0].heard("whsec_c", now), Err(HookError::Forged));
}

#[tokio::test]
async fn who_says_no_is_told_again_later_signed_anew() {
    let (stage, receiver) = open();
    stage.begun("a-1").await;
    receiver.refuse(true);
    assert_eq!(stage.desk.deliver_due().await[0].status, Some(503));
    let first = receiver.take();
    assert_eq!(stage.desk.deliver_due().await, []);
    receiver.refuse(false);
    stage.clock.advance(5 * 60);
    stage.desk.deliver_due().await;
    let again = receiver.take();
    let now = stage.clock.now().0;
    assert_ne!(first[0].signature, again[0].signature);
    assert_eq!(again[0].body, first[0].body);
    assert!(again[0].heard(SECRET, now).is_ok());
    stage.clock.advance(1);
    assert_eq!(first[0].heard(SECRET, stage.clock.now().0), Err(HookError::Stale));
    assert_eq!(stage.desk.waiting(), 0);
}

#[tokio::test]
async fn after_three_days_nobody_is_told_any_more() {
    let (stage, receiver) = open();
    stage.begun("a-1").await;
    receiver.refuse(true);
    for _ in 0..9 {
        assert_eq!(stage.desk.deliver_now().await.len(), 1);
    }
    assert_eq!(
        (stage.desk.deliver_now().await, stage.desk.waiting()),
        (vec![], 0)
    );
}

#[tokio::test]
async fn notifications_get_lost_doubled_late_out_of_order_and_forged() {
    let (stage, receiver) = open();
    let begin = async |key: &str, fault| {
        stage.desk.fail_next(fault);
        stage.begun(key).await;
    };
    begin("a-1", Fault::HookLost).await;
    assert_eq!(stage.desk.waiting(), 0);

    begin("a-2", Fault::HookTwice).await;
    stage.desk.deliver_due().await;
    let twice = told(&stage, &receiver);
    assert_eq!((twice.len(), &twice[0]), (2, &twice[1]));

    begin("a-3", Fault::HookLate).await;
    assert_eq!(stage.desk.deliver_due().await, []);
    stage.clock.advance(600);
    assert_eq!(stage.desk.deliver_due().await.len(), 1);
    receiver.take();

    begin("a-4", Fault::HookForged).await;
    stage.desk.deliver_due().await;
    assert_eq!(
        receiver.take()[0].heard(SECRET, stage.clock.now().0),
        Err(HookError::Forged)
    );

    let first = stage.begun("a-5").await.id;
    begin("a-6", Fault::HookOvertakes).await;
    stage.desk.deliver_due().await;
    let order = told(&stage, &receiver);
    assert_eq!((order.len(), order[1].payment.as_ref()), (2, Some(&first)));
}

#[tokio::test]
async fn strangers_are_not_called() {
    let stage = Stage::open();
    for url in [
        "https://example.com/",
        "http://192.0.2.1/",
        "http://localhost.example.com/",
        "file:///etc/passwd",
        "x",
    ] {
        stage.desk.endpoint(KEY, url, &[SECRET]);
    }
    stage.begun("a-1").await;
    let told = stage.desk.deliver_now().await;
    assert_eq!(told.len(), 5);
    assert!(told.iter().all(|one| one.status.is_none()), "{told:?}");
}

#[tokio::test]
async fn a_server_tells_by_itself_what_is_due() {
    let (stage, receiver) = (Stage::open(), Receiver::open());
    let secret = webhook_secret(KEY);
    stage.desk.endpoint(KEY, &receiver.url, &[&secret]);
    let served = stage.served.sandbox.clone().serve(0).unwrap().deliver_by_itself();
    stage.begun("a-1").await;
    let mut beat = tokio::time::interval(std::time::Duration::from_millis(20));
    let came = loop {
        beat.tick().await;
        let came = receiver.take();
        if !came.is_empty() {
            break came;
        }
    };
    assert!(came[0].heard(&secret, stage.clock.now().0).is_ok());
    served.stop().await;
}
