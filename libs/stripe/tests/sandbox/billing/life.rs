//! Time goes on: trials end, periods begin, and somebody leaves.

use stripe::billing::{
    CardNeeded, CouponId, InvoiceStatus, Lasts, NewCoupon, Off, SubscriptionStatus, WithoutCard,
};

use super::{BASIC, DAY, HOUR, MONTH, PRO, Shop, paying};
use crate::stage::{GOOD, refusal};

#[tokio::test]
async fn a_trial_ends_with_the_first_payment() {
    let shop = Shop::open().await;
    shop.begun(&shop.pro, Some(14), GOOD).await;
    let seen = shop.kinds(0).len();
    shop.advance(11 * DAY);
    assert_eq!(shop.kinds(0)[seen..], ["customer.subscription.trial_will_end"]);
    shop.advance(3 * DAY);
    // A draft waits for an hour.
    assert_eq!(shop.subscription().await.status, SubscriptionStatus::Active);
    assert_eq!(
        (shop.charged(), &shop.invoices().await[0].status),
        (0, &InvoiceStatus::Draft)
    );
    shop.advance(HOUR);
    let invoice = &shop.invoices().await[0];
    assert_eq!((shop.charged(), &invoice.status), (PRO, &InvoiceStatus::Paid));
    assert_eq!(invoice.paid_at.unwrap().to_string(), "2026-12-06T16:00:00Z");
    let period = shop.subscription().await.period().unwrap();
    assert_eq!(period.start.to_string(), "2026-12-06T15:00:00Z");
    assert_eq!(period.end.to_string(), "2027-01-06T15:00:00Z");
    assert_eq!(
        shop.subscription().await.latest_invoice.as_ref(),
        Some(&invoice.id)
    );
}

#[tokio::test]
async fn a_year_is_twelve_payments_by_the_calendar() {
    let (shop, _) = paying().await;
    for _ in 0..365 {
        shop.advance(DAY);
    }
    // The thirteenth period began an hour ago at the latest: its invoice is a draft still.
    assert_eq!(shop.invoices().await.len(), 13);
    assert_eq!(shop.charged(), 12 * BASIC);
    shop.advance(HOUR);
    assert_eq!(shop.charged(), 13 * BASIC);
    shop.nobody_paid_twice();
    let numbers: std::collections::BTreeSet<_> = shop
        .invoices()
        .await
        .into_iter()
        .map(|invoice| invoice.number)
        .collect();
    assert_eq!(numbers.len(), 13);
}

#[tokio::test]
async fn a_leap_of_time_is_the_same_as_every_day() {
    let (slow, _) = paying().await;
    let (fast, _) = paying().await;
    for _ in 0..100 {
        slow.advance(DAY);
    }
    fast.advance(100 * DAY);
    assert_eq!(slow.charged(), fast.charged());
    assert_eq!(slow.kinds(0), fast.kinds(0));
    let periods = (
        slow.subscription().await.period(),
        fast.subscription().await.period(),
    );
    assert_eq!(periods.0, periods.1);
}

#[tokio::test]
async fn who_leaves_has_what_is_paid() {
    let (shop, subscription) = paying().await;
    let account = &shop.stage.account;
    let leaving = account
        .cancel_at_period_end("l-1", &subscription.id, true)
        .await
        .unwrap();
    assert!(leaving.cancel_at_period_end && leaving.canceled_at.is_some());
    assert_eq!(leaving.status, SubscriptionStatus::Active);
    assert_eq!(leaving.cancel_at, leaving.period().map(|period| period.end));
    // And may think again.
    let staying = account
        .cancel_at_period_end("l-2", &subscription.id, false)
        .await
        .unwrap();
    assert!(!staying.cancel_at_period_end && staying.canceled_at.is_none());
    assert!(shop.stage.desk.cancel_in_portal(subscription.id.as_str(), true));
    shop.advance(MONTH - 1);
    assert_eq!(shop.subscription().await.status, SubscriptionStatus::Active);
    shop.advance(1);
    let over = shop.subscription().await;
    assert_eq!(
        (&over.status, over.ended_at),
        (&SubscriptionStatus::Canceled, leaving.cancel_at)
    );
    shop.advance(MONTH * 3);
    assert_eq!(shop.charged(), BASIC);
    assert_eq!(
        refusal(account.cancel_at_period_end("l-3", &over.id, false).await).0,
        400
    );
}

#[tokio::test]
async fn it_can_end_at_once() {
    let (shop, subscription) = paying().await;
    let over = shop
        .stage
        .account
        .cancel_now("l-1", &subscription.id)
        .await
        .unwrap();
    assert!(over.status.is_final());
    // The same call with the same key says the same.
    let again = shop
        .stage
        .account
        .cancel_now("l-1", &subscription.id)
        .await
        .unwrap();
    assert_eq!(again, over);
    assert!(
        shop.stage
            .account
            .cancel_now("l-2", &subscription.id)
            .await
            .is_err()
    );
}

#[tokio::test]
async fn a_trial_may_last_longer() {
    let shop = Shop::open().await;
    let begun = shop.begun(&shop.pro, Some(14), GOOD).await;
    let until = shop.stage.clock.now().plus_seconds(30 * DAY).0;
    let longer = shop
        .stage
        .account
        .move_trial_end("m-1", &begun.id, until)
        .await
        .unwrap();
    assert_eq!(
        (longer.trial_end, &longer.status),
        (Some(until), &SubscriptionStatus::Trialing)
    );
    shop.advance(29 * DAY);
    assert_eq!(shop.charged(), 0);
    shop.advance(2 * DAY);
    assert_eq!(shop.charged(), PRO);
}

#[tokio::test]
async fn what_waited_for_a_card_goes_on_with_one() {
    let shop = Shop::open().await;
    let account = &shop.stage.account;
    let mut order = shop.order(&shop.pro, Some(14));
    order.card = CardNeeded::IfMoneyIsDue {
        then: WithoutCard::Pause,
    };
    let visit = shop.visit(&order).await;
    shop.stage.desk.check_out_without_card(visit.id.as_str());
    shop.advance(20 * DAY);
    let waits = shop.subscription().await;
    assert_eq!((&waits.status, shop.charged()), (&SubscriptionStatus::Paused, 0));
    assert!(shop.stage.desk.change_card(shop.customer.as_str(), GOOD));
    let goes_on = account.resume("r-1", &waits.id).await.unwrap();
    assert_eq!(goes_on.status, SubscriptionStatus::Active);
    assert_eq!(goes_on.period().unwrap().start, shop.stage.clock.now().0);
    shop.advance(HOUR);
    assert_eq!(shop.charged(), PRO);
    assert_eq!(refusal(account.resume("r-2", &waits.id).await).0, 400);
}

#[tokio::test]
async fn one_customers_clock_goes_ahead_alone() {
    let (shop, _) = paying().await;
    assert!(shop.stage.desk.advance(shop.customer.as_str(), MONTH + HOUR));
    assert_eq!(shop.charged(), BASIC * 2);
    let other = shop
        .stage
        .account
        .create_subscriber("c-2", &super::subscriber("t-2"))
        .await
        .unwrap();
    assert_eq!(shop.stage.account.subscriptions(&other).await, Ok(vec![]));
    assert!(!shop.stage.desk.advance("cus_0", DAY));
}

#[tokio::test]
async fn a_discount_may_come_and_go_later() {
    let (shop, subscription) = paying().await;
    let account = &shop.stage.account;
    let id = CouponId::parse("amiga").unwrap();
    let new = NewCoupon {
        id: id.clone(),
        name: "Amiga".into(),
        off: Off::Amount {
            amount: 990_000,
            currency: kernel::Currency::COP,
        },
        lasts: Lasts::Forever,
        most: None,
        until: None,
    };
    account.create_coupon("k-1", &new).await.unwrap();
    account
        .use_coupon("k-2", &subscription.id, Some(&id))
        .await
        .unwrap();
    shop.advance(MONTH + HOUR);
    assert_eq!(shop.charged(), BASIC * 2 - 990_000);
    account.use_coupon("k-3", &subscription.id, None).await.unwrap();
    shop.advance(31 * DAY);
    assert_eq!(shop.charged(), BASIC * 3 - 990_000);
}
