//! Money that goes back.

use payment_sandbox::stripe::Fault;
use stripe::{RefundStatus, StripeError};

use crate::stage::{AMOUNT, GOOD, Stage, refusal};

#[tokio::test]
async fn money_goes_back_in_parts_and_never_more_than_came() {
    let stage = Stage::open();
    let id = stage.tried("a-1", GOOD).await;
    let part = stage.account.refund("r-1", &id, Some(1_000_000)).await.unwrap();
    assert_eq!(
        (
            part.amount,
            &part.status,
            part.payment.as_ref(),
            part.ours.as_deref()
        ),
        (1_000_000, &RefundStatus::Succeeded, Some(&id), Some("r-1"))
    );
    assert_eq!(stage.seen(&id).await.charge.unwrap().refunded, 1_000_000);
    let left = AMOUNT - 1_000_000;
    let much = refusal(stage.account.refund("r-2", &id, Some(left + 1)).await);
    assert_eq!(much, (400, Some("amount_too_large".into())));
    let rest = stage.account.refund("r-3", &id, None).await.unwrap();
    assert_eq!(rest.amount, left);
    assert_eq!(stage.seen(&id).await.charge.unwrap().refunded, AMOUNT);
    let again = refusal(stage.account.refund("r-4", &id, None).await);
    assert_eq!(again.1.as_deref(), Some("charge_already_refunded"));
    assert_eq!(stage.account.refunds(&id).await.unwrap(), [rest, part]);
    let booked = stage.booked(&id);
    assert_eq!((booked.refunded, booked.refunds.len()), (AMOUNT, 2));
    // The fee stays with Stripe.
    assert_eq!(stage.books().pending, -stage.books().fees);
}

#[tokio::test]
async fn one_key_is_one_refund() {
    let stage = Stage::open();
    let id = stage.tried("a-1", GOOD).await;
    let first = stage.account.refund("r-1", &id, Some(100_000)).await.unwrap();
    assert_eq!(
        stage.account.refund("r-1", &id, Some(100_000)).await.unwrap(),
        first
    );
    let other = refusal(stage.account.refund("r-1", &id, Some(200_000)).await);
    assert_eq!(other.1.as_deref(), Some("idempotency_error"));
    assert_eq!(stage.booked(&id).refunded, 100_000);
}

#[tokio::test]
async fn a_refund_may_be_under_way_for_a_while() {
    let stage = Stage::open();
    let id = stage.tried("a-1", "4000000000007726").await;
    let refund = stage.account.refund("r-1", &id, None).await.unwrap();
    assert_eq!(refund.status, RefundStatus::Pending);
    stage.clock.advance(60);
    let refunds = stage.account.refunds(&id).await.unwrap();
    assert_eq!(refunds[0].status, RefundStatus::Succeeded);
}

#[tokio::test]
async fn a_refund_that_seemed_done_may_fail_and_the_money_is_back() {
    let stage = Stage::open();
    let id = stage.tried("a-1", "4000000000005126").await;
    let before = stage.books().pending;
    let refund = stage.account.refund("r-1", &id, None).await.unwrap();
    assert_eq!(refund.status, RefundStatus::Succeeded);
    assert_eq!(stage.books().pending, before - AMOUNT);
    stage.desk.settle_refunds();
    let refunds = stage.account.refunds(&id).await.unwrap();
    assert_eq!(
        (&refunds[0].status, refunds[0].failure.as_deref()),
        (&RefundStatus::Failed, Some("lost_or_stolen_card"))
    );
    assert_eq!((stage.books().pending, stage.booked(&id).refunded), (before, 0));
    assert_eq!(stage.seen(&id).await.charge.unwrap().refunded, 0);
}

#[tokio::test]
async fn what_is_no_money_does_not_go_back() {
    let stage = Stage::open();
    let open = stage.begun("a-1").await.id;
    assert_eq!(refusal(stage.account.refund("r-1", &open, None).await).0, 400);
    let paid = stage.tried("a-2", GOOD).await;
    for (key, amount) in [("r-2", 0), ("r-3", -100)] {
        assert_eq!(
            refusal(stage.account.refund(key, &paid, Some(amount)).await).0,
            400
        );
    }
    stage.desk.fail_next(Fault::NoMoney);
    let poor = refusal(stage.account.refund("r-4", &paid, None).await);
    assert_eq!(poor.1.as_deref(), Some("balance_insufficient"));
    assert_eq!(stage.booked(&paid).refunded, 0);
}

#[tokio::test]
async fn a_refund_that_is_unknown_goes_back_once() {
    let stage = Stage::open();
    let id = stage.tried("a-1", GOOD).await;
    stage.desk.fail_next(Fault::ErrorAfter);
    let error = stage.account.refund("r-1", &id, Some(100_000)).await.unwrap_err();
    assert!(matches!(error, StripeError::Unknown(_)));
    stage.account.refund("r-1", &id, Some(100_000)).await.unwrap();
    assert_eq!(stage.booked(&id).refunded, 100_000);
}
