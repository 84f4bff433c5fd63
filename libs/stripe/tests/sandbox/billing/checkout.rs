//! A subscription begins.

use payment_sandbox::stripe::CheckoutEnd;
use stripe::StripeError;
use stripe::billing::{
    CardNeeded, CheckoutPayment, CheckoutStatus, CouponId, Discount, InvoiceStatus, Lasts, NewCoupon,
    NewPromotionCode, Off, SubscriptionStatus, WithoutCard,
};

use super::{BASIC, DAY, DRY, MONTH, PRO, Shop};
use crate::stage::{ASKS, EMPTY, GOOD, refusal};

#[tokio::test]
async fn money_comes_first_and_the_subscription_with_it() {
    let shop = Shop::open().await;
    let visit = shop.visit(&shop.order(&shop.pro, None)).await;
    assert_eq!(
        (&visit.status, &visit.payment),
        (&CheckoutStatus::Open, &CheckoutPayment::Unpaid)
    );
    assert_eq!((visit.total, visit.currency.as_deref()), (Some(PRO), Some("COP")));
    assert!(visit.url.is_some() && visit.subscription.is_none());
    assert_eq!(
        visit.expires_at.as_second(),
        shop.stage.clock.now().unix_seconds() + DAY
    );
    let id = visit.id.as_str();
    let declined = CheckoutEnd::Declined("card_declined".into());
    assert_eq!(shop.stage.desk.check_out(id, EMPTY), declined);
    assert_eq!(shop.stage.account.subscriptions(&shop.customer).await, Ok(vec![]));
    assert_eq!(shop.stage.desk.check_out(id, GOOD), CheckoutEnd::Done);
    assert_eq!(shop.stage.desk.check_out(id, GOOD), CheckoutEnd::Gone);

    let visit = shop.stage.account.checkout(&visit.id).await.unwrap();
    assert_eq!(
        (&visit.status, &visit.payment),
        (&CheckoutStatus::Complete, &CheckoutPayment::Paid)
    );
    assert_eq!((visit.url, visit.tenant.as_deref()), (None, Some("t-1")));
    let subscription = shop.subscription().await;
    assert_eq!(visit.subscription.as_ref(), Some(&subscription.id));
    assert_eq!(subscription.status, SubscriptionStatus::Active);
    assert_eq!(
        (
            subscription.tenant.as_deref(),
            subscription.metadata["plan"].as_str()
        ),
        (Some("t-1"), "x")
    );
    let period = subscription.period().unwrap();
    assert_eq!(period.start.to_string(), "2026-11-22T15:00:00Z");
    assert_eq!(period.end.to_string(), "2026-12-22T15:00:00Z");
    let [invoice] = shop.invoices().await.try_into().unwrap();
    assert_eq!((invoice.status, invoice.amount_paid), (InvoiceStatus::Paid, PRO));
    // 19 % are in it.
    assert_eq!((invoice.tax, invoice.total), (1_435_378, PRO));
    assert_eq!(invoice.reason.as_deref(), Some("subscription_create"));
    assert!(invoice.number.is_some() && invoice.hosted_url.is_some() && invoice.pdf_url.is_some());
    assert_eq!(shop.charged(), PRO);
    shop.nobody_paid_twice();
}

#[tokio::test]
async fn in_a_trial_a_card_is_kept_and_nothing_paid() {
    let shop = Shop::open().await;
    let subscription = shop.begun(&shop.pro, Some(14), GOOD).await;
    assert_eq!(subscription.status, SubscriptionStatus::Trialing);
    let end = subscription.trial_end.unwrap();
    assert_eq!(end.to_string(), "2026-12-06T15:00:00Z");
    assert_eq!(subscription.period().unwrap().end, end);
    assert!(subscription.card.is_some());
    assert_eq!(shop.charged(), 0);
    let [invoice] = shop.invoices().await.try_into().unwrap();
    assert_eq!((invoice.status, invoice.total), (InvoiceStatus::Paid, 0));
}

#[tokio::test]
async fn a_trial_may_begin_without_a_card_and_ends_as_it_was_said() {
    for (then, status) in [
        (WithoutCard::Pause, SubscriptionStatus::Paused),
        (WithoutCard::Cancel, SubscriptionStatus::Canceled),
        (WithoutCard::Invoice, SubscriptionStatus::PastDue),
    ] {
        let shop = Shop::open().await;
        let mut order = shop.order(&shop.pro, Some(14));
        order.card = CardNeeded::IfMoneyIsDue { then };
        let visit = shop.visit(&order).await;
        let end = shop.stage.desk.check_out_without_card(visit.id.as_str());
        assert_eq!(end, CheckoutEnd::Done);
        let visit = shop.stage.account.checkout(&visit.id).await.unwrap();
        assert_eq!(visit.payment, CheckoutPayment::NotRequired);
        shop.advance(15 * DAY);
        assert_eq!(shop.subscription().await.status, status, "{then:?}");
    }
    let shop = Shop::open().await;
    let visit = shop.visit(&shop.order(&shop.pro, Some(14))).await;
    let end = shop.stage.desk.check_out_without_card(visit.id.as_str());
    assert_eq!(end, CheckoutEnd::Declined("missing_payment_method".into()));
}

#[tokio::test]
async fn the_cards_bank_may_ask_on_the_way() {
    for trial in [None, Some(14)] {
        let shop = Shop::open().await;
        let visit = shop.visit(&shop.order(&shop.pro, trial)).await;
        let (desk, id) = (&shop.stage.desk, visit.id.as_str());
        assert_eq!(desk.check_out(id, ASKS), CheckoutEnd::Asked);
        let no = CheckoutEnd::Declined("payment_intent_authentication_failure".into());
        assert_eq!(desk.answer_checkout(id, false), no);
        assert_eq!(shop.stage.account.subscriptions(&shop.customer).await, Ok(vec![]));
        assert_eq!(desk.check_out(id, ASKS), CheckoutEnd::Asked);
        assert_eq!(desk.answer_checkout(id, true), CheckoutEnd::Done);
        let paid = if trial.is_some() { 0 } else { PRO };
        assert_eq!(shop.charged(), paid);
        assert_eq!(shop.subscription().await.items.len(), 1);
    }
}

#[tokio::test]
async fn a_discount_counts_as_long_as_it_lasts() {
    let shop = Shop::open().await;
    let account = &shop.stage.account;
    let coupon = CouponId::parse("mitad").unwrap();
    let new = NewCoupon {
        id: coupon.clone(),
        name: "Mitad".into(),
        off: Off::Percent(5_000),
        lasts: Lasts::Months(2),
        most: Some(1),
        until: None,
    };
    account.create_coupon("k-1", &new).await.unwrap();
    let code = NewPromotionCode {
        coupon: coupon.clone(),
        code: "MITAD".into(),
        most: None,
        until: None,
    };
    account.create_promotion_code("k-2", &code).await.unwrap();
    let mut order = shop.order(&shop.basic, None);
    order.discount = Discount::Typed;
    let visit = shop.visit(&order).await;
    let (desk, id) = (&shop.stage.desk, visit.id.as_str());
    assert!(!desk.type_code(id, "OTRA") && desk.type_code(id, " mitad "));
    assert_eq!(account.checkout(&visit.id).await.unwrap().total, Some(BASIC / 2));
    assert_eq!(desk.check_out(id, GOOD), CheckoutEnd::Done);
    assert_eq!(
        (shop.charged(), account.coupon(&coupon).await.unwrap().used),
        (BASIC / 2, 1)
    );
    let invoice = &shop.invoices().await[0];
    assert_eq!(
        (invoice.lines[0].discount, invoice.subtotal, invoice.total),
        (BASIC / 2, BASIC, BASIC / 2)
    );
    // The second month has it, the third has not.
    shop.advance(MONTH + DAY);
    assert_eq!(shop.charged(), BASIC);
    shop.advance(31 * DAY);
    assert_eq!(shop.charged(), BASIC * 2);
    // It was for one.
    let mut order = shop.order(&shop.basic, None);
    order.discount = Discount::Coupon(coupon);
    assert_eq!(refusal(account.create_checkout("v-9", &order).await).0, 400);
}

#[tokio::test]
async fn an_order_that_cannot_be_is_refused() {
    let shop = Shop::open().await;
    let account = &shop.stage.account;
    account.retire_price("r-1", &shop.basic.id).await.unwrap();
    let retired = shop.order(&shop.basic, None);
    assert_eq!(
        refusal(account.create_checkout("v-1", &retired).await)
            .1
            .as_deref(),
        Some("price_inactive")
    );
    let days = shop.order(&shop.pro, Some(0));
    assert_eq!(refusal(account.create_checkout("v-2", &days).await).0, 400);
    let mut late = shop.order(&shop.pro, None);
    late.expires_at = Some(shop.stage.clock.now().plus_seconds(2 * DAY).0);
    assert_eq!(refusal(account.create_checkout("v-3", &late).await).0, 400);
    let elsewhere = shop.stage.account("sk_test_two");
    assert_eq!(
        refusal(
            elsewhere
                .create_checkout("v-4", &shop.order(&shop.pro, None))
                .await
        )
        .0,
        400
    );
}

#[tokio::test]
async fn a_page_is_open_for_a_day_or_until_it_is_closed() {
    let shop = Shop::open().await;
    let account = &shop.stage.account;
    let order = shop.order(&shop.pro, None);
    let visit = shop.visit(&order).await;
    shop.advance(DAY - 1);
    assert_eq!(
        account.checkout(&visit.id).await.unwrap().status,
        CheckoutStatus::Open
    );
    shop.advance(1);
    assert_eq!(
        account.checkout(&visit.id).await.unwrap().status,
        CheckoutStatus::Expired
    );
    assert_eq!(
        shop.stage.desk.check_out(visit.id.as_str(), GOOD),
        CheckoutEnd::Gone
    );
    let visit = shop.visit(&order).await;
    let closed = account.expire_checkout("e-1", &visit.id).await.unwrap();
    assert_eq!((closed.status, closed.url), (CheckoutStatus::Expired, None));
    assert_eq!(refusal(account.expire_checkout("e-2", &visit.id).await).0, 400);
    // A bank that asked is answered too late.
    let visit = account.create_checkout("v-9", &order).await.unwrap();
    assert_eq!(
        shop.stage.desk.check_out(visit.id.as_str(), ASKS),
        CheckoutEnd::Asked
    );
    shop.advance(DAY);
    assert_eq!(
        shop.stage.desk.answer_checkout(visit.id.as_str(), true),
        CheckoutEnd::Gone
    );
    assert_eq!(shop.charged(), 0);
    let elsewhere = shop.stage.account("sk_test_two").checkout(&visit.id).await;
    assert_eq!(elsewhere, Err(StripeError::NotFound));
}

#[tokio::test]
async fn a_card_that_runs_dry_later_begins_a_trial() {
    let shop = Shop::open().await;
    shop.begun(&shop.pro, Some(14), DRY).await;
    shop.advance(15 * DAY);
    assert_eq!(shop.subscription().await.status, SubscriptionStatus::PastDue);
    assert_eq!(shop.charged(), 0);
}
