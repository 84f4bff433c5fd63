//! Money that a card's owner had taken back.

use stripe::{DisputeId, DisputeStatus, StripeError};

use crate::stage::{AMOUNT, GOOD, Stage, refusal};

#[tokio::test]
async fn a_dispute_takes_the_money_and_brings_it_back_when_it_is_won() {
    let stage = Stage::open();
    for (key, won, status) in [
        ("a-1", true, DisputeStatus::Won),
        ("a-2", false, DisputeStatus::Lost),
    ] {
        let id = stage.tried(key, GOOD).await;
        let name = stage.desk.dispute(id.as_str()).unwrap();
        let name = DisputeId::parse(&name).unwrap();
        let open = stage.account.dispute(&name).await.unwrap();
        assert_eq!(
            (open.amount, open.currency.as_str(), &open.status),
            (AMOUNT, "COP", &DisputeStatus::NeedsResponse)
        );
        assert_eq!(
            (open.payment.as_ref(), open.reason.as_str()),
            (Some(&id), "fraudulent")
        );
        assert!(open.due_at.unwrap() > open.created_at && !open.status.is_over());
        assert_eq!(
            (open.movements[0].amount, open.movements[0].fee),
            (-AMOUNT, 6_000_000)
        );
        assert!(stage.seen(&id).await.charge.unwrap().disputed);
        let refused = refusal(stage.account.refund("r", &id, None).await);
        assert_eq!(refused.1.as_deref(), Some("charge_disputed"));

        assert!(stage.desk.close_dispute(name.as_str(), won));
        assert!(!stage.desk.close_dispute(name.as_str(), won));
        let closed = stage.account.dispute(&name).await.unwrap();
        assert!(closed.status.is_over());
        assert_eq!(
            (closed.status, closed.movements.len()),
            (status, 1 + usize::from(won))
        );
        let stranger = stage.account("sk_test_two");
        assert_eq!(stranger.dispute(&name).await, Err(StripeError::NotFound));
    }
}

#[tokio::test]
async fn a_card_of_trouble_is_disputed_at_once() {
    let stage = Stage::open();
    let id = stage.tried("a-1", "4000000000000259").await;
    let paid = stage.seen(&id).await;
    assert!(paid.charge.unwrap().disputed);
    assert_eq!(stage.desk.dispute(id.as_str()), None);
}
