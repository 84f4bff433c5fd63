//! Writing and taking back.

use kernel::id::Uuid;
use kernel::{Currency, Error};
use ledger::{Entry, Posting, Proof, TxnId, TxnKind};
use testkit::TestApp;

use super::{BANK, SALES, balance, book, clearing, fees, payment};

#[tokio::test]
async fn from_the_payment_to_the_bank() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let now = app.env.now();
    book(&app, &shop, &payment(1, 11_900_000, now)).await;
    let settled = Posting {
        kind: TxnKind::Settlement,
        source_type: "payout",
        source_id: Uuid::from_u128(7),
        key: "payout:7".into(),
        memo: Some("Giro del martes".into()),
        entries: vec![
            Entry::debit(BANK, 11_550_000),
            Entry::debit(fees("stripe"), 350_000),
            Entry::credit(clearing("stripe"), 11_900_000),
        ],
        ..payment(1, 1, now)
    };
    book(&app, &shop, &settled).await;
    for (account, amount) in [
        (BANK, 11_550_000),
        (fees("stripe"), 350_000),
        (clearing("stripe"), 0),
        (clearing("mercadopago"), 0),
        (SALES, -11_900_000),
    ] {
        assert_eq!(balance(&app, &shop, &account).await, amount, "{account}");
    }
    let mut tx = app.begin(shop.tenant).await;
    let all = ledger::balances(&mut tx).await.unwrap();
    assert_eq!(all.iter().map(|b| b.amount).sum::<i64>(), 0);
    assert_eq!(
        all.len(),
        4,
        "an account that was never used is not there: {all:?}"
    );
    let of_payout = ledger::entries_of(&mut tx, "payout", Uuid::from_u128(7))
        .await
        .unwrap();
    assert_eq!(of_payout.len(), 1);
    let amounts: Vec<i64> = of_payout[0].entries.iter().map(|e| e.amount).collect();
    assert_eq!(
        amounts,
        [11_550_000, 350_000, -11_900_000],
        "in the order in which they were written"
    );
    assert_eq!(of_payout[0].memo.as_deref(), Some("Giro del martes"));
    assert_eq!(of_payout[0].actor, "system");
    assert_eq!(ledger::prove(&mut tx).await.unwrap(), Proof::default());
}

#[tokio::test]
async fn the_same_key_is_written_once_and_other_content_under_it_is_a_fault() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let now = app.env.now();
    let first = book(&app, &shop, &payment(1, 500, now)).await;
    let again = Posting {
        occurred_at: now.plus_seconds(60),
        memo: Some("otra vez".into()),
        ..payment(1, 500, now)
    };
    assert_eq!(
        book(&app, &shop, &again).await,
        first,
        "time and words do not count"
    );
    let others = [
        payment(1, 501, now),
        Posting {
            kind: TxnKind::Settlement,
            ..payment(1, 500, now)
        },
        Posting {
            source_id: Uuid::from_u128(2),
            ..payment(1, 500, now)
        },
        Posting {
            currency: Currency::parse("USD").unwrap(),
            ..payment(1, 500, now)
        },
        Posting {
            entries: vec![
                Entry::debit(clearing("mercadopago"), 500),
                Entry::credit(SALES, 500),
            ],
            ..payment(1, 500, now)
        },
        Posting {
            entries: vec![
                Entry::debit(clearing("stripe"), 500),
                Entry::credit(SALES, 400),
                Entry::credit(SALES, 100),
            ],
            ..payment(1, 500, now)
        },
    ];
    for other in others {
        let mut tx = app.begin(shop.tenant).await;
        let refused = ledger::post(&mut tx, &other).await;
        assert!(matches!(refused, Err(Error::Fault(_))), "{other:?}: {refused:?}");
    }
    assert_eq!(balance(&app, &shop, &SALES).await, -500);
    // Another shop's keys are another's.
    let other = app.shop("bruma").await;
    assert_ne!(book(&app, &other, &payment(1, 700, now)).await, first);
    assert_eq!(balance(&app, &other, &SALES).await, -700);
    assert_eq!(balance(&app, &shop, &SALES).await, -500);
}

#[tokio::test]
async fn what_does_not_balance_is_a_fault_before_it_is_written() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let uneven = Posting {
        entries: vec![Entry::debit(BANK, 500), Entry::credit(SALES, 499)],
        ..payment(1, 1, app.env.now())
    };
    let mut tx = app.begin(shop.tenant).await;
    assert!(matches!(
        ledger::post(&mut tx, &uneven).await,
        Err(Error::Fault(_))
    ));
    // Nothing was said to the database, so the transaction goes on.
    ledger::post(&mut tx, &payment(2, 300, app.env.now()))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(balance(&app, &shop, &SALES).await, -300);
}

#[tokio::test]
async fn one_currency_does_not_pay_for_another() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let now = app.env.now();
    book(&app, &shop, &payment(1, 500, now)).await;
    let dollars = Posting {
        currency: Currency::parse("USD").unwrap(),
        ..payment(2, 90, now)
    };
    book(&app, &shop, &dollars).await;
    assert_eq!(balance(&app, &shop, &SALES).await, -500);
    let mut tx = app.begin(shop.tenant).await;
    let usd = ledger::balance(&mut tx, &SALES, dollars.currency).await.unwrap();
    assert_eq!(usd, -90);
    assert_eq!(ledger::balances(&mut tx).await.unwrap().len(), 4);
}

#[tokio::test]
async fn a_transaction_is_taken_back_once() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let first = book(&app, &shop, &payment(1, 500, app.env.now())).await;
    app.advance(3_600);
    let mut tx = app.begin(shop.tenant).await;
    let why = Some("El banco lo devolvió".to_owned());
    let reversal = ledger::reverse(&mut tx, first, "back:1", why.clone())
        .await
        .unwrap();
    let again = ledger::reverse(&mut tx, first, "back:1", why).await.unwrap();
    assert_eq!(reversal, again);
    tx.commit().await.unwrap();
    assert_eq!(balance(&app, &shop, &SALES).await, 0);

    let mut tx = app.begin(shop.tenant).await;
    let of_order = ledger::entries_of(&mut tx, "order", Uuid::from_u128(1))
        .await
        .unwrap();
    let ids: Vec<TxnId> = of_order.iter().map(|t| t.id).collect();
    assert_eq!(ids, [first, reversal], "what it came from is kept");
    assert_eq!(of_order[0].reversed_by, Some(reversal));
    assert_eq!(
        (of_order[1].reverses, of_order[1].kind),
        (Some(first), TxnKind::Reversal)
    );
    assert_eq!(of_order[1].occurred_at, app.env.now());
    let turned: Vec<i64> = of_order[1].entries.iter().map(|e| e.amount).collect();
    assert_eq!(turned, [-500, 500]);

    let twice = ledger::reverse(&mut tx, first, "back:2", None).await.unwrap_err();
    assert_eq!(twice.code(), Some("ledger_already_reversed"));
    let nothing = ledger::reverse(&mut tx, TxnId(Uuid::from_u128(9)), "back:3", None)
        .await
        .unwrap_err();
    assert_eq!(nothing.code(), Some("not_found"));
    let second = ledger::post(&mut tx, &payment(2, 100, app.env.now()))
        .await
        .unwrap();
    for used in ["back:1", "payment:1"] {
        let other = ledger::reverse(&mut tx, second, used, None).await;
        assert!(matches!(other, Err(Error::Fault(_))), "{used}: {other:?}");
    }
}

#[tokio::test]
async fn a_neighbours_transaction_is_not_there_to_be_taken_back() {
    let app = TestApp::start().await;
    let (shop, other) = (app.shop("aurora").await, app.shop("bruma").await);
    let theirs = book(&app, &other, &payment(1, 500, app.env.now())).await;
    let mut tx = app.begin(shop.tenant).await;
    let refused = ledger::reverse(&mut tx, theirs, "back:1", None)
        .await
        .unwrap_err();
    assert_eq!(refused.code(), Some("not_found"));
    assert!(
        ledger::entries_of(&mut tx, "order", Uuid::from_u128(1))
            .await
            .unwrap()
            .is_empty()
    );
}
