//! Whatever the moment: what is shown is what is charged, and what goes up and comes down in one second costs nothing.

use proptest::prelude::*;
use tokio::runtime::Runtime;

use super::{BASIC, MONTH, PRO, paying};

/// What a part of a month costs, to the second, halves up.
fn part(amount: i64, left: i64) -> i64 {
    (amount * left * 2 + MONTH) / (MONTH * 2)
}

async fn shown_and_charged(first: i64, later: i64, delay: i64) {
    let (shop, subscription) = paying().await;
    let account = &shop.stage.account;
    shop.advance(first);
    let change = shop.change(&subscription, &shop.pro);
    let preview = account.preview_change(&subscription.id, &change).await.unwrap();
    let left = MONTH - first;
    assert_eq!(preview.total, part(PRO, left) - part(BASIC, left));
    shop.advance(delay);
    account
        .change_plan("u-1", &subscription.id, &change)
        .await
        .unwrap();
    assert_eq!(shop.charged(), BASIC + preview.amount_due);

    shop.advance(later);
    let down = shop.change(&subscription, &shop.basic);
    let credit = account.preview_change(&subscription.id, &down).await.unwrap();
    assert!(credit.total <= 0 && credit.amount_due == 0);
    account.change_plan("u-2", &subscription.id, &down).await.unwrap();
    let up = shop.change(&subscription, &shop.pro);
    let back = account.preview_change(&subscription.id, &up).await.unwrap();
    assert_eq!(back.total, -credit.total);
    assert_eq!(back.amount_due, 0);
    account.change_plan("u-3", &subscription.id, &up).await.unwrap();
    assert_eq!(shop.charged(), BASIC + preview.amount_due);
    shop.nobody_paid_twice();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_is_shown_is_charged_whenever_it_is(
        first in 0..MONTH / 2,
        later in 0..MONTH / 4,
        delay in 0..3_600_i64,
    ) {
        Runtime::new().unwrap().block_on(shown_and_charged(first, later, delay));
    }
}
