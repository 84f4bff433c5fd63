//! Another sum or currency came than is owed: a person sees it, nothing becomes paid by it, nobody is kept from paying, and what goes back
//! of it is known.

use payment_sandbox::mercado_pago::Fault;
use reqwest::Method;
use serde_json::{Value, json};
use testkit::Client;

use super::{Debt, Stage, TOKEN, TOTAL, pay, text};

/// What came instead, minor units.
const HALF: i64 = TOTAL / 2;

/// The queue of differences, those first that wait for somebody.
async fn differences(stage: &Stage) -> Vec<Value> {
    let path = "/api/v1/admin/payments/differences";
    let list = stage.owner().await.get(path).await.expect(200).json();
    list["data"].as_array().unwrap().clone()
}

/// Fails unless the one difference is that another sum came, and somebody is to see to it.
async fn is_queued(stage: &Stage, payment: &str, theirs: &str) {
    let all = differences(stage).await;
    let [one] = &all[..] else { panic!("{all:?}") };
    assert_eq!(
        (&one["class"], &one["provider_payment"], &one["closed_at"]),
        (&json!("integrity"), &json!(payment), &json!(null)),
        "{one}"
    );
    assert_eq!(
        (&one["ours"], &one["theirs"]),
        (&json!("1000000 COP"), &json!(theirs))
    );
    assert!(!text(&one["owner"]).is_empty(), "{one}");
}

/// So often the shop was told of it, and so much work was given up.
async fn told_and_dead(stage: &Stage) -> (i64, i64) {
    sqlx::query_as(
        "select (select count(*) from message
                  where tenant_id = $1 and purpose = 'payments.mismatch' and channel = 'email'),
                (select count(*) from job
                  where tenant_id = $1 and kind like 'payments.%' and (status = 'dead' or last_error is not null))",
    )
    .bind(stage.shop.tenant)
    .fetch_one(&mut stage.app.database.superuser().await)
    .await
    .unwrap()
}

/// Somebody pays half of what is owed; the provider's name for it.
async fn half_paid(stage: &Stage) -> (Debt, String) {
    let debt = stage.debt().await;
    pay(&debt).await.expect(303);
    let payment = stage.outside().await;
    assert!(stage.desk().approve_for(&payment, HALF));
    stage.told().await;
    assert_eq!(stage.state().await, "mismatched");
    (debt, payment)
}

/// Gives some of it back where the shop is at the provider itself.
async fn give_back_there(stage: &Stage, payment: &str, minor: i64) {
    let address = stage.served.url.socket_addrs(|| None).unwrap()[0];
    let panel = Client::new(address, "127.0.0.1").with_token(TOKEN);
    let path = format!("/v1/payments/{payment}/refunds");
    let request = panel
        .request(Method::POST, &path)
        .header("x-idempotency-key", format!("there-{minor}"));
    panel
        .send(request.json(&json!({ "amount": minor / 100 })))
        .await
        .expect(201);
    stage.told().await;
}

/// What is left in the ledger of money that came and went back: what the provider kept.
async fn only_fees_are_left(stage: &Stage) {
    let fees = stage.desk().books(TOKEN).unwrap().fees;
    assert_eq!(
        stage.balances().await,
        [
            ("clearing mercadopago".to_owned(), -fees),
            ("fees mercadopago".to_owned(), fees),
        ]
    );
}

#[tokio::test]
async fn beside_a_payment_that_is_there_it_is_told_queued_and_no_work_is_given_up() {
    let stage = Stage::set().await;
    let debt = stage.debt().await;
    pay(&debt).await.expect(303);
    let first = stage.outside().await;
    assert!(stage.desk().reject(&first));
    stage.told().await;
    stage.app.advance(1);
    pay(&debt).await.expect(303);
    assert!(stage.desk().approve(&stage.outside().await));
    stage.told().await;
    assert!(stage.desk().approve_for(&first, HALF));
    stage.told().await;
    let states: Vec<String> = stage
        .payments()
        .await
        .iter()
        .map(|p| text(&p["status"]))
        .collect();
    assert_eq!(states, ["approved", "mismatched"]);
    assert_eq!(stage.order(&debt).await["payment_status"], "paid");
    is_queued(&stage, &first, "500000 COP").await;
    assert_eq!(told_and_dead(&stage).await, (1, 0));
    let balances = stage.balances().await;
    assert!(balances.contains(&("sales".to_owned(), -TOTAL)), "{balances:?}");
    assert!(
        balances.contains(&("customer_credit".to_owned(), -HALF)),
        "{balances:?}"
    );
}

#[tokio::test]
async fn alone_it_keeps_nobody_from_paying_by_another_try() {
    let stage = Stage::set().await;
    let (debt, payment) = half_paid(&stage).await;
    assert_eq!(stage.order(&debt).await["payment_status"], "pending");
    let page = debt.guest.get(&debt.path).await.expect(200).text;
    assert!(
        page.contains("Llegó un valor distinto") && page.contains("name=\"bank\""),
        "{page}"
    );
    stage.app.advance(1);
    pay(&debt).await.expect(303);
    assert!(stage.desk().approve(&stage.outside().await));
    stage.told().await;
    assert_eq!(stage.order(&debt).await["payment_status"], "paid");
    is_queued(&stage, &payment, "500000 COP").await;
    let balances = stage.balances().await;
    assert!(balances.contains(&("sales".to_owned(), -TOTAL)), "{balances:?}");
    assert!(
        balances.contains(&("customer_credit".to_owned(), -HALF)),
        "{balances:?}"
    );
}

#[tokio::test]
async fn what_goes_back_of_it_at_the_provider_is_taken_in_and_closes_it() {
    let stage = Stage::set().await;
    let (debt, payment) = half_paid(&stage).await;
    let owner = stage.owner().await;
    let id = text(&stage.payments().await[0]["id"]);
    let page = owner.get(&format!("/admin/money/{id}")).await.expect(200).text;
    assert!(
        page.contains("5.000") && page.contains("Devuélvelo en el panel del proveedor"),
        "{page}"
    );
    give_back_there(&stage, &payment, HALF / 5 * 2).await;
    assert_eq!(stage.state().await, "mismatched", "some of it is there yet");
    is_queued(&stage, &payment, "500000 COP").await;
    give_back_there(&stage, &payment, HALF / 5 * 3).await;
    let seen = stage.payments().await.remove(0);
    assert_eq!(
        (text(&seen["status"]), seen["refunded"].as_i64()),
        ("refunded".into(), Some(HALF))
    );
    assert!(!differences(&stage).await[0]["closed_at"].is_null());
    only_fees_are_left(&stage).await;
    // It was never the order's money: the whole may come yet.
    assert_eq!(stage.order(&debt).await["payment_status"], "pending");
    stage.app.advance(1);
    pay(&debt).await.expect(303);
    assert!(stage.desk().approve(&stage.outside().await));
    stage.told().await;
    assert_eq!(stage.order(&debt).await["payment_status"], "paid");
    assert_eq!(told_and_dead(&stage).await, (1, 0));
}

#[tokio::test]
async fn more_than_is_owed_goes_back_whole() {
    let stage = Stage::set().await;
    let debt = stage.debt().await;
    pay(&debt).await.expect(303);
    let payment = stage.outside().await;
    assert!(stage.desk().approve_for(&payment, 3 * TOTAL));
    stage.told().await;
    is_queued(&stage, &payment, "3000000 COP").await;
    give_back_there(&stage, &payment, 3 * TOTAL).await;
    assert_eq!(stage.state().await, "refunded");
    assert!(!differences(&stage).await[0]["closed_at"].is_null());
    only_fees_are_left(&stage).await;
}

#[tokio::test]
async fn another_currency_is_queued_and_stands_in_no_book_of_ours() {
    let stage = Stage::set().await;
    let debt = stage.debt().await;
    pay(&debt).await.expect(303);
    stage.told().await;
    let payment = stage.outside().await;
    stage.desk().fail(Fault::WrongCurrency, 1000);
    assert!(stage.desk().approve(&payment));
    stage.told().await;
    assert_eq!(stage.state().await, "mismatched");
    is_queued(&stage, &payment, "1000000 USD").await;
    assert_eq!(stage.balances().await, []);
    give_back_there(&stage, &payment, TOTAL).await;
    assert_eq!(stage.state().await, "refunded");
    assert!(!differences(&stage).await[0]["closed_at"].is_null());
    assert_eq!(stage.balances().await, []);
}

/// The night compares what came with what came, and says nothing twice.
#[tokio::test]
async fn the_night_leaves_it_as_it_is() {
    let stage = Stage::set().await;
    let (_, payment) = half_paid(&stage).await;
    for _ in 0..2 {
        stage.app.advance(30 * 3_600);
        stage.app.tick().await;
        stage.app.run_jobs().await;
        is_queued(&stage, &payment, "500000 COP").await;
    }
    assert_eq!(told_and_dead(&stage).await, (1, 0));
}

/// Both come to be known at once, at two replicas: the order is paid, and the other is queued and told, once each.
#[tokio::test]
async fn another_sum_and_the_right_one_at_once_are_each_taken_for_what_they_are() {
    let stage = Stage::set().await;
    let second = stage.second(&[]).await;
    let debt = stage.debt().await;
    pay(&debt).await.expect(303);
    let first = stage.outside().await;
    assert!(stage.desk().reject(&first));
    stage.told().await;
    stage.app.advance(1);
    pay(&debt).await.expect(303);
    stage.desk().fail(Fault::HookTwice, 1000);
    assert!(stage.desk().approve_for(&first, HALF));
    assert!(stage.desk().approve(&stage.outside().await));
    stage.desk().deliver_now().await;
    tokio::join!(stage.app.run_jobs(), second.run_jobs());
    stage.app.run_jobs().await;
    assert_eq!(stage.order(&debt).await["payment_status"], "paid");
    is_queued(&stage, &first, "500000 COP").await;
    let (told, _) = told_and_dead(&stage).await;
    assert_eq!(told, 1);
    let balances = stage.balances().await;
    for (account, sum) in [("sales", -TOTAL), ("customer_credit", -HALF)] {
        assert!(balances.contains(&(account.to_owned(), sum)), "{balances:?}");
    }
}
