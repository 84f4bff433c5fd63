//! Two who want something else of the same order: one wins whole, the other is told.

use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};
use testkit::{Answer, Basket, Client, Goods, TestApp, sign_in};

use super::replicas::{Replicas, count};

const ROUNDS: usize = 6;
/// More than an unpaid order waits.
const THREE_DAYS: i64 = 3 * 24 * 3600;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_same_step_taken_at_once_is_taken_once() {
    let replicas = Replicas::start(20).await;
    let goods = replicas.shop.goods("Un paso", 50).await;
    for round in 0..ROUNDS {
        let id = order(&replicas, &goods, round, "cash_on_delivery").await;
        let step = json!({ "status": "confirmed" });
        let (a, b) = tokio::join!(
            set_status(&replicas.one, &replicas, &id, &step),
            set_status(&replicas.two, &replicas, &id, &step)
        );
        assert_eq!(count(&[a, b], 200), 2);
        assert_eq!(status(&replicas, &id).await, "confirmed");
    }
    assert_eq!(replicas.broken().await, [""; 0]);
}

/// Both had read version 1: the second to write is told that it has changed meanwhile.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_who_read_the_same_version_one_is_refused() {
    let replicas = Replicas::start(20).await;
    let goods = replicas.shop.goods("Una versión", 50).await;
    for round in 0..ROUNDS {
        let id = order(&replicas, &goods, round, "cash_on_delivery").await;
        let (confirm, cancel) = (
            json!({ "status": "confirmed", "version": 1 }),
            json!({ "status": "cancelled", "version": 1 }),
        );
        let (a, b) = tokio::join!(
            set_status(&replicas.one, &replicas, &id, &confirm),
            set_status(&replicas.two, &replicas, &id, &cancel)
        );
        let answers = [a, b];
        assert_eq!(
            (count(&answers, 200), count(&answers, 412)),
            (1, 1),
            "{answers:?}"
        );
    }
    assert_eq!(replicas.broken().await, [""; 0]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_shipping_and_cancelling_one_happens() {
    let replicas = Replicas::start(20).await;
    let goods = replicas.shop.goods("Se va o se queda", 50).await;
    let mut shipped = 0;
    for round in 0..ROUNDS {
        let id = order(&replicas, &goods, round, "cash_on_delivery").await;
        for step in ["confirmed", "processing"] {
            set_status(&replicas.one, &replicas, &id, &json!({ "status": step }))
                .await
                .expect(200);
        }
        let (ship, cancel) = (
            json!({ "status": "shipped" }),
            json!({ "status": "cancelled", "reason": "No hay quien la lleve" }),
        );
        let (a, b) = tokio::join!(
            set_status(&replicas.one, &replicas, &id, &ship),
            set_status(&replicas.two, &replicas, &id, &cancel)
        );
        let answers = [a, b];
        assert_eq!(
            (count(&answers, 200), count(&answers, 409)),
            (1, 1),
            "{answers:?}"
        );
        let now = status(&replicas, &id).await;
        assert_eq!(
            now == "shipped",
            answers[0].status == 200,
            "who was told 200 has won: {now}"
        );
        shipped += i32::from(now == "shipped");
    }
    assert_eq!(replicas.stock(&goods).await, (50 - shipped, 0));
    assert_eq!(replicas.broken().await, [""; 0]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_the_customers_cancelling_and_the_shops_confirming_one_happens() {
    let replicas = Replicas::start(20).await;
    let goods = replicas.shop.goods("Me arrepentí", 50).await;
    for round in 0..ROUNDS {
        let placed = place(&replicas, &goods, round, "cash_on_delivery").await;
        let id = placed["id"].as_str().unwrap();
        let path = format!(
            "/api/v1/orders/{id}/cancel?key={}",
            placed["access_token"].as_str().unwrap()
        );
        let customer = replicas
            .shop
            .anonymous
            .towards(replicas.two.address, &replicas.shop.host);
        let (body, confirmed) = (json!({}), json!({ "status": "confirmed" }));
        let (a, b) = tokio::join!(
            set_status(&replicas.one, &replicas, id, &confirmed),
            customer.post(&path, &body)
        );
        let answers = [a, b];
        assert_eq!(
            (count(&answers, 200), count(&answers, 409)),
            (1, 1),
            "{answers:?}"
        );
    }
    assert_eq!(replicas.broken().await, [""; 0]);
}

/// Money that arrives in the very moment in which the wait for it ends: either the order is paid and its goods stay
/// reserved, or it is cancelled and whoever tells of the money hears so.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_paying_and_expiring_one_happens() {
    let replicas = Replicas::start(20).await;
    let goods = replicas.shop.goods("Transferencia", 50).await;
    let transfer = json!({ "code": "bank_transfer", "enabled": true, "instructions": "Ahorros 123-456, Banco de Prueba" });
    let methods = json!({ "methods": [transfer] });
    replicas
        .shop
        .owner
        .put("/api/v1/admin/payments/methods", &methods)
        .await
        .expect(200);
    let mut ids = vec![];
    for round in 0..ROUNDS {
        ids.push(order(&replicas, &goods, round, "bank_transfer").await);
    }
    replicas.one.run_jobs().await;
    replicas.one.advance(THREE_DAYS);
    // The token from before has expired with the clock.
    let owner = sign_in(&replicas.shop.anonymous, "owner@carrera.test").await;
    let paying = join_all(ids.iter().map(|id| receive(&owner, id)));
    let (answers, _, _) = tokio::join!(paying, replicas.one.run_jobs(), replicas.two.run_jobs());
    let mut paid = 0;
    for (id, answer) in ids.iter().zip(&answers) {
        let detail = owner
            .get(&format!("/api/v1/orders/{id}"))
            .await
            .expect(200)
            .json();
        let ends = (
            answer.status.as_u16(),
            detail["status"].as_str().unwrap(),
            detail["payment_status"].as_str().unwrap(),
        );
        assert!(
            matches!(ends, (200, "pending", "paid") | (409, "cancelled", "failed")),
            "{ends:?} {}",
            answer.text
        );
        paid += i32::from(answer.status == 200);
    }
    assert_eq!(replicas.stock(&goods).await, (50, paid));
    assert_eq!(replicas.broken().await, [""; 0]);
}

/// Everything at once, from both servers: whoever wins, the books balance.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_crowd_of_contradictory_wishes_leaves_the_books_balanced() {
    let replicas = Replicas::start(20).await;
    let goods = replicas.shop.goods("De todo", 50).await;
    for round in 0..ROUNDS {
        let id = order(&replicas, &goods, round, "cash_on_delivery").await;
        let steps = [
            "confirmed",
            "cancelled",
            "processing",
            "shipped",
            "delivered",
            "confirmed",
            "processing",
            "shipped",
        ];
        let wishes = steps.iter().enumerate().map(|(n, step)| {
            let server = if n % 2 == 0 { &replicas.one } else { &replicas.two };
            let (replicas, id, step) = (&replicas, &id, json!({ "status": step }));
            async move { set_status(server, replicas, id, &step).await }
        });
        let answers = join_all(wishes).await;
        assert!(
            answers.iter().all(|a| matches!(a.status.as_u16(), 200 | 409)),
            "{answers:?}"
        );
        receive(&replicas.shop.owner, &id).await;
    }
    assert_eq!(replicas.broken().await, [""; 0]);
}

async fn place(replicas: &Replicas, goods: &Goods, round: usize, method: &str) -> Value {
    let basket = replicas.shop.basket(goods, 1).await;
    let mut body = Basket::order_body(&format!("cliente-{round}@carrera.test"));
    body["payment_method"] = method.into();
    basket
        .order(&format!("key-{round}"), &body)
        .await
        .expect(201)
        .json()
}

async fn order(replicas: &Replicas, goods: &Goods, round: usize, method: &str) -> String {
    place(replicas, goods, round, method).await["id"]
        .as_str()
        .unwrap()
        .to_owned()
}

async fn set_status(server: &TestApp, replicas: &Replicas, id: &str, step: &Value) -> Answer {
    let owner = replicas.shop.owner.towards(server.address, &replicas.shop.host);
    owner.put(&format!("/api/v1/orders/{id}/status"), step).await
}

async fn receive(owner: &Client, id: &str) -> Answer {
    let path = format!("/api/v1/orders/{id}/payments/received");
    owner
        .send(
            owner
                .request(Method::POST, &path)
                .json(&json!({ "reference": "BANCO-7" })),
        )
        .await
}

async fn status(replicas: &Replicas, id: &str) -> String {
    let detail = replicas
        .shop
        .owner
        .get(&format!("/api/v1/orders/{id}"))
        .await
        .expect(200)
        .json();
    detail["status"].as_str().unwrap().to_owned()
}
