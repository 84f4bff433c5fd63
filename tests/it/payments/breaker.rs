//! Whoever takes cards does not answer: cards rest for a while, everything else is still offered, and it says so.

use payment_sandbox::mercado_pago::Fault;
use serde_json::{Value, json};

use super::{Stage, pay, pay_by_card, text};

/// Calls in a row without an answer after which it rests.
const PATIENCE: usize = 5;
const RESTS: &str = "Las tarjetas no responden en este momento";

async fn offered(stage: &Stage) -> Vec<String> {
    let list = stage.shop.anonymous.get("/api/v1/payments/methods").await;
    let list: Value = list.expect(200).json();
    let methods = list["data"].as_array().unwrap().iter();
    methods.map(|m| text(&m["code"])).collect()
}

/// So many customers try their cards, and nobody answers them.
async fn nobody_answers(stage: &Stage, times: usize) {
    stage.desk().fail(Fault::ErrorBefore, 1000);
    for _ in 0..times {
        let debt = stage.debt_by("card").await;
        pay_by_card(&debt, &stage.card("APRO")).await.expect(303);
        assert_eq!(stage.state().await, "unknown");
    }
    stage.desk().fail(Fault::ErrorBefore, 0);
}

#[tokio::test]
async fn cards_rest_after_faults_and_the_others_are_offered_with_a_notice() {
    let stage = Stage::set().await;
    nobody_answers(&stage, PATIENCE - 1).await;
    assert_eq!(offered(&stage).await, ["pse", "card"], "it may pass");
    nobody_answers(&stage, 1).await;
    assert_eq!(offered(&stage).await, ["pse"]);
    let debt = stage.debt().await;
    let page = debt.guest.get(&debt.path).await.expect(200).text;
    assert!(
        page.contains(RESTS) && page.contains("name=\"bank\"") && !page.contains("Pagar con tarjeta"),
        "{page}"
    );
    // Who has the card's page open is led back to what is offered, and nobody is asked.
    let known = stage.known_there();
    let sent = pay_by_card(&debt, &stage.card("APRO")).await.expect(303);
    assert_eq!(sent.header("location"), debt.path);
    assert_eq!(stage.known_there(), known);
    let item = json!({ "product_id": stage.goods.product, "quantity": 1 });
    let guest = stage.shop.anonymous.another();
    guest.post("/api/v1/cart/items", &item).await.expect(201);
    let checkout = guest.get("/checkout").await.expect(200).text;
    assert!(
        checkout.contains("Por ahora no responde") && !checkout.contains("id=\"pay-card\""),
        "{checkout}"
    );
    pay(&debt).await.expect(303);
    assert_eq!(stage.state().await, "requires_action", "PSE goes on");
}

#[tokio::test]
async fn they_wake_by_the_clock_and_by_hand_and_the_shop_is_told_once() {
    let stage = Stage::set().await;
    nobody_answers(&stage, PATIENCE).await;
    stage.app.advance(121);
    assert_eq!(offered(&stage).await, ["pse", "card"]);
    // One more fault and they rest for longer; one answer and all is forgotten.
    nobody_answers(&stage, 1).await;
    stage.app.advance(121);
    assert_eq!(offered(&stage).await, ["pse"]);
    let methods =
        json!({ "methods": [{ "code": "pse", "enabled": true }, { "code": "card", "enabled": true }] });
    let owner = stage.owner().await;
    let settings = owner.get("/admin/payments").await.expect(200).text;
    assert!(
        settings.contains("No responde y descansa unos minutos"),
        "{settings}"
    );
    owner
        .put("/api/v1/admin/payments/methods", &methods)
        .await
        .expect(200);
    assert_eq!(offered(&stage).await, ["pse", "card"]);
    let debt = stage.debt_by("card").await;
    pay_by_card(&debt, &stage.card("APRO")).await.expect(303);
    assert_eq!(stage.order(&debt).await["payment_status"], "paid");
    nobody_answers(&stage, PATIENCE - 1).await;
    assert_eq!(offered(&stage).await, ["pse", "card"], "they are counted anew");
    let told: Vec<(String, String)> = sqlx::query_as(
        "select purpose, path from message where tenant_id = $1 and channel = 'email' and topic = 'payment_trouble'",
    )
    .bind(stage.shop.tenant)
    .fetch_all(&mut stage.app.database.superuser().await)
    .await
    .unwrap();
    let wanted = (
        "payments.resting".to_owned(),
        "/admin/payments/mercadopago".to_owned(),
    );
    assert_eq!(told, [wanted]);
}

/// With nothing else to choose, an order may be placed all the same: what rests wakes in minutes.
#[tokio::test]
async fn a_shop_that_takes_cards_alone_goes_on_taking_orders() {
    let stage = Stage::set().await;
    let methods = json!({ "methods": [{ "code": "card", "enabled": true }] });
    let path = "/api/v1/admin/payments/methods";
    stage.owner().await.put(path, &methods).await.expect(200);
    nobody_answers(&stage, PATIENCE).await;
    assert_eq!(offered(&stage).await, ["card"]);
    let debt = stage.debt_by("card").await;
    let page = debt.guest.get(&debt.path).await.expect(200).text;
    assert!(page.contains(RESTS), "{page}");
    stage.app.advance(121);
    pay_by_card(&debt, &stage.card("APRO")).await.expect(303);
    assert_eq!(stage.order(&debt).await["payment_status"], "paid");
}
