//! Money that goes back.

use mercadopago::{MpError, RefundStatus, Status};
use payment_sandbox::mercado_pago::Fault;

use crate::stage::{AMOUNT, Stage};

fn is_refused<T>(result: &Result<T, MpError>) -> bool {
    matches!(result, Err(MpError::Refused { status: 400, .. }))
}

#[tokio::test]
async fn money_goes_back_in_parts_and_never_more_than_came() {
    let stage = Stage::open();
    let id = stage.approved("a-1").await;
    let part = stage.account.refund("r-1", &id, Some(1_000_000)).await.unwrap();
    assert_eq!(
        (part.amount, &part.status, part.payment.as_ref()),
        (1_000_000, &RefundStatus::Approved, Some(&id))
    );
    let payment = stage.account.payment(&id).await.unwrap();
    assert_eq!(
        (payment.status, payment.detail.as_str()),
        (Status::Approved, "partially_refunded")
    );
    assert_eq!((payment.refunded, payment.refunds.len()), (1_000_000, 1));

    assert!(is_refused(
        &stage
            .account
            .refund("r-2", &id, Some(AMOUNT - 1_000_000 + 1))
            .await
    ));
    let rest = stage.account.refund("r-3", &id, None).await.unwrap();
    assert_eq!(rest.amount, AMOUNT - 1_000_000);
    let payment = stage.account.payment(&id).await.unwrap();
    assert_eq!((payment.status, payment.refunded), (Status::Refunded, AMOUNT));
    assert!(is_refused(&stage.account.refund("r-4", &id, None).await));
    assert_eq!(stage.account.refunds(&id).await.unwrap(), [part, rest]);
    let booked = &stage.books().payments[0];
    assert_eq!((booked.refunded, booked.refunds.len()), (AMOUNT, 2));
}

#[tokio::test]
async fn one_key_is_one_refund() {
    let stage = Stage::open();
    let id = stage.approved("a-1").await;
    let first = stage.account.refund("r-1", &id, Some(100_000)).await.unwrap();
    assert_eq!(
        stage.account.refund("r-1", &id, Some(100_000)).await.unwrap(),
        first
    );
    assert!(is_refused(&stage.account.refund("r-1", &id, Some(200_000)).await));
    assert_eq!(stage.account.payment(&id).await.unwrap().refunded, 100_000);
}

#[tokio::test]
async fn what_is_no_money_any_more_or_not_yet_does_not_go_back() {
    let stage = Stage::open();
    let open = stage.begun("a-1").await.id;
    assert!(is_refused(&stage.account.refund("r-1", &open, None).await));
    let paid = stage.approved("a-2").await;
    for (key, amount) in [("r-2", 0), ("r-3", -100)] {
        assert!(is_refused(&stage.account.refund(key, &paid, Some(amount)).await));
    }
    stage.desk.fail_next(Fault::NoMoney);
    assert!(is_refused(&stage.account.refund("r-4", &paid, None).await));
    stage.clock.advance(181 * 24 * 60 * 60);
    assert!(is_refused(&stage.account.refund("r-5", &paid, None).await));
    assert_eq!(stage.books().payments[1].refunded, 0);
}

#[tokio::test]
async fn a_card_is_charged_back_and_a_bank_account_is_not() {
    let stage = Stage::open();
    let pse = stage.approved("a-1").await;
    assert_eq!(stage.desk.charge_back(pse.as_str()), None);
    let card = stage.by_card("a-2", "APRO").await.id;
    let before = stage.books().pending;
    let name = stage.desk.charge_back(card.as_str()).unwrap();

    let open = stage.account.chargeback(&name).await.unwrap();
    assert_eq!(
        (open.amount, open.currency.as_str(), open.covered),
        (AMOUNT, "COP", None)
    );
    assert_eq!(
        (&open.payments, open.documentation.as_str()),
        (&vec![card.clone()], "pending")
    );
    assert!(open.deadline > open.created_at);
    let payment = stage.account.payment(&card).await.unwrap();
    assert_eq!(
        (payment.status, payment.detail.as_str()),
        (Status::ChargedBack, "in_process")
    );
    assert_eq!(stage.books().pending, before - AMOUNT);

    assert!(stage.desk.close_charge_back(&name, true));
    assert_eq!(stage.account.chargeback(&name).await.unwrap().covered, Some(true));
    assert_eq!(stage.books().pending, before);
    assert_eq!(
        stage.account("TEST-two").chargeback(&name).await,
        Err(MpError::NotFound)
    );
    for odd in ["", "..", "1/../../users/me", "a b", &"1".repeat(65)] {
        assert_eq!(
            stage.account.chargeback(odd).await,
            Err(MpError::NotFound),
            "{odd}"
        );
    }
}
