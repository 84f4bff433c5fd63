//! What the provider is told, in which order, and by which secret.

use payment_sandbox::stripe::{BILLING_KINDS, Fault};
use stripe::{About, Hook, HookError, Notification, hear};

use super::{HOUR, MONTH, SECRET, Shop, paying};
use crate::receiver::Receiver;
use crate::stage::{GOOD, KEY};

fn listen(shop: &Shop) -> Receiver {
    let receiver = Receiver::open();
    shop.stage
        .desk
        .endpoint_for(KEY, &receiver.url, &[SECRET], &BILLING_KINDS);
    receiver
}

fn heard(shop: &Shop, receiver: &Receiver) -> Vec<Notification> {
    let now = shop.stage.clock.now().0;
    receiver
        .take()
        .iter()
        .map(|came| came.heard(SECRET, now).unwrap())
        .collect()
}

#[tokio::test]
async fn a_beginning_is_told_with_the_names_of_everything() {
    let shop = Shop::open().await;
    let receiver = listen(&shop);
    let subscription = shop.begun(&shop.pro, None, GOOD).await;
    shop.stage.desk.deliver_now().await;
    let told = heard(&shop, &receiver);
    let kinds: Vec<_> = told.iter().map(|one| one.kind.as_str()).collect();
    assert_eq!(
        kinds,
        [
            "customer.subscription.created",
            "invoice.created",
            "invoice.finalized",
            "invoice.paid",
            "invoice.payment_succeeded",
            "checkout.session.completed"
        ]
    );
    for one in &told {
        assert_eq!(one.customer.as_ref(), Some(&shop.customer), "{}", one.kind);
        assert_eq!(one.subscription.as_ref(), Some(&subscription.id), "{}", one.kind);
        assert_eq!(one.payment, None);
    }
    assert_eq!(
        (told[0].about, told[3].about, told[5].about),
        (About::Subscription, About::Invoice, About::Checkout)
    );
    assert_eq!(told[3].invoice, subscription.latest_invoice);
}

#[tokio::test]
async fn a_renewal_that_fails_is_told() {
    let (shop, _) = paying().await;
    let receiver = listen(&shop);
    shop.stage.desk.empty_cards(shop.customer.as_str());
    shop.advance(MONTH + HOUR);
    shop.stage.desk.deliver_now().await;
    let kinds: Vec<_> = heard(&shop, &receiver).into_iter().map(|one| one.kind).collect();
    assert_eq!(
        kinds,
        [
            "invoice.created",
            "customer.subscription.updated",
            "invoice.finalized",
            "invoice.payment_failed",
            "customer.subscription.updated"
        ]
    );
}

#[tokio::test]
async fn an_update_says_what_was_otherwise() {
    let (shop, _) = paying().await;
    shop.stage.desk.empty_cards(shop.customer.as_str());
    shop.advance(MONTH + HOUR);
    let told = shop.stage.desk.events(KEY);
    let last = told
        .iter()
        .rfind(|one| one.kind == "customer.subscription.updated")
        .unwrap();
    let body: serde_json::Value = serde_json::from_str(&last.body).unwrap();
    assert_eq!(
        body["data"]["previous_attributes"],
        serde_json::json!({ "status": "active" })
    );
    assert_eq!(body["data"]["object"]["status"], "past_due");
}

#[tokio::test]
async fn tellings_get_lost_come_twice_and_overtake() {
    let (shop, subscription) = paying().await;
    let receiver = listen(&shop);
    let desk = &shop.stage.desk;
    for fault in [Fault::HookTwice, Fault::HookLost, Fault::HookOvertakes] {
        desk.fail_next(fault);
    }
    for (key, yes) in [("l-1", true), ("l-2", false), ("l-3", true)] {
        shop.stage
            .account
            .cancel_at_period_end(key, &subscription.id, yes)
            .await
            .unwrap();
    }
    desk.deliver_now().await;
    let told = heard(&shop, &receiver);
    assert_eq!(told.len(), 3);
    assert!(told[1].id == told[2].id && told[0].id > told[1].id);
}

#[tokio::test]
async fn events_may_be_told_in_any_order_by_hand() {
    let (shop, _) = paying().await;
    let now = shop.stage.clock.now().0;
    for told in shop.stage.desk.events(KEY).into_iter().rev() {
        let signature = shop.stage.desk.signature(&told.body, SECRET);
        let hook = Hook {
            signature: Some(&signature),
            body: told.body.as_bytes(),
        };
        let heard = hear(&hook, &[SECRET.into()], now).unwrap();
        assert_eq!(
            (heard.id, heard.kind, heard.object),
            (told.id, told.kind, told.object)
        );
        assert_eq!(hear(&hook, &["whsec_other".into()], now), Err(HookError::Forged));
    }
}

#[tokio::test]
async fn a_customer_ahead_of_time_is_told_of_now() {
    let (shop, _) = paying().await;
    let receiver = listen(&shop);
    shop.stage.desk.advance(shop.customer.as_str(), MONTH + HOUR);
    let told = shop.stage.desk.deliver_due().await;
    assert!(!told.is_empty() && told.iter().all(|one| one.status == Some(200)));
    assert_eq!(heard(&shop, &receiver).len(), told.len());
}
