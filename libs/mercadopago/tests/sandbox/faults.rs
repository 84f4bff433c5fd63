//! What goes wrong on the way, and what the adapter makes of it.

use std::time::Duration;

use mercadopago::MpError;
use payment_sandbox::mercado_pago::Fault;

use crate::stage::{AMOUNT, Stage, pse};

/// Long enough for a call to arrive on a busy machine, and short enough to wait for.
const PATIENCE: Duration = Duration::from_secs(2);

#[tokio::test]
async fn what_is_unknown_is_asked_again_with_the_same_key_and_happens_once() {
    let stage = Stage::open();
    for (at, (fault, made)) in [
        (Fault::ErrorBefore, false),
        (Fault::ErrorAfter, true),
        (Fault::BrokenAfter, true),
    ]
    .into_iter()
    .enumerate()
    {
        let key = format!("a-{at}");
        stage.desk.fail_next(fault);
        let error = stage.account.pay_by_pse(&key, &pse(&key)).await.unwrap_err();
        assert!(matches!(error, MpError::Unknown(_)), "{fault:?}: {error:?}");
        assert!(error.may_have_happened() && error.again_after(1).is_some());
        let booked = stage.books().payments.len();
        assert_eq!(booked, at + usize::from(made), "{fault:?}");
        let payment = stage.begun(&key).await;
        assert_eq!(stage.books().payments.len(), at + 1, "{fault:?}");
        assert_eq!(stage.account.find(&key).await.unwrap(), [payment]);
    }
}

#[tokio::test]
async fn no_answer_is_unknown_whether_it_happened_or_not() {
    let stage = Stage::open();
    let hasty = stage.account.clone().patience(PATIENCE);
    for (fault, made) in [(Fault::TimeOutBefore, 0), (Fault::TimeOutAfter, 1)] {
        stage.desk.fail_next(fault);
        let error = hasty.pay_by_pse("a-1", &pse("a-1")).await.unwrap_err();
        assert!(matches!(error, MpError::Unknown(_)), "{fault:?}: {error:?}");
        assert_eq!(stage.books().payments.len(), made, "{fault:?}");
    }
    stage.begun("a-1").await;
    assert_eq!(stage.books().payments.len(), 1);
}

#[tokio::test]
async fn refunds_that_are_unknown_go_back_once() {
    let stage = Stage::open();
    let id = stage.approved("a-1").await;
    stage.desk.fail_next(Fault::ErrorAfter);
    let error = stage.account.refund("r-1", &id, Some(100_000)).await.unwrap_err();
    assert!(matches!(error, MpError::Unknown(_)));
    stage.account.refund("r-1", &id, Some(100_000)).await.unwrap();
    assert_eq!(stage.account.payment(&id).await.unwrap().refunded, 100_000);
}

#[tokio::test]
async fn too_many_calls_wait_and_nothing_has_happened() {
    let stage = Stage::open();
    stage.desk.fail_next(Fault::Busy);
    let error = stage.account.pay_by_pse("a-1", &pse("a-1")).await.unwrap_err();
    assert_eq!(
        error,
        MpError::Busy {
            after: Some(Duration::from_secs(30))
        }
    );
    assert_eq!(error.again_after(1), Some(Duration::from_secs(30)));
    assert_eq!(stage.books().payments, []);
}

#[tokio::test]
async fn slow_answers_are_waited_for() {
    let stage = Stage::open();
    stage.desk.slow(Duration::from_millis(200));
    stage.desk.fail_next(Fault::Slow);
    assert!(stage.account.account().await.is_ok());
}

#[tokio::test]
async fn another_amount_or_currency_shows() {
    let stage = Stage::open();
    let id = stage.approved("a-1").await;
    stage.desk.fail_next(Fault::WrongAmount);
    assert_eq!(stage.account.payment(&id).await.unwrap().amount, 100_000);
    stage.desk.fail_next(Fault::WrongCurrency);
    assert_eq!(stage.account.payment(&id).await.unwrap().currency, "USD");
    let right = stage.account.payment(&id).await.unwrap();
    assert_eq!((right.amount, right.currency.as_str()), (AMOUNT, "COP"));
}

#[tokio::test]
async fn whatever_goes_wrong_three_tries_pay_once_or_are_found() {
    let stage = Stage::open();
    stage.desk.seed(11);
    for fault in [
        Fault::ErrorBefore,
        Fault::ErrorAfter,
        Fault::BrokenAfter,
        Fault::Busy,
    ] {
        stage.desk.fail(fault, 150);
    }
    for number in 0..60 {
        let key = format!("a-{number}");
        for tries in 1..=3 {
            match stage.account.pay_by_pse(&key, &pse(&key)).await {
                Ok(_) => break,
                Err(error) => assert_eq!(error.again_after(tries).is_some(), tries < 3, "{error}"),
            }
        }
    }
    let mut names: Vec<_> = stage
        .books()
        .payments
        .into_iter()
        .map(|it| it.external_reference)
        .collect();
    let all = names.len();
    names.dedup();
    assert_eq!(names.len(), all, "one attempt paid twice");
    assert!(all > 50, "{all}");
}
