//! Another plan, at once: what is shown is what is charged.

use stripe::StripeError;
use stripe::billing::{InvoiceStatus, Proration, SubscriptionStatus};

use super::{BASIC, DAY, HOUR, MONTH, PRO, Shop, paying};
use crate::stage::{ASKS_ONCE, GOOD, refusal};

#[tokio::test]
async fn half_a_month_costs_half_the_difference() {
    let (shop, subscription) = paying().await;
    let account = &shop.stage.account;
    shop.advance(MONTH / 2);
    let change = shop.change(&subscription, &shop.pro);
    let preview = account.preview_change(&subscription.id, &change).await.unwrap();
    assert_eq!(
        (preview.total, preview.amount_due, preview.credit_before),
        ((PRO - BASIC) / 2, (PRO - BASIC) / 2, 0)
    );
    let amounts: Vec<_> = preview
        .lines
        .iter()
        .map(|line| (line.amount, line.proration))
        .collect();
    assert_eq!(amounts, [(-BASIC / 2, true), (PRO / 2, true)]);
    assert_eq!(
        preview.tax,
        preview.lines.iter().map(|line| line.tax).sum::<i64>()
    );
    // Nothing has changed.
    assert_eq!(shop.subscription().await, subscription);

    let changed = account
        .change_plan("u-1", &subscription.id, &change)
        .await
        .unwrap();
    assert_eq!(changed.item().unwrap().price, shop.pro.id);
    assert_eq!(
        (&changed.pending, changed.period()),
        (&None, subscription.period())
    );
    assert_eq!(changed.item().unwrap().id, subscription.item().unwrap().id);
    assert_eq!(shop.charged(), BASIC + preview.amount_due);
    let invoice = &shop.invoices().await[0];
    assert_eq!(
        (&invoice.status, invoice.reason.as_deref()),
        (&InvoiceStatus::Paid, Some("subscription_update"))
    );
    let lines = |lines: &[stripe::billing::InvoiceLine]| {
        lines
            .iter()
            .map(|line| (line.amount, line.tax, line.period))
            .collect::<Vec<_>>()
    };
    assert_eq!(lines(&invoice.lines), lines(&preview.lines));
    // The next whole month costs the new price.
    shop.advance(MONTH / 2 + HOUR);
    assert_eq!(shop.charged(), BASIC + preview.amount_due + PRO);
}

#[tokio::test]
async fn what_was_shown_counts_although_time_went_on() {
    let (shop, subscription) = paying().await;
    let account = &shop.stage.account;
    shop.advance(7 * DAY + 12_345);
    let change = shop.change(&subscription, &shop.pro);
    let preview = account.preview_change(&subscription.id, &change).await.unwrap();
    shop.advance(600);
    account
        .change_plan("u-1", &subscription.id, &change)
        .await
        .unwrap();
    assert_eq!(shop.charged(), BASIC + preview.amount_due);
}

#[tokio::test]
async fn an_upgrade_that_is_not_paid_changes_nothing_and_waits_for_a_day() {
    let (shop, subscription) = paying().await;
    let account = &shop.stage.account;
    shop.advance(MONTH / 2);
    shop.stage.desk.empty_cards(shop.customer.as_str());
    let change = shop.change(&subscription, &shop.pro);
    let waits = account
        .change_plan("u-1", &subscription.id, &change)
        .await
        .unwrap();
    assert_eq!(
        (&waits.status, &waits.item().unwrap().price),
        (&SubscriptionStatus::Active, &shop.basic.id)
    );
    let pending = waits.pending.clone().unwrap();
    assert_eq!(pending.price.as_ref(), Some(&shop.pro.id));
    let invoice = account
        .invoice(waits.latest_invoice.as_ref().unwrap())
        .await
        .unwrap();
    assert_eq!((&invoice.status, invoice.attempts), (&InvoiceStatus::Open, 1));
    assert_eq!(shop.charged(), BASIC);

    shop.advance(23 * HOUR);
    let given_up = shop.subscription().await;
    assert_eq!(
        (&given_up.pending, &given_up.item().unwrap().price),
        (&None, &shop.basic.id)
    );
    let void = account.invoice(&invoice.id).await.unwrap();
    assert_eq!(void.status, InvoiceStatus::Void);
    assert!(!shop.stage.desk.pay_invoice(invoice.id.as_str(), GOOD));
    assert_eq!(shop.charged(), BASIC);
}

#[tokio::test]
async fn it_happens_once_it_is_paid_by_hand() {
    let (shop, subscription) = paying().await;
    let account = &shop.stage.account;
    shop.advance(MONTH / 2);
    shop.stage.desk.empty_cards(shop.customer.as_str());
    let change = shop.change(&subscription, &shop.pro);
    let waits = account
        .change_plan("u-1", &subscription.id, &change)
        .await
        .unwrap();
    let invoice = waits.latest_invoice.unwrap();
    shop.advance(HOUR);
    assert!(shop.stage.desk.pay_invoice(invoice.as_str(), GOOD));
    let changed = shop.subscription().await;
    assert_eq!(
        (&changed.pending, &changed.item().unwrap().price),
        (&None, &shop.pro.id)
    );
    assert_eq!(shop.charged(), BASIC + (PRO - BASIC) / 2);
    // The card that paid pays from now on.
    shop.advance(MONTH / 2 + HOUR);
    assert_eq!(shop.charged(), BASIC + (PRO - BASIC) / 2 + PRO);
}

#[tokio::test]
async fn another_rhythm_begins_a_new_period() {
    let (shop, subscription) = paying().await;
    let account = &shop.stage.account;
    shop.advance(MONTH / 2);
    let change = shop.change(&subscription, &shop.yearly);
    let preview = account.preview_change(&subscription.id, &change).await.unwrap();
    assert_eq!(preview.amount_due, PRO * 10 - BASIC / 2);
    let changed = account
        .change_plan("u-1", &subscription.id, &change)
        .await
        .unwrap();
    let period = changed.period().unwrap();
    assert_eq!(
        (period.start, period.end.to_string().as_str()),
        (change.at, "2027-12-07T15:00:00Z")
    );
    assert_eq!(shop.charged(), BASIC + preview.amount_due);
    shop.advance(364 * DAY);
    assert_eq!(shop.charged(), BASIC + preview.amount_due);
    shop.advance(2 * DAY);
    assert_eq!(shop.charged(), BASIC + preview.amount_due + PRO * 10);
}

#[tokio::test]
async fn a_smaller_plan_at_once_leaves_a_credit() {
    let shop = Shop::open().await;
    let subscription = shop.begun(&shop.pro, None, GOOD).await;
    let account = &shop.stage.account;
    shop.advance(MONTH / 2);
    let change = shop.change(&subscription, &shop.basic);
    let preview = account.preview_change(&subscription.id, &change).await.unwrap();
    assert_eq!((preview.total, preview.amount_due), ((BASIC - PRO) / 2, 0));
    account
        .change_plan("u-1", &subscription.id, &change)
        .await
        .unwrap();
    assert_eq!(shop.charged(), PRO);
    let back = shop.change(&subscription, &shop.pro);
    let preview = account.preview_change(&subscription.id, &back).await.unwrap();
    assert_eq!(
        (preview.credit_before, preview.amount_due),
        ((PRO - BASIC) / 2, 0)
    );
    shop.advance(MONTH / 2 + HOUR);
    assert_eq!(shop.charged(), PRO + BASIC - (PRO - BASIC) / 2);
}

#[tokio::test]
async fn in_a_trial_another_plan_costs_nothing_yet() {
    let shop = Shop::open().await;
    let subscription = shop.begun(&shop.basic, Some(14), GOOD).await;
    shop.advance(7 * DAY);
    let change = shop.change(&subscription, &shop.pro);
    let account = &shop.stage.account;
    assert_eq!(
        account
            .preview_change(&subscription.id, &change)
            .await
            .unwrap()
            .amount_due,
        0
    );
    let changed = account
        .change_plan("u-1", &subscription.id, &change)
        .await
        .unwrap();
    assert_eq!(
        (changed.trial_end, changed.item().map(|item| &item.price)),
        (subscription.trial_end, Some(&shop.pro.id))
    );
    shop.advance(8 * DAY);
    assert_eq!(shop.charged(), PRO);
}

#[tokio::test]
async fn without_proration_the_new_price_counts_from_the_next_period_on() {
    let (shop, subscription) = paying().await;
    shop.advance(MONTH / 2);
    let mut change = shop.change(&subscription, &shop.pro);
    change.proration = Proration::None;
    shop.stage
        .account
        .change_plan("u-1", &subscription.id, &change)
        .await
        .unwrap();
    assert_eq!(shop.charged(), BASIC);
    shop.advance(MONTH / 2 + HOUR);
    assert_eq!(shop.charged(), BASIC + PRO);
}

#[tokio::test]
async fn two_changes_at_once_are_one_each() {
    let (shop, subscription) = paying().await;
    let account = &shop.stage.account;
    shop.advance(MONTH / 2);
    let change = shop.change(&subscription, &shop.pro);
    let (one, same) = tokio::join!(
        account.change_plan("u-1", &subscription.id, &change),
        account.change_plan("u-1", &subscription.id, &change)
    );
    assert_eq!(one.unwrap(), same.unwrap());
    // Another key finds it done: nothing is due for it.
    account
        .change_plan("u-2", &subscription.id, &change)
        .await
        .unwrap();
    assert_eq!(shop.charged(), BASIC + (PRO - BASIC) / 2);
    shop.nobody_paid_twice();
}

#[tokio::test]
async fn a_change_that_cannot_be_is_refused() {
    let (shop, subscription) = paying().await;
    let account = &shop.stage.account;
    let early = shop.stage.clock.now().plus_seconds(-DAY).0;
    let mut change = shop.change(&subscription, &shop.pro);
    change.at = early;
    assert_eq!(
        refusal(account.change_plan("u-1", &subscription.id, &change).await).0,
        400
    );
    let change = shop.change(&subscription, &shop.pro);
    account.retire_price("r-1", &shop.pro.id).await.unwrap();
    let refused = refusal(account.preview_change(&subscription.id, &change).await);
    assert_eq!(refused.1.as_deref(), Some("price_inactive"));
    let elsewhere = shop.stage.account("sk_test_two");
    let nothing = elsewhere.change_plan("u-1", &subscription.id, &change).await;
    assert_eq!(nothing, Err(StripeError::NotFound));
}

#[tokio::test]
async fn a_bank_that_asked_once_lets_the_rest_through() {
    let shop = Shop::open().await;
    let visit = shop.visit(&shop.order(&shop.basic, None)).await;
    shop.stage.desk.check_out(visit.id.as_str(), ASKS_ONCE);
    shop.stage.desk.answer_checkout(visit.id.as_str(), true);
    let subscription = shop.subscription().await;
    shop.advance(MONTH + HOUR);
    let change = shop.change(&subscription, &shop.pro);
    shop.stage
        .account
        .change_plan("u-1", &subscription.id, &change)
        .await
        .unwrap();
    assert_eq!(shop.subscription().await.item().unwrap().price, shop.pro.id);
}
