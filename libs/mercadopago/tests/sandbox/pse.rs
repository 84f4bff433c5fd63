//! Payments from a bank account.

use mercadopago::{MpError, Payment, PsePayment, Status};
use reqwest::{Client, redirect::Policy};

use crate::stage::{AMOUNT, Stage, TOKEN, pse};

/// 3.49 % of 58,900 and 900, and 19 % on both.
const FEE: i64 = 295_561 + 56_157;

fn refusal(result: Result<Payment, MpError>) -> (u16, Option<String>) {
    match result {
        Err(MpError::Refused { status, code, .. }) => (status, code),
        other => panic!("{other:?}"),
    }
}

/// What a person does at the bank; where the browser goes then.
async fn choose(payment: &Payment, choice: &str) -> String {
    let browser = Client::builder()
        .no_proxy()
        .redirect(Policy::none())
        .build()
        .unwrap();
    let door = payment.redirect.clone().unwrap();
    let page = browser
        .get(door.clone())
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert!(
        page.contains("Bancolombia") && page.contains("$\u{a0}58.900") && page.contains(choice),
        "{page}"
    );
    let back = browser
        .post(door)
        .form(&[("choice", choice)])
        .send()
        .await
        .unwrap();
    assert_eq!(back.status(), 303);
    back.headers()["location"].to_str().unwrap().to_owned()
}

#[tokio::test]
async fn an_account_and_its_banks_are_known() {
    let stage = Stage::open();
    let account = stage.account.account().await.unwrap();
    assert_eq!((account.site.as_str(), account.test), ("MCO", true));
    assert_eq!(account.id, stage.books().collector);
    assert_ne!(account.id, stage.account("TEST-two").account().await.unwrap().id);

    let terms = stage.account.pse_terms().await.unwrap();
    assert_eq!(
        (terms.active, terms.least, terms.most),
        (true, 160_000, 34_000_000_000)
    );
    let names: Vec<_> = terms.banks.iter().map(|bank| bank.name.to_lowercase()).collect();
    assert!(names.is_sorted() && names.len() == 11, "{names:?}");
    assert!(
        terms
            .banks
            .iter()
            .any(|bank| bank.id == "1007" && bank.name == "Bancolombia")
    );
}

#[tokio::test]
async fn a_payment_begins_at_the_bank_and_becomes_money_there() {
    let stage = Stage::open();
    let begun = stage.begun("a-1").await;
    assert_eq!(
        (&begun.status, begun.detail.as_str()),
        (&Status::Pending, "pending_waiting_transfer")
    );
    assert_eq!(
        (begun.amount, begun.currency.as_str(), begun.live),
        (AMOUNT, "COP", false)
    );
    assert_eq!(
        (begun.method.as_str(), begun.bank.as_deref()),
        ("pse", Some("1007"))
    );
    assert_eq!((begun.fee, begun.net, begun.approved_at), (None, None, None));
    assert_eq!(begun.external_reference.as_deref(), Some("a-1"));
    assert_eq!(begun.collector, Some(stage.books().collector));

    stage.clock.advance(90);
    assert_eq!(
        choose(&begun, "approve").await,
        "http://demo.localhost:8080/pago/1"
    );
    let paid = stage.account.payment(&begun.id).await.unwrap();
    assert_eq!(
        (&paid.status, paid.detail.as_str()),
        (&Status::Approved, "accredited")
    );
    assert_eq!((paid.fee, paid.net), (Some(FEE), Some(AMOUNT - FEE)));
    assert_eq!(paid.approved_at.unwrap().to_string(), "2026-11-22T15:01:30Z");
    let books = stage.books();
    assert_eq!(
        (books.pending, books.available, books.fees),
        (AMOUNT - FEE, 0, FEE)
    );
    stage.desk.settle(TOKEN);
    assert_eq!(
        (stage.books().pending, stage.books().available),
        (0, AMOUNT - FEE)
    );
}

#[tokio::test]
async fn a_person_may_say_no_go_away_or_be_late() {
    let stage = Stage::open();
    let [no, gone, late] = [
        stage.begun("no").await,
        stage.begun("gone").await,
        stage.begun("late").await,
    ];
    choose(&no, "reject").await;
    choose(&gone, "nothing").await;
    choose(&late, "late").await;
    let said = async |payment: &Payment| {
        let payment = stage.account.payment(&payment.id).await.unwrap();
        (payment.status.as_str().to_owned(), payment.detail)
    };
    let pair = |status: &str, detail: &str| (status.to_owned(), detail.to_owned());
    assert_eq!(said(&no).await, pair("rejected", "by_bank"));
    assert_eq!(said(&gone).await, pair("pending", "pending_waiting_transfer"));

    stage.clock.advance(15 * 60 - 1);
    assert_eq!(said(&gone).await.0, "pending");
    stage.clock.advance(1);
    assert_eq!(said(&gone).await, pair("rejected", "expired"));
    assert_eq!(said(&late).await, pair("rejected", "expired"));
    stage.clock.advance(5 * 60);
    assert_eq!(said(&late).await, pair("approved", "accredited"));
    assert_eq!(said(&gone).await.0, "rejected");
}

#[tokio::test]
async fn one_key_is_one_payment() {
    let stage = Stage::open();
    let first = stage.begun("a-1").await;
    stage.desk.approve(first.id.as_str());
    // The answer of then, whatever has become of it.
    assert_eq!(stage.begun("a-1").await, first);
    assert_eq!(stage.books().payments.len(), 1);

    let mut other = pse("a-1");
    other.amount += 100;
    assert_eq!(refusal(stage.account.pay_by_pse("a-1", &other).await).0, 400);
    // Keys are each account's own.
    let elsewhere = stage
        .account("TEST-two")
        .pay_by_pse("a-1", &pse("a-1"))
        .await
        .unwrap();
    assert_ne!(elsewhere.id, first.id);
    for odd in ["", " ", "ñ", "a\nb", &"k".repeat(65)] {
        assert_eq!(
            refusal(stage.account.pay_by_pse(odd, &pse("a-1")).await).0,
            0,
            "{odd}"
        );
    }
    assert_eq!(stage.books().payments.len(), 1);
}

#[tokio::test]
async fn an_order_that_cannot_be_is_refused_and_no_payment_made() {
    let stage = Stage::open();
    let changes: [fn(&mut PsePayment); 10] = [
        |order| order.bank = "9999".into(),
        |order| order.bank = String::new(),
        |order| order.amount = 159_900,
        |order| order.amount = 34_000_000_100,
        |order| order.amount = 5_890_050,
        |order| order.amount = -5_890_000,
        |order| order.payer.email = "nobody".into(),
        |order| order.payer.document.number = String::new(),
        |order| order.payer.address.street = String::new(),
        |order| order.payer.phone.area_code = "1".into(),
    ];
    let mut refused = vec![];
    for (at, change) in changes.into_iter().enumerate() {
        let mut order = pse("a");
        change(&mut order);
        refused.push(refusal(
            stage.account.pay_by_pse(&format!("k-{at}"), &order).await,
        ));
    }
    assert!(
        refused
            .iter()
            .all(|(status, code)| *status == 400 && code.is_some()),
        "{refused:?}"
    );
    assert_eq!(refused[0].1.as_deref(), Some("19"));
    assert_eq!(stage.books().payments, []);
}

#[tokio::test]
async fn what_nobody_has_paid_can_be_taken_back() {
    let stage = Stage::open();
    let begun = stage.begun("a-1").await;
    let cancelled = stage.account.cancel("c-1", &begun.id).await.unwrap();
    assert_eq!(
        (&cancelled.status, cancelled.detail.as_str()),
        (&Status::Cancelled, "by_collector")
    );
    let paid = stage.approved("a-2").await;
    assert_eq!(refusal(stage.account.cancel("c-2", &paid).await).0, 400);
    assert_eq!(
        stage.account.payment(&paid).await.unwrap().status,
        Status::Approved
    );
}

#[tokio::test]
async fn accounts_see_nothing_of_each_other() {
    let stage = Stage::open();
    let id = stage.approved("a-1").await;
    let other = stage.account("TEST-two");
    assert_eq!(other.payment(&id).await, Err(MpError::NotFound));
    assert_eq!(other.cancel("c", &id).await, Err(MpError::NotFound));
    assert_eq!(other.refund("r", &id, None).await, Err(MpError::NotFound));
    assert_eq!(other.find("a-1").await, Ok(vec![]));
    for token in ["sk_test_1", "", "TEST-a\nb"] {
        assert_eq!(
            stage.account(token).account().await,
            Err(MpError::Unauthorized),
            "{token}"
        );
    }
    stage.desk.revoke(TOKEN);
    assert_eq!(stage.account.payment(&id).await, Err(MpError::Unauthorized));
}
