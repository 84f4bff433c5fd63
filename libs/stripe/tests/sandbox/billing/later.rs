//! A smaller plan from the next period on.

use stripe::billing::{ScheduleStatus, SubscriptionStatus};

use super::{BASIC, DAY, HOUR, MONTH, PRO, Shop};
use crate::stage::{GOOD, refusal};

async fn big() -> (Shop, stripe::billing::Subscription) {
    let shop = Shop::open().await;
    let subscription = shop.begun(&shop.pro, None, GOOD).await;
    (shop, subscription)
}

#[tokio::test]
async fn the_plan_becomes_smaller_with_the_next_period() {
    let (shop, subscription) = big().await;
    let account = &shop.stage.account;
    shop.advance(10 * DAY);
    let planned = account
        .change_at_period_end("d-1", &subscription, &shop.basic.id)
        .await
        .unwrap();
    assert_eq!(planned.status, ScheduleStatus::Active);
    let prices: Vec<_> = planned
        .phases
        .iter()
        .map(|phase| phase.price.clone().unwrap())
        .collect();
    assert_eq!(prices, [shop.pro.id.clone(), shop.basic.id.clone()]);
    assert_eq!(planned.phases[1].start, subscription.period().unwrap().end);
    // The same again is the same.
    let again = account
        .change_at_period_end("d-1", &subscription, &shop.basic.id)
        .await
        .unwrap();
    assert_eq!(again, planned);
    let now = shop.subscription().await;
    assert_eq!(
        (now.schedule.as_ref(), &now.item().unwrap().price),
        (Some(&planned.id), &shop.pro.id)
    );

    shop.advance(20 * DAY + HOUR);
    let smaller = shop.subscription().await;
    assert_eq!(
        (&smaller.status, &smaller.item().unwrap().price),
        (&SubscriptionStatus::Active, &shop.basic.id)
    );
    assert_eq!(shop.charged(), PRO + BASIC);
    // It is planned for a month, and then goes on by itself.
    assert!(smaller.schedule.is_some());
    shop.advance(31 * DAY);
    assert_eq!(shop.subscription().await.schedule, None);
    let released = account.schedule(&planned.id).await.unwrap();
    assert_eq!(
        (released.status, released.subscription),
        (ScheduleStatus::Released, None)
    );
    assert_eq!(shop.charged(), PRO + BASIC * 2);
}

#[tokio::test]
async fn a_plan_may_be_taken_back_or_made_anew() {
    let (shop, subscription) = big().await;
    let account = &shop.stage.account;
    let planned = account
        .change_at_period_end("d-1", &subscription, &shop.basic.id)
        .await
        .unwrap();
    let back = account.release_schedule("d-2", &planned.id).await.unwrap();
    assert_eq!(back.status, ScheduleStatus::Released);
    assert_eq!(shop.subscription().await.schedule, None);
    assert_eq!(refusal(account.release_schedule("d-3", &planned.id).await).0, 400);

    let now = shop.subscription().await;
    let other = account
        .change_at_period_end("d-4", &now, &shop.yearly.id)
        .await
        .unwrap();
    assert_ne!(other.id, planned.id);
    // What is planned already is planned otherwise.
    let now = shop.subscription().await;
    let third = account
        .change_at_period_end("d-5", &now, &shop.basic.id)
        .await
        .unwrap();
    assert_eq!(
        (&third.id, third.phases[1].price.as_ref()),
        (&other.id, Some(&shop.basic.id))
    );
    shop.advance(MONTH + HOUR);
    assert_eq!(shop.subscription().await.item().unwrap().price, shop.basic.id);
}

#[tokio::test]
async fn whether_it_ends_says_the_schedule_while_there_is_one() {
    let (shop, subscription) = big().await;
    let account = &shop.stage.account;
    let planned = account
        .change_at_period_end("d-1", &subscription, &shop.basic.id)
        .await
        .unwrap();
    assert_eq!(
        refusal(account.cancel_at_period_end("l-1", &subscription.id, true).await).0,
        400
    );
    assert!(!shop.stage.desk.cancel_in_portal(subscription.id.as_str(), true));
    account.release_schedule("d-2", &planned.id).await.unwrap();
    account
        .cancel_at_period_end("l-2", &subscription.id, true)
        .await
        .unwrap();
    shop.advance(MONTH);
    assert_eq!(shop.subscription().await.status, SubscriptionStatus::Canceled);
}

#[tokio::test]
async fn a_month_may_become_a_year() {
    let (shop, subscription) = big().await;
    let account = &shop.stage.account;
    account
        .change_at_period_end("d-1", &subscription, &shop.yearly.id)
        .await
        .unwrap();
    shop.advance(MONTH + HOUR);
    let now = shop.subscription().await;
    let period = now.period().unwrap();
    assert_eq!(period.start, subscription.period().unwrap().end);
    assert_eq!(period.end.to_string(), "2027-12-22T15:00:00Z");
    assert_eq!(shop.charged(), PRO + PRO * 10);
}

#[tokio::test]
async fn what_ends_at_once_takes_its_plan_with_it() {
    let (shop, subscription) = big().await;
    let account = &shop.stage.account;
    let planned = account
        .change_at_period_end("d-1", &subscription, &shop.basic.id)
        .await
        .unwrap();
    account.cancel_now("l-1", &subscription.id).await.unwrap();
    assert_eq!(
        account.schedule(&planned.id).await.unwrap().status,
        ScheduleStatus::Canceled
    );
    shop.advance(2 * MONTH);
    assert_eq!(shop.charged(), PRO);
}
