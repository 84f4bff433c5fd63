//! Disputes of cards at Mercado Pago: until when the shop may answer is shown where the provider tells, and said to be unknown where
//! it does not.

use super::{Stage, pay_by_card, text};

/// An order that was paid by card; the payment's id and its name at the provider.
async fn paid(stage: &Stage) -> (String, String) {
    let debt = stage.debt_by("card").await;
    pay_by_card(&debt, &stage.card("APRO")).await.expect(303);
    stage.told().await;
    let payment = stage.payments().await.remove(0);
    (text(&payment["id"]), text(&payment["provider_payment"]))
}

async fn page(stage: &Stage, id: &str) -> String {
    let path = format!("/admin/money/{id}");
    let page = stage.owner().await.get(&path).await.expect(200).text;
    page.replace('\u{a0}', " ")
}

#[tokio::test]
async fn the_term_of_a_chargeback_is_asked_for_and_shown() {
    let stage = Stage::set().await;
    let (id, payment) = paid(&stage).await;
    let chargeback = stage.desk().charge_back(&payment).unwrap();
    assert!(stage.told().await.iter().all(|status| *status == Some(200)));
    assert_eq!(stage.state().await, "disputed");
    let seen = page(&stage, &id).await;
    assert!(
        seen.contains("para responder en tu panel de Mercado Pago") && seen.contains("2 dic 2026"),
        "{seen}"
    );
    let events: Vec<String> = sqlx::query_scalar(
        "select status from webhook_event where tenant_id = $1 and object_id = 'chargeback:' || $2",
    )
    .bind(stage.shop.tenant)
    .bind(&chargeback)
    .fetch_all(&mut stage.app.database.superuser().await)
    .await
    .unwrap();
    assert_eq!(events, ["done"]);
    assert!(stage.desk().close_charge_back(&chargeback, true));
    stage.told().await;
    assert_eq!(stage.state().await, "dispute_won");
}

#[tokio::test]
async fn where_nobody_tells_the_term_the_page_says_who_does() {
    let stage = Stage::set().await;
    let (id, payment) = paid(&stage).await;
    assert!(stage.desk().become_of(&payment, "charged_back", "in_process"));
    stage.told().await;
    assert_eq!(stage.state().await, "disputed");
    let seen = page(&stage, &id).await;
    assert!(
        seen.contains("Mercado Pago no nos dijo hasta cuándo puedes responder: lo ves en tu panel"),
        "{seen}"
    );
    let mail: String = sqlx::query_scalar(
        "select text_body from message where tenant_id = $1 and purpose = 'payments.dispute' and channel = 'email'",
    )
    .bind(stage.shop.tenant)
    .fetch_one(&mut stage.app.database.superuser().await)
    .await
    .unwrap();
    assert!(mail.contains("no nos dice hasta cuándo tienes"), "{mail}");
}

/// A mediation has no word for its end but that the payment is as it was, later.
#[tokio::test]
async fn a_mediation_that_ends_leaves_the_money_with_the_shop() {
    let stage = Stage::set().await;
    let (_, payment) = paid(&stage).await;
    stage.app.advance(60);
    assert!(stage.desk().become_of(&payment, "in_mediation", "pending"));
    stage.told().await;
    assert_eq!(stage.state().await, "disputed");
    stage.app.advance(60);
    assert!(stage.desk().approve(&payment));
    stage.told().await;
    assert_eq!(stage.state().await, "dispute_won");
    let balances = stage.balances().await;
    assert!(
        !balances
            .iter()
            .any(|(account, _)| account.starts_with("disputes")),
        "{balances:?}"
    );
}
