//! Payments by cards that are typed.

use kernel::Currency;
use stripe::{CardFace, IntentStatus, Means, PaymentOrder, StripeError};

use crate::stage::{AMOUNT, ASKS, EMPTY, GOOD, KEY, Stage, order, refusal};

/// 2.9 % of 58,900 and 1,200.
const FEE: i64 = 290_810;

#[tokio::test]
async fn an_account_is_known() {
    let stage = Stage::open();
    let account = stage.account.account().await.unwrap();
    assert_eq!(
        (account.name.as_str(), account.live, account.charges),
        ("one", false, true)
    );
    assert!(account.id.starts_with("acct_"));
    let live = stage.account("sk_live_one").account().await.unwrap();
    assert_eq!((live.id == account.id, live.live), (true, true));
    assert_ne!(
        stage.account("sk_test_two").account().await.unwrap().id,
        account.id
    );
}

#[tokio::test]
async fn a_payment_begins_and_becomes_money_in_the_browser() {
    let stage = Stage::open();
    let begun = stage.begun("a-1").await;
    assert_eq!(begun.status, IntentStatus::RequiresPaymentMethod);
    assert_eq!(
        (begun.amount, begun.received, begun.currency.as_str()),
        (AMOUNT, 0, "COP")
    );
    assert_eq!((begun.attempt.as_deref(), begun.live), (Some("a-1"), false));
    assert_eq!(begun.metadata["order"], "1001");
    assert!(begun.client_secret.is_some() && begun.charge.is_none());

    stage.clock.advance(90);
    assert!(stage.desk.pay(begun.id.as_str(), GOOD));
    let paid = stage.seen(&begun.id).await;
    assert_eq!((&paid.status, paid.received), (&IntentStatus::Succeeded, AMOUNT));
    let charge = paid.charge.unwrap();
    let face = CardFace {
        brand: "visa".into(),
        last_four: "4242".into(),
    };
    assert_eq!((charge.paid, charge.card), (true, Some(face)));
    assert_eq!(charge.created_at.to_string(), "2026-11-22T15:01:30Z");
    let settled = charge.settled.unwrap();
    assert_eq!(
        (
            settled.amount,
            settled.fee,
            settled.net,
            settled.currency.as_str()
        ),
        (AMOUNT, FEE, AMOUNT - FEE, "COP")
    );
    let books = stage.books();
    assert_eq!(
        (books.pending, books.available, books.fees),
        (AMOUNT - FEE, 0, FEE)
    );
    stage.clock.advance(7 * 24 * 60 * 60);
    assert_eq!(
        (stage.books().pending, stage.books().available),
        (0, AMOUNT - FEE)
    );
    assert!(!stage.desk.pay(begun.id.as_str(), GOOD), "paid twice");
}

#[tokio::test]
async fn a_number_says_how_it_ends_and_another_card_may_be_tried() {
    let stage = Stage::open();
    for (number, code, reason) in [
        ("4000000000000002", "card_declined", Some("generic_decline")),
        (EMPTY, "card_declined", Some("insufficient_funds")),
        ("4000000000000069", "expired_card", None),
        ("4000000000000127", "incorrect_cvc", None),
    ] {
        let id = stage.tried(number, number).await;
        let payment = stage.seen(&id).await;
        let decline = payment.decline.unwrap();
        assert_eq!(
            (decline.code.as_str(), decline.decline_code.as_deref()),
            (code, reason)
        );
        assert_eq!(
            (payment.status, payment.card),
            (IntentStatus::RequiresPaymentMethod, None)
        );
        assert!(
            payment
                .charge
                .is_some_and(|charge| !charge.paid && charge.settled.is_none())
        );
        assert!(stage.desk.pay(id.as_str(), GOOD));
        let payment = stage.seen(&id).await;
        assert_eq!((payment.status, payment.decline), (IntentStatus::Succeeded, None));
        assert_eq!(stage.booked(&id).paid, 1);
    }
}

#[tokio::test]
async fn the_cards_bank_may_ask_its_owner() {
    let stage = Stage::open();
    for (key, yes) in [("a-1", true), ("a-2", false)] {
        let id = stage.tried(key, ASKS).await;
        let asked = stage.seen(&id).await;
        // The script asks: nobody is led anywhere.
        assert!(asked.asks() && asked.redirect.is_none() && asked.charge.is_none());
        assert!(stage.desk.answer(id.as_str(), yes));
        let payment = stage.seen(&id).await;
        assert!(!payment.asks());
        if yes {
            assert_eq!(payment.status, IntentStatus::Succeeded);
        } else {
            let decline = payment.decline.unwrap();
            assert_eq!(decline.code, "payment_intent_authentication_failure");
            assert_eq!(payment.status, IntentStatus::RequiresPaymentMethod);
        }
        assert!(!stage.desk.answer(id.as_str(), yes));
    }
}

#[tokio::test]
async fn one_key_is_one_payment() {
    let stage = Stage::open();
    let first = stage.begun("a-1").await;
    stage.desk.pay(first.id.as_str(), GOOD);
    // The answer of then, whatever has become of it.
    assert_eq!(stage.begun("a-1").await, first);
    assert_eq!(stage.books().payments.len(), 1);

    let mut other = order("a-1", Means::NewCard { customer: None });
    other.amount += 100;
    let refused = refusal(stage.account.pay("a-1", &other).await);
    assert_eq!(refused, (400, Some("idempotency_error".into())));
    // Keys are each account's own.
    let same = order("a-1", Means::NewCard { customer: None });
    let elsewhere = stage.account("sk_test_two").pay("a-1", &same).await.unwrap();
    assert_ne!(elsewhere.id, first.id);
    for odd in ["", " ", "ñ", "a\nb", &"k".repeat(256)] {
        assert_eq!(refusal(stage.account.pay(odd, &same).await).0, 0, "{odd}");
    }
    // After a day a key is forgotten: whoever comes so late looks first.
    stage.clock.advance(24 * 60 * 60);
    assert_ne!(stage.begun("a-1").await.id, first.id);
}

type Change = fn(&mut PaymentOrder);

#[tokio::test]
async fn an_order_that_cannot_be_is_refused_and_no_payment_made() {
    let stage = Stage::open();
    let changes: [(Change, &str); 5] = [
        (|order| order.amount = 199_900, "amount_too_small"),
        (|order| order.amount = 1_000_000_000_000, "amount_too_large"),
        (|order| order.amount = 0, "parameter_invalid_integer"),
        (|order| order.amount = -AMOUNT, "parameter_invalid_integer"),
        (
            |order| {
                order.metadata.insert("a".into(), "b".repeat(501));
            },
            "metadata_invalid",
        ),
    ];
    for (change, code) in changes {
        let mut order = order("a-1", Means::NewCard { customer: None });
        change(&mut order);
        // What was refused before it began is not kept: the same key may come again.
        let refused = refusal(stage.account.pay("a-1", &order).await);
        assert_eq!(refused, (400, Some(code.into())));
    }
    let mut won = order("a-1", Means::NewCard { customer: None });
    won.currency = Currency::parse("KRW").unwrap();
    assert_eq!(refusal(stage.account.pay("a-1", &won).await).0, 0);
    assert_eq!(stage.books().payments, []);
    stage.begun("a-1").await;
}

#[tokio::test]
async fn what_nobody_has_paid_can_be_taken_back() {
    let stage = Stage::open();
    let begun = stage.begun("a-1").await;
    let cancelled = stage.account.cancel("c-1", &begun.id).await.unwrap();
    assert_eq!(cancelled.status, IntentStatus::Canceled);
    assert!(cancelled.cancelled_at.is_some());
    assert!(!stage.desk.pay(begun.id.as_str(), GOOD));
    let paid = stage.tried("a-2", GOOD).await;
    let refused = refusal(stage.account.cancel("c-2", &paid).await);
    assert_eq!(refused, (400, Some("payment_intent_unexpected_state".into())));
    assert_eq!(stage.seen(&paid).await.status, IntentStatus::Succeeded);
}

#[tokio::test]
async fn accounts_see_nothing_of_each_other() {
    let stage = Stage::open();
    let id = stage.tried("a-1", GOOD).await;
    for key in ["sk_test_two", "sk_live_one"] {
        let other = stage.account(key);
        assert_eq!(other.payment(&id).await, Err(StripeError::NotFound));
        assert_eq!(other.cancel("c", &id).await, Err(StripeError::NotFound));
        assert_eq!(refusal(other.refund("r", &id, None).await).0, 400);
        assert_eq!(other.refunds(&id).await, Ok(vec![]));
        assert_eq!(other.find("a-1").await, Ok(vec![]));
    }
    for key in ["TEST-one", "", "sk_test_a\nb", "pk_test_one"] {
        let account = stage.account(key);
        assert_eq!(account.account().await, Err(StripeError::Unauthorized), "{key}");
    }
    stage.desk.revoke(KEY);
    assert_eq!(stage.account.payment(&id).await, Err(StripeError::Unauthorized));
}
