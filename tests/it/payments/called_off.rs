//! A paid order that is called off, as the shop's and the customer's pages speak of it.

use serde_json::{Value, json};

use super::{Debt, Stage, pay};

async fn paid(stage: &Stage) -> Debt {
    let debt = stage.debt().await;
    pay(&debt).await.expect(303);
    assert!(stage.desk().approve(&stage.outside().await));
    stage.told().await;
    debt
}

async fn to_confirm(stage: &Stage) -> Value {
    let owner = stage.owner().await;
    let dashboard = owner.get("/api/v1/admin/dashboard").await.expect(200).json();
    dashboard["todo"]["orders_to_confirm"].clone()
}

#[tokio::test]
async fn its_money_goes_back_the_way_it_came_and_both_read_so() {
    let stage = Stage::set().await;
    let debt = paid(&stage).await;
    let owner = stage.owner().await;
    let step = format!("/api/v1/orders/{}/status", debt.order);
    owner
        .put(&step, &json!({ "status": "cancelled" }))
        .await
        .expect(200);
    let path = format!("/admin/orders/{}", debt.order);
    let page = owner.get(&path).await.expect(200).text;
    assert!(
        page.contains("por Mercado Pago?") && !page.contains("Registrar el reembolso"),
        "{page}"
    );
    owner.form(&format!("{path}/refund"), &[]).await.expect(303);
    let page = owner.get(&path).await.expect(200).text;
    assert!(
        page.contains("Pedimos la devolución") && !page.contains("por Mercado Pago?"),
        "{page}"
    );
    stage.app.run_jobs().await;
    let theirs = format!("/orders/{}?key={}", debt.order, debt.key);
    let page = debt.guest.get(&theirs).await.expect(200).text;
    assert!(page.contains("te devolvimos"), "{page}");
}

#[tokio::test]
async fn until_then_it_waits_to_be_confirmed_though_it_had_a_term() {
    let stage = Stage::set().await;
    stage.debt().await;
    assert_eq!(to_confirm(&stage).await, 0, "it waits for its money");
    paid(&stage).await;
    assert_eq!(to_confirm(&stage).await, 1);
}
