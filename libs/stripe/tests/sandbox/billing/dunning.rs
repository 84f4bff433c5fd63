//! A payment is missing: it is tried again, and then something becomes of it.

use payment_sandbox::stripe::AfterLast;
use stripe::billing::{InvoiceStatus, Paying, SubscriptionStatus};

use super::{BASIC, DAY, HOUR, MONTH, Shop, paying};
use crate::stage::{ASKS, EMPTY, GOOD, KEY, refusal};

/// A renewal failed for the first time.
async fn failed() -> Shop {
    let (shop, _) = paying().await;
    shop.stage.desk.empty_cards(shop.customer.as_str());
    shop.advance(MONTH + HOUR);
    shop
}

async fn status(shop: &Shop) -> SubscriptionStatus {
    shop.subscription().await.status
}

#[tokio::test]
async fn a_card_that_has_money_again_pays_at_the_next_try() {
    let shop = failed().await;
    assert_eq!(status(&shop).await, SubscriptionStatus::PastDue);
    let invoice = &shop.invoices().await[0];
    assert_eq!((&invoice.status, invoice.attempts), (&InvoiceStatus::Open, 1));
    let next = invoice.next_attempt_at.unwrap();
    assert_eq!(next.to_string(), "2026-12-25T16:00:00Z");
    shop.stage.desk.fill_cards(shop.customer.as_str());
    shop.advance(3 * DAY);
    assert_eq!(status(&shop).await, SubscriptionStatus::Active);
    let invoice = &shop.invoices().await[0];
    assert_eq!(
        (&invoice.status, invoice.next_attempt_at, invoice.attempts),
        (&InvoiceStatus::Paid, None, 2)
    );
    assert_eq!(shop.charged(), BASIC * 2);
    shop.nobody_paid_twice();
}

#[tokio::test]
async fn after_the_last_try_it_is_what_the_account_says() {
    for (last, expected) in [
        (AfterLast::Unpaid, SubscriptionStatus::Unpaid),
        (AfterLast::Cancel, SubscriptionStatus::Canceled),
        (AfterLast::LeavePastDue, SubscriptionStatus::PastDue),
    ] {
        let shop = failed().await;
        shop.stage.desk.dunning(KEY, &[3, 5, 7], last);
        shop.advance(15 * DAY - 1);
        assert_eq!(status(&shop).await, SubscriptionStatus::PastDue, "{last:?}");
        shop.advance(1);
        assert_eq!(status(&shop).await, expected, "{last:?}");
        let invoice = &shop.invoices().await[0];
        assert_eq!((invoice.attempts, invoice.next_attempt_at), (4, None));
    }
}

#[tokio::test]
async fn who_pays_by_hand_is_whole_again() {
    let shop = failed().await;
    shop.advance(15 * DAY);
    assert_eq!(status(&shop).await, SubscriptionStatus::Unpaid);
    let invoice = shop.invoices().await.remove(0);
    assert!(!shop.stage.desk.pay_invoice(invoice.id.as_str(), EMPTY));
    assert_eq!(status(&shop).await, SubscriptionStatus::Unpaid);
    assert!(shop.stage.desk.pay_invoice(invoice.id.as_str(), GOOD));
    assert_eq!(status(&shop).await, SubscriptionStatus::Active);
    assert_eq!(shop.charged(), BASIC * 2);
    shop.advance(MONTH - 15 * DAY + DAY);
    assert_eq!(shop.charged(), BASIC * 3);
    shop.nobody_paid_twice();
}

#[tokio::test]
async fn while_it_is_unpaid_nothing_more_is_collected() {
    let shop = failed().await;
    shop.advance(3 * MONTH);
    assert_eq!(status(&shop).await, SubscriptionStatus::Unpaid);
    let statuses: Vec<_> = shop
        .invoices()
        .await
        .into_iter()
        .map(|invoice| invoice.status)
        .collect();
    let expected = [
        InvoiceStatus::Draft,
        InvoiceStatus::Draft,
        InvoiceStatus::Draft,
        InvoiceStatus::Open,
        InvoiceStatus::Paid,
    ];
    assert_eq!(statuses, expected[expected.len() - statuses.len()..]);
    assert_eq!(shop.charged(), BASIC);
}

#[tokio::test]
async fn we_may_have_it_tried_at_once() {
    let shop = failed().await;
    let invoice = shop.invoices().await.remove(0);
    let account = &shop.stage.account;
    let Ok(Paying::Declined(decline)) = account.pay_invoice("p-1", &invoice.id).await else {
        panic!("an empty card paid");
    };
    assert_eq!(decline.decline_code.as_deref(), Some("insufficient_funds"));
    assert!(shop.stage.desk.change_card(shop.customer.as_str(), GOOD));
    let Ok(Paying::Paid(paid)) = account.pay_invoice("p-2", &invoice.id).await else {
        panic!("a good card did not pay");
    };
    assert_eq!((paid.status, paid.amount_remaining), (InvoiceStatus::Paid, 0));
    assert_eq!(status(&shop).await, SubscriptionStatus::Active);
    assert_eq!(
        refusal(account.pay_invoice("p-3", &invoice.id).await)
            .1
            .as_deref(),
        Some("invoice_already_paid")
    );
    assert_eq!(shop.charged(), BASIC * 2);
}

#[tokio::test]
async fn a_bank_that_always_asks_is_asked_on_the_invoices_page() {
    let shop = Shop::open().await;
    let visit = shop.visit(&shop.order(&shop.basic, None)).await;
    shop.stage.desk.check_out(visit.id.as_str(), ASKS);
    shop.stage.desk.answer_checkout(visit.id.as_str(), true);
    let seen = shop.kinds(0).len();
    shop.advance(MONTH + HOUR);
    assert_eq!(status(&shop).await, SubscriptionStatus::PastDue);
    let told = shop.kinds(0);
    for kind in ["invoice.payment_failed", "invoice.payment_action_required"] {
        assert!(told[seen..].iter().any(|one| one == kind), "{kind}");
    }
    let invoice = shop.invoices().await.remove(0);
    assert!(!shop.stage.desk.pay_invoice(invoice.id.as_str(), ASKS));
    assert!(shop.stage.desk.answer_invoice(invoice.id.as_str(), true));
    assert_eq!(status(&shop).await, SubscriptionStatus::Active);
    assert_eq!(shop.charged(), BASIC * 2);
}

#[tokio::test]
async fn who_leaves_while_a_payment_is_missing_is_asked_no_more() {
    let shop = failed().await;
    let subscription = shop.subscription().await;
    shop.stage
        .account
        .cancel_now("l-1", &subscription.id)
        .await
        .unwrap();
    shop.stage.desk.fill_cards(shop.customer.as_str());
    shop.advance(MONTH);
    assert_eq!(shop.charged(), BASIC);
    assert_eq!(shop.invoices().await[0].status, InvoiceStatus::Open);
}
