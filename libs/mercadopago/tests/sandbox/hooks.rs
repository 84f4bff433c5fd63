//! Notifications, from the stand-in to `hear`.

use mercadopago::{HookError, Kind, Notification};
use payment_sandbox::mercado_pago::{Fault, webhook_secret};

use crate::receiver::Receiver;
use crate::stage::{Stage, TOKEN, pse};

const SECRET: &str = "a secret of the panel";

fn told(stage: &Stage, receiver: &Receiver) -> Vec<Notification> {
    let now = stage.clock.now().0;
    receiver
        .take()
        .iter()
        .map(|came| came.heard(SECRET, now).unwrap())
        .collect()
}

fn open() -> (Stage, Receiver) {
    let (stage, receiver) = (Stage::open(), Receiver::open());
    stage.desk.panel(TOKEN, &receiver.url, SECRET);
    (stage, receiver)
}

#[tokio::test]
async fn an_account_is_told_what_happens() {
    let (stage, receiver) = open();
    let id = stage.approved("a-1").await;
    let statuses: Vec<_> = stage
        .desk
        .deliver_now()
        .await
        .into_iter()
        .map(|one| one.status)
        .collect();
    assert_eq!(statuses, [Some(200), Some(200)]);
    let told = told(&stage, &receiver);
    let actions: Vec<_> = told.iter().map(|one| one.action.as_str()).collect();
    assert_eq!(actions, ["payment.created", "payment.updated"]);
    for one in &told {
        assert_eq!(
            (one.kind, one.object.as_str(), one.live),
            (Kind::Payment, id.as_str(), false)
        );
        assert_eq!(one.account, Some(stage.books().collector));
    }
    assert_ne!(told[0].key, told[1].key);
    assert_eq!(stage.desk.deliver_now().await, []);
}

#[tokio::test]
async fn a_payments_own_address_comes_before_the_accounts() {
    let (stage, receiver) = open();
    let own = Receiver::open();
    let mut order = pse("a-1");
    order.notification_url = Some(own.url.parse().unwrap());
    stage.account.pay_by_pse("a-1", &order).await.unwrap();
    stage.desk.deliver_now().await;
    assert_eq!((told(&stage, &own).len(), told(&stage, &receiver).len()), (1, 0));
}

#[tokio::test]
async fn chargebacks_are_told_by_their_own_name() {
    let (stage, receiver) = open();
    let card = stage.by_card("a-1", "APRO").await.id;
    let name = stage.desk.charge_back(card.as_str()).unwrap();
    stage.desk.deliver_now().await;
    let told = told(&stage, &receiver);
    let last = told.last().unwrap();
    assert_eq!((last.kind, &last.object), (Kind::Chargeback, &name));
}

#[tokio::test]
async fn who_says_no_is_told_again_later_under_the_same_key() {
    let (stage, receiver) = open();
    stage.begun("a-1").await;
    receiver.refuse(true);
    assert_eq!(stage.desk.deliver_due().await[0].status, Some(503));
    let first = told(&stage, &receiver);
    assert_eq!(stage.desk.deliver_due().await, []);
    receiver.refuse(false);
    stage.clock.advance(15 * 60);
    let came = async {
        stage.desk.deliver_due().await;
        receiver.take()
    };
    let came = came.await;
    // In between the payment has ended, which is told, too.
    let again = came.iter().find(|one| one.retry.as_deref() == Some("1")).unwrap();
    assert_eq!(again.heard(SECRET, stage.clock.now().0).unwrap(), first[0]);
    assert_eq!(stage.desk.waiting(), 0);
}

#[tokio::test]
async fn after_eight_tries_nobody_is_told_any_more() {
    let (stage, receiver) = open();
    let id = stage.begun("a-1").await.id;
    stage.desk.become_of(id.as_str(), "cancelled", "by_collector");
    receiver.refuse(true);
    for _ in 0..8 {
        assert_eq!(stage.desk.deliver_now().await.len(), 2);
    }
    assert_eq!(
        (stage.desk.deliver_now().await, stage.desk.waiting()),
        (vec![], 0)
    );
}

#[tokio::test]
async fn notifications_get_lost_doubled_late_out_of_order_and_forged() {
    let (stage, receiver) = open();
    let id = stage.begun("a-1").await.id;
    stage.desk.deliver_now().await;
    receiver.take();
    let change = |fault| {
        stage.desk.fail_next(fault);
        stage.desk.become_of(id.as_str(), "in_process", "offline_process");
    };
    change(Fault::HookLost);
    assert_eq!(stage.desk.waiting(), 0);

    change(Fault::HookTwice);
    stage.desk.deliver_due().await;
    let twice = told(&stage, &receiver);
    assert_eq!((twice.len(), &twice[0]), (2, &twice[1]));

    change(Fault::HookLate);
    assert_eq!(stage.desk.deliver_due().await, []);
    stage.clock.advance(600);
    assert_eq!(stage.desk.deliver_due().await.len(), 1);
    receiver.take();

    change(Fault::HookForged);
    stage.desk.deliver_due().await;
    assert_eq!(
        receiver.take()[0].heard(SECRET, stage.clock.now().0),
        Err(HookError::Forged)
    );

    stage.begun("a-2").await;
    change(Fault::HookOvertakes);
    stage.desk.deliver_due().await;
    let actions: Vec<_> = told(&stage, &receiver)
        .into_iter()
        .map(|one| one.action)
        .collect();
    assert_eq!(actions, ["payment.updated", "payment.created"]);
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
        stage.desk.panel(TOKEN, url, SECRET);
        stage.begun(&url.replace(['/', ':', '.'], "-")).await;
        assert_eq!(
            stage.desk.deliver_now().await.last().unwrap().status,
            None,
            "{url}"
        );
    }
}

#[tokio::test]
async fn a_server_tells_by_itself_what_is_due() {
    let (stage, receiver) = (Stage::open(), Receiver::open());
    let secret = webhook_secret(TOKEN);
    let served = stage.served.sandbox.clone().serve(0).unwrap().deliver_by_itself();
    let mut order = pse("a-1");
    order.notification_url = Some(receiver.url.parse().unwrap());
    stage.account.pay_by_pse("a-1", &order).await.unwrap();
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
