//! Payments and events, found and listed.

use jiff::Timestamp;
use stripe::{About, PaymentIntentId, StripeError};

use crate::stage::{AMOUNT, GOOD, KEY, Stage};

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[tokio::test]
async fn an_attempt_is_found_by_its_name() {
    let stage = Stage::open();
    let [first, _other] = [stage.begun("a-1").await, stage.begun("a-10").await];
    assert_eq!(stage.account.find("a-1").await.unwrap(), [first]);
    for nobody in ["nobody's & odd=1", "a-1' OR metadata['attempt']:'a-10", "\\"] {
        assert_eq!(stage.account.find(nobody).await, Ok(vec![]), "{nobody}");
    }
    let unknown = PaymentIntentId::parse("pi_1").unwrap();
    assert_eq!(stage.account.payment(&unknown).await, Err(StripeError::NotFound));
}

#[tokio::test]
async fn the_index_follows_by_a_minute() {
    let stage = Stage::open();
    stage.desk.lag(60);
    stage.begun("a-1").await;
    assert_eq!(stage.account.find("a-1").await, Ok(vec![]));
    stage.clock.advance(60);
    assert_eq!(stage.account.find("a-1").await.unwrap().len(), 1);
}

#[tokio::test]
async fn all_payments_of_a_time_come_page_by_page() {
    let stage = Stage::open();
    for number in 0..205 {
        stage.begun(&format!("a-{number}")).await;
        stage.clock.advance(1);
    }
    let (from, until) = (at("2026-11-22T15:00:00Z"), at("2026-11-22T15:03:20Z"));
    let (mut sizes, mut names, mut after) = (vec![], vec![], None);
    loop {
        let page = stage.account.list(from, until, after.as_ref()).await.unwrap();
        assert_eq!(page.skipped.len(), 0);
        sizes.push(page.payments.len());
        names.extend(page.payments.into_iter().filter_map(|payment| payment.attempt));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(sizes, [100, 100]);
    let expected: Vec<_> = (0..200).rev().map(|number| format!("a-{number}")).collect();
    assert_eq!(names, expected);
}

#[tokio::test]
async fn a_list_tells_charges_and_what_they_did_to_a_balance_in_another_currency() {
    let stage = Stage::open();
    // Four thousand pesos are a dollar.
    stage.desk.count_in(KEY, "usd", 4_000);
    stage.tried("a-1", GOOD).await;
    let span = (at("2026-11-22T15:00:00Z"), at("2026-11-22T15:00:01Z"));
    let page = stage.account.list(span.0, span.1, None).await.unwrap();
    let charge = page.payments[0].charge.clone().unwrap();
    let settled = charge.settled.unwrap();
    assert_eq!((charge.amount, charge.currency.as_str()), (AMOUNT, "COP"));
    assert_eq!(
        (settled.amount, settled.fee, settled.currency.as_str()),
        (1_473, 73, "USD")
    );
    assert_eq!(
        stage.account.account().await.unwrap().currency.as_deref(),
        Some("USD")
    );
}

#[tokio::test]
async fn what_was_told_can_be_looked_up() {
    let stage = Stage::open();
    let id = stage.tried("a-1", GOOD).await;
    stage.account.refund("r-1", &id, None).await.unwrap();
    let (from, until) = (at("2026-11-22T15:00:00Z"), at("2026-11-22T15:00:01Z"));
    let page = stage.account.events(from, until, None).await.unwrap();
    let mut kinds: Vec<_> = page.events.iter().map(|event| event.kind.as_str()).collect();
    kinds.reverse();
    assert_eq!(
        kinds,
        [
            "payment_intent.created",
            "charge.succeeded",
            "payment_intent.succeeded",
            "refund.created",
            "charge.refunded"
        ]
    );
    assert!(
        page.events
            .iter()
            .all(|event| event.payment.as_ref() == Some(&id))
    );
    assert_eq!(page.events[1].about, About::Refund);
    assert_eq!((page.next, page.skipped.len()), (None, 0));
    let older = stage
        .account
        .events(from, until, Some(&page.events[3].id))
        .await
        .unwrap();
    assert_eq!(older.events, page.events[4..]);
    let odd = stage.account.events(from, until, Some("../1")).await;
    assert!(matches!(odd, Err(StripeError::NotFound)));
}
