//! What the shop is told of its payments: once, with the page where something can be done.

use payment_sandbox::mercado_pago::Fault;

use super::{Debt, Stage, TOKEN, pay, text};

/// Purpose and page of what was told by mail and in people's lists, in order.
async fn told(stage: &Stage, channel: &str) -> Vec<(String, String)> {
    sqlx::query_as(
        "select purpose, path from message
          where tenant_id = $1 and channel = $2 and topic in ('payment_review', 'payment_trouble')
          order by created_at, message_id",
    )
    .bind(stage.shop.tenant)
    .bind(channel)
    .fetch_all(&mut stage.app.database.superuser().await)
    .await
    .unwrap()
}

/// Told once over both channels, with this page.
async fn once(stage: &Stage, purpose: &str, path: &str) {
    let wanted = [(purpose.to_owned(), path.to_owned())];
    for channel in ["email", "in_app"] {
        assert_eq!(told(stage, channel).await, wanted, "{channel}");
    }
}

async fn money_path(stage: &Stage, at: usize) -> String {
    format!("/admin/money/{}", text(&stage.payments().await[at]["id"]))
}

async fn paid(stage: &Stage) -> (Debt, String) {
    let debt = stage.debt().await;
    pay(&debt).await.expect(303);
    let payment = stage.outside().await;
    assert!(stage.desk().approve(&payment));
    stage.told().await;
    (debt, payment)
}

#[tokio::test]
async fn who_pays_twice_is_told_to_the_shop_once() {
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
    assert_eq!(told(&stage, "email").await, []);
    stage.desk().fail(Fault::HookTwice, 1000);
    assert!(stage.desk().approve(&first));
    stage.told().await;
    once(&stage, "payments.surplus", &money_path(&stage, 1).await).await;
}

#[tokio::test]
async fn another_sum_is_told_once() {
    let stage = Stage::set().await;
    let debt = stage.debt().await;
    pay(&debt).await.expect(303);
    stage.told().await;
    stage.desk().fail(Fault::WrongAmount, 1000);
    assert!(stage.desk().approve(&stage.outside().await));
    stage.told().await;
    assert_eq!(stage.state().await, "mismatched");
    stage.app.advance(3_600);
    stage.app.run_jobs().await;
    once(&stage, "payments.mismatch", &money_path(&stage, 0).await).await;
}

#[tokio::test]
async fn a_dispute_is_told_once() {
    let stage = Stage::set().await;
    let (_, payment) = paid(&stage).await;
    for _ in 0..2 {
        assert!(stage.desk().become_of(&payment, "charged_back", "in_process"));
        stage.told().await;
        stage.app.advance(1);
    }
    assert_eq!(stage.state().await, "disputed");
    once(&stage, "payments.dispute", &money_path(&stage, 0).await).await;
}

#[tokio::test]
async fn a_credential_that_is_refused_is_told_once_until_it_is_mended() {
    let stage = Stage::set().await;
    let debt = stage.debt().await;
    pay(&debt).await.expect(303);
    stage.desk().revoke(TOKEN);
    for _ in 0..2 {
        stage.app.advance(301);
        stage.app.run_jobs().await;
    }
    once(&stage, "payments.refused", "/admin/payments/mercadopago").await;
}

#[tokio::test]
async fn a_bank_that_rests_is_told_when_it_begins_to() {
    let stage = Stage::set().await;
    let mut debts = vec![];
    for _ in 0..6 {
        debts.push(stage.debt().await);
    }
    stage.desk().fail(Fault::ErrorBefore, 1000);
    for debt in &debts[..4] {
        pay(debt).await.expect(303);
    }
    assert_eq!(told(&stage, "email").await, []);
    pay(&debts[4]).await.expect(303);
    once(&stage, "payments.resting", "/admin/payments/mercadopago").await;
    // Its rest over, it fails once more, and rests on.
    stage.app.advance(121);
    pay(&debts[5]).await.expect(303);
    once(&stage, "payments.resting", "/admin/payments/mercadopago").await;
}

#[tokio::test]
async fn differences_are_told_in_the_morning_when_they_are_new() {
    let stage = Stage::set().await;
    paid(&stage).await;
    sqlx::query("update payment_attempt set outside_id = null where tenant_id = $1")
        .bind(stage.shop.tenant)
        .execute(&mut stage.app.database.superuser().await)
        .await
        .unwrap();
    for _ in 0..2 {
        stage.app.advance(24 * 3_600);
        stage.app.tick().await;
        stage.app.run_jobs().await;
    }
    once(&stage, "payments.differences", "/admin/money/differences").await;
}
