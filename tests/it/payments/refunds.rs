//! Giving money back: in parts, never more than came, and once however often it is asked for.

use payment_sandbox::mercado_pago::Fault;
use serde_json::{Value, json};

use super::{Debt, Stage, TOTAL, pay, refund, refund_by, text};

async fn paid(stage: &Stage) -> (Debt, String) {
    let debt = stage.debt().await;
    pay(&debt).await.expect(303);
    assert!(stage.desk().approve(&stage.outside().await));
    stage.told().await;
    let id = text(&stage.payments().await[0]["id"]);
    (debt, id)
}

async fn back(stage: &Stage, id: &str, body: &Value) -> testkit::Answer {
    refund(&stage.owner().await, id, body).await
}

#[tokio::test]
async fn parts_add_up_to_the_whole_and_no_more() {
    let stage = Stage::set().await;
    let (debt, id) = paid(&stage).await;
    for (part, state) in [
        (300_000, "partially_refunded"),
        (200_000, "partially_refunded"),
        (500_000, "refunded"),
    ] {
        back(
            &stage,
            &id,
            &json!({ "amount": part, "reason": "No era el color" }),
        )
        .await
        .expect(202);
        stage.app.run_jobs().await;
        assert_eq!(stage.state().await, state);
        assert_eq!(stage.order(&debt).await["payment_status"], state);
    }
    assert_eq!(
        back(&stage, &id, &json!({ "amount": 100 }))
            .await
            .expect(409)
            .code(),
        "payment_not_received"
    );
    assert!(
        !stage
            .balances()
            .await
            .iter()
            .any(|(account, _)| account == "sales")
    );
    let detail = stage
        .owner()
        .await
        .get(&format!("/api/v1/admin/payments/{id}"))
        .await
        .expect(200)
        .json();
    let sums: i64 = detail["refunds"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| r["amount"].as_i64().unwrap())
        .sum();
    assert_eq!((sums, &detail["refunded"]), (TOTAL, &json!(TOTAL)));
}

#[tokio::test]
async fn what_cannot_go_back_is_refused() {
    let stage = Stage::set().await;
    let (_, id) = paid(&stage).await;
    for (amount, code) in [(TOTAL + 100, "refund_too_large"), (150, "invalid")] {
        let refused = back(&stage, &id, &json!({ "amount": amount })).await;
        assert!(refused.status.is_client_error());
        assert_eq!(refused.code(), code);
    }
    for body in [
        json!({ "amount": 0 }),
        json!({ "amount": -100 }),
        json!({ "amount": 1.5 }),
    ] {
        back(&stage, &id, &body).await.expect(422);
    }
    back(&stage, &id, &json!({ "amount": i64::MAX }))
        .await
        .expect(409);
    back(&stage, &id, &json!({ "amount": 600_000 })).await.expect(202);
    let over = back(&stage, &id, &json!({ "amount": 600_000 })).await.expect(409);
    assert_eq!(over.code(), "refund_too_large", "what is on its way counts");
}

/// What the provider itself gave back may leave no whole peso.
#[tokio::test]
async fn all_that_is_left_goes_back_also_in_odd_centavos() {
    let stage = Stage::set().await;
    let (_, id) = paid(&stage).await;
    sqlx::query("update payment_attempt set refunding = 50, refunded = 50 where tenant_id = $1")
        .bind(stage.shop.tenant)
        .execute(&mut stage.app.database.superuser().await)
        .await
        .unwrap();
    back(&stage, &id, &json!({})).await.expect(202);
}

#[tokio::test]
async fn the_same_wish_twice_gives_back_once() {
    let stage = Stage::set().await;
    let (_, id) = paid(&stage).await;
    let owner = stage.owner().await;
    let path = format!("/api/v1/admin/payments/{id}/refunds");
    let keyless = owner.post(&path, &json!({ "amount": 100_000 })).await.expect(400);
    assert_eq!(keyless.code(), "idempotency_key_missing");
    let mut names = vec![];
    for _ in 0..2 {
        let answer = refund_by(&owner, &id, "one", &json!({ "amount": 100_000 })).await;
        names.push(text(&answer.expect(202).json()["id"]));
    }
    assert_eq!(names[0], names[1]);
    let other = refund_by(&owner, &id, "one", &json!({ "amount": 200_000 })).await;
    assert_eq!(other.expect(422).code(), "idempotency_key_reused");
    stage.app.run_jobs().await;
    let books = stage.desk().books(super::TOKEN).unwrap();
    assert_eq!(books.payments[0].refunded, 100_000);
}

#[tokio::test]
async fn a_form_sent_twice_gives_back_once() {
    let stage = Stage::set().await;
    let (_, id) = paid(&stage).await;
    let owner = stage.owner().await;
    let page = owner.get(&format!("/admin/money/{id}")).await.expect(200).text;
    let (_, rest) = page.split_once("name=\"key\" value=\"").unwrap();
    let (key, _) = rest.split_once('"').unwrap();
    let fields = [("key", key), ("amount", "1.000"), ("reason", "")];
    for _ in 0..2 {
        let path = format!("/admin/money/{id}/refund");
        owner.form(&path, &fields).await.expect(303);
    }
    stage.app.run_jobs().await;
    let books = stage.desk().books(super::TOKEN).unwrap();
    assert_eq!(books.payments[0].refunded, 100_000);
}

#[tokio::test]
async fn a_refund_without_an_answer_is_asked_for_again_and_happens_once() {
    let stage = Stage::set().await;
    let (_, id) = paid(&stage).await;
    stage.desk().fail_next(Fault::ErrorAfter);
    back(&stage, &id, &json!({ "amount": 400_000 })).await.expect(202);
    stage.app.run_jobs().await;
    stage.app.advance(60);
    stage.app.run_jobs().await;
    assert_eq!(stage.state().await, "partially_refunded");
    let books = stage.desk().books(super::TOKEN).unwrap();
    assert_eq!(books.payments[0].refunded, 400_000);
}

#[tokio::test]
async fn a_refund_that_may_have_happened_is_not_failed_for_want_of_a_credential() {
    let stage = Stage::set().await;
    let (_, id) = paid(&stage).await;
    stage.desk().fail_next(Fault::ErrorAfter);
    back(&stage, &id, &json!({ "amount": 400_000 })).await.expect(202);
    stage.app.run_jobs().await;
    stage.desk().revoke(super::TOKEN);
    stage.app.advance(60);
    stage.app.run_jobs().await;
    let path = format!("/api/v1/admin/payments/{id}");
    let detail = stage.owner().await.get(&path).await.expect(200).json();
    assert_eq!(detail["refunds"][0]["status"], "sending");
    let over = back(&stage, &id, &json!({ "amount": 700_000 })).await.expect(409);
    assert_eq!(over.code(), "refund_too_large");
}

#[tokio::test]
async fn a_refused_refund_leaves_everything_as_it_was() {
    let stage = Stage::set().await;
    let (_, id) = paid(&stage).await;
    stage.desk().fail_next(Fault::NoMoney);
    back(&stage, &id, &json!({})).await.expect(202);
    stage.app.run_jobs().await;
    assert_eq!(stage.state().await, "approved");
    let detail = stage
        .owner()
        .await
        .get(&format!("/api/v1/admin/payments/{id}"))
        .await
        .expect(200)
        .json();
    assert_eq!(detail["refunds"][0]["status"], "failed");
    back(&stage, &id, &json!({})).await.expect(202);
    stage.app.run_jobs().await;
    assert_eq!(stage.state().await, "refunded");
}

#[tokio::test]
async fn an_order_that_was_called_off_gives_its_money_back_over_the_provider() {
    let stage = Stage::set().await;
    let (debt, _) = paid(&stage).await;
    let step = format!("/api/v1/orders/{}/status", debt.order);
    stage
        .owner()
        .await
        .put(&step, &json!({ "status": "cancelled" }))
        .await
        .expect(200);
    let path = format!("/api/v1/orders/{}/payments/refunded", debt.order);
    let asked = stage
        .owner()
        .await
        .post(&path, &json!({}))
        .await
        .expect(200)
        .json();
    assert_eq!(
        asked["payment_status"], "paid",
        "the provider has not said so yet"
    );
    stage.app.run_jobs().await;
    assert_eq!(stage.order(&debt).await["payment_status"], "refunded");
}
