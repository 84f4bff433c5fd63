//! Money that comes after all was over, or twice: known for what it is, and given back.

use std::time::Duration;

use payment_sandbox::mercado_pago::Fault;
use serde_json::json;

use super::threads::paying;
use super::{Debt, Stage, TOTAL, pay, refund, text};

/// Begins a payment and lets its order's time pass; gives the order and the provider's name for the payment.
async fn overdue(stage: &Stage) -> (Debt, String) {
    let debt = stage.debt().await;
    pay(&debt).await.expect(303);
    let payment = stage.outside().await;
    let_time_pass(stage).await;
    assert_eq!(stage.order(&debt).await["status"], "cancelled");
    (debt, payment)
}

async fn let_time_pass(stage: &Stage) {
    for minutes in [2, 3, 5, 6, 60] {
        stage.app.advance(minutes * 60 + 1);
        stage.app.run_jobs().await;
    }
}

/// So many are left on the shelf, and none of them is promised.
async fn shelf(stage: &Stage, left: u32) {
    let path = format!("/api/v1/admin/inventory/{}", stage.goods.variant);
    let body = json!({ "on_hand": left });
    stage.owner().await.put(&path, &body).await.expect(200);
}

/// On hand and promised.
async fn level(stage: &Stage) -> (i32, i32) {
    sqlx::query_as("select on_hand, reserved from stock where tenant_id = $1 and variant_id = $2::uuid")
        .bind(stage.shop.tenant)
        .bind(&stage.goods.variant)
        .fetch_one(&mut stage.app.database.superuser().await)
        .await
        .unwrap()
}

#[tokio::test]
async fn money_for_an_order_that_only_the_clock_called_off_brings_it_back() {
    let stage = Stage::set().await;
    let (debt, payment) = overdue(&stage).await;
    assert_eq!(level(&stage).await, (100, 0));
    assert!(stage.desk().approve(&payment), "the bank was slow");
    stage.told().await;
    let order = stage.order(&debt).await;
    assert_eq!(
        (&order["status"], &order["payment_status"]),
        (&json!("pending"), &json!("paid"))
    );
    assert_eq!(level(&stage).await, (100, 1), "its goods are promised again");
    assert_eq!(stage.payments().await[0]["surplus"], false);
    assert!(stage.balances().await.contains(&("sales".to_owned(), -TOTAL)));
    let told: i64 = sqlx::query_scalar(
        "select count(*) from message where tenant_id = $1 and purpose = 'sales.order_revived' and channel = 'email'",
    )
    .bind(stage.shop.tenant)
    .fetch_one(&mut stage.app.database.superuser().await)
    .await
    .unwrap();
    assert_eq!(told, 1);
    // It goes on as any other: the shop may call it off, and its goods go back once more.
    let path = format!("/api/v1/orders/{}/status", debt.order);
    let cancelled = json!({ "status": "cancelled", "reason": "Se dañó" });
    stage.owner().await.put(&path, &cancelled).await.expect(200);
    assert_eq!(level(&stage).await, (100, 0));
}

#[tokio::test]
async fn of_two_late_payments_for_the_last_piece_one_brings_its_order_back() {
    let stage = Stage::set().await;
    let second = stage
        .app
        .second(&[
            (
                "VITRINA_INTEGRATIONS__MERCADOPAGO_STAND_IN",
                stage.served.url.as_str(),
            ),
            ("VITRINA_LIMITS__ON", "false"),
        ])
        .await;
    let mut late = vec![];
    for _ in 0..2 {
        let debt = stage.debt().await;
        pay(&debt).await.expect(303);
        late.push((debt, stage.outside().await));
    }
    let_time_pass(&stage).await;
    shelf(&stage, 1).await;
    for (_, payment) in &late {
        assert!(stage.desk().approve(payment));
    }
    stage.desk().deliver_now().await;
    tokio::join!(stage.app.run_jobs(), second.run_jobs());
    stage.app.run_jobs().await;
    let mut states = vec![];
    for (debt, _) in &late {
        states.push(text(&stage.order(debt).await["payment_status"]));
    }
    states.sort();
    assert_eq!(states, ["failed", "paid"]);
    assert_eq!(level(&stage).await, (1, 1));
    let balances = stage.balances().await;
    for account in ["sales", "customer_credit"] {
        assert!(balances.contains(&(account.to_owned(), -TOTAL)), "{balances:?}");
    }
}

#[tokio::test]
async fn what_somebody_called_off_is_not_brought_back() {
    let stage = Stage::set().await;
    let debt = stage.debt().await;
    pay(&debt).await.expect(303);
    let payment = stage.outside().await;
    let path = format!("/api/v1/orders/{}/cancel?key={}", debt.order, debt.key);
    debt.guest.post(&path, &json!({})).await.expect(200);
    assert!(stage.desk().approve(&payment), "before it was called off there");
    stage.told().await;
    assert_eq!(stage.order(&debt).await["status"], "cancelled");
    assert_eq!(stage.payments().await[0]["surplus"], true);
    assert_eq!(level(&stage).await, (100, 0));
}

#[tokio::test]
async fn money_for_what_is_sold_by_now_is_the_payers_and_goes_back() {
    let stage = Stage::set().await;
    let (debt, payment) = overdue(&stage).await;
    shelf(&stage, 0).await;
    assert!(stage.desk().approve(&payment), "the bank was slow");
    stage.told().await;
    let seen = stage.payments().await.remove(0);
    assert_eq!(
        (text(&seen["status"]), &seen["surplus"]),
        ("approved".into(), &json!(true))
    );
    assert_eq!(
        stage.order(&debt).await["payment_status"],
        "failed",
        "nobody waits for it"
    );
    let owed = ("customer_credit".to_owned(), -TOTAL);
    assert!(stage.balances().await.contains(&owed));
    let id = text(&seen["id"]);
    refund(&stage.owner().await, &id, &json!({})).await.expect(202);
    stage.app.run_jobs().await;
    assert_eq!(stage.state().await, "refunded");
    assert!(
        !stage
            .balances()
            .await
            .iter()
            .any(|(account, _)| account == "customer_credit")
    );
}

#[tokio::test]
async fn an_order_waits_for_whoever_is_at_their_bank() {
    let stage = Stage::set().await;
    let debt = stage.debt().await;
    stage.app.advance(58 * 60);
    pay(&debt).await.expect(303);
    stage.app.advance(10 * 60);
    stage.app.run_jobs().await;
    assert_eq!(
        stage.order(&debt).await["status"],
        "pending",
        "its hour is over, the bank's time is not"
    );
    assert!(stage.desk().approve(&stage.outside().await));
    stage.told().await;
    assert_eq!(stage.order(&debt).await["payment_status"], "paid");
}

#[tokio::test]
async fn the_first_try_paid_late_pays_the_order_and_the_second_is_called_off() {
    let stage = Stage::set().await;
    let debt = stage.debt().await;
    pay(&debt).await.expect(303);
    let first = stage.outside().await;
    assert!(stage.desk().reject(&first));
    stage.told().await;
    stage.app.advance(1);
    pay(&debt).await.expect(303);
    let second = stage.outside().await;
    assert!(stage.desk().approve(&first), "a bank changes its mind");
    stage.told().await;
    assert_eq!(stage.order(&debt).await["payment_status"], "paid");
    let mut states: Vec<String> = stage
        .payments()
        .await
        .iter()
        .map(|p| text(&p["status"]))
        .collect();
    states.sort();
    assert_eq!(states, ["approved", "cancelled"]);
    let books = stage.desk().books(super::TOKEN).unwrap();
    let there = books.payments.iter().find(|p| p.id == second).unwrap();
    assert_eq!(there.status, "cancelled", "also at the provider");
    assert!(stage.balances().await.contains(&("sales".to_owned(), -TOTAL)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_called_off_while_it_is_asked_for_is_called_off_at_the_provider_too() {
    let stage = Stage::set().await;
    let debt = stage.debt().await;
    pay(&debt).await.expect(303);
    let first = stage.outside().await;
    assert!(stage.desk().reject(&first));
    stage.told().await;
    stage.app.advance(1);
    stage.desk().slow(Duration::from_secs(1));
    stage.desk().fail_next(Fault::Slow);
    let asking = tokio::spawn(paying(&debt));
    let mut tick = tokio::time::interval(Duration::from_millis(5));
    while stage.payments().await.len() == 1 {
        tick.tick().await;
    }
    assert!(stage.desk().approve(&first), "a bank changes its mind");
    stage.told().await;
    assert_eq!(stage.order(&debt).await["payment_status"], "paid");
    asking.await.unwrap().expect(303);
    stage.app.run_jobs().await;
    let books = stage.desk().books(super::TOKEN).unwrap();
    let states: Vec<&str> = books.payments.iter().map(|p| p.status.as_str()).collect();
    assert_eq!(states, ["approved", "cancelled"]);
}

#[tokio::test]
async fn who_pays_twice_has_one_order_and_a_credit() {
    let stage = Stage::set().await;
    let debt = stage.debt().await;
    pay(&debt).await.expect(303);
    let first = stage.outside().await;
    assert!(stage.desk().reject(&first));
    stage.told().await;
    stage.app.advance(1);
    pay(&debt).await.expect(303);
    let second = stage.outside().await;
    assert!(stage.desk().approve(&second));
    stage.told().await;
    assert!(stage.desk().approve(&first));
    stage.told().await;
    let seen = stage.payments().await;
    assert_eq!(
        (&seen[0]["surplus"], &seen[1]["surplus"]),
        (&json!(false), &json!(true))
    );
    let balances = stage.balances().await;
    assert!(balances.contains(&("sales".to_owned(), -TOTAL)), "{balances:?}");
    assert!(
        balances.contains(&("customer_credit".to_owned(), -TOTAL)),
        "{balances:?}"
    );
}

#[tokio::test]
async fn a_cancelled_order_calls_its_payment_off() {
    let stage = Stage::set().await;
    let debt = stage.debt().await;
    pay(&debt).await.expect(303);
    let payment = stage.outside().await;
    let path = format!("/api/v1/orders/{}/cancel?key={}", debt.order, debt.key);
    debt.guest.post(&path, &json!({})).await.expect(200);
    stage.app.run_jobs().await;
    assert_eq!(stage.state().await, "cancelled");
    let books = stage.desk().books(super::TOKEN).unwrap();
    let there = books.payments.iter().find(|p| p.id == payment).unwrap();
    assert_eq!(there.status, "cancelled");
}
