//! Sixty-four buyers for the last unit.

use testkit::{Answer, Basket};

use super::replicas::{Replicas, count, order_at_once};

const BUYERS: usize = 64;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_sixty_four_buyers_one_gets_the_last_unit() {
    for _ in 0..3 {
        race_for_the_last(40).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
#[ignore = "long: the race for the last unit, twenty times"]
async fn of_sixty_four_buyers_one_gets_the_last_unit_twenty_times() {
    for _ in 0..20 {
        race_for_the_last(40).await;
    }
}

/// Who waits for a lock holds a connection; with far fewer of them than racers all must still get their answer.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn few_connections_make_them_wait_and_nothing_else() {
    race_for_the_last(4).await;
}

async fn race_for_the_last(connections: u32) {
    let replicas = Replicas::start(connections).await;
    let goods = replicas.shop.goods("La última", 1).await;
    let racers = replicas.racers(&goods, BUYERS).await;
    let answers = order_at_once(racers).await;
    assert_eq!(count(&answers, 201), 1, "{:?}", statuses(&answers));
    for loser in answers.iter().filter(|a| a.status != 201) {
        assert_eq!(
            (loser.status.as_u16(), loser.code().as_str()),
            (409, "out_of_stock"),
            "{}",
            loser.text
        );
    }
    assert_eq!(replicas.orders().await, 1);
    assert_eq!(replicas.stock(&goods).await, (1, 1));
    assert_eq!(replicas.broken().await, [""; 0]);
}

/// Carts with the same two things in opposite order must neither block each other for ever nor sell too much.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn opposite_orders_of_two_things_do_not_deadlock() {
    let replicas = Replicas::start(20).await;
    let (left, right) = (
        replicas.shop.goods("Izquierda", 8).await,
        replicas.shop.goods("Derecha", 8).await,
    );
    let mut racers = vec![];
    for n in 0..24 {
        let (first, second) = if n % 2 == 0 {
            (&left, &right)
        } else {
            (&right, &left)
        };
        let basket = replicas.shop.basket(first, 1).await;
        let item = serde_json::json!({ "product_id": second.product, "quantity": 1 });
        let add = basket
            .client
            .request(reqwest::Method::POST, "/api/v1/cart/items")
            .json(&item);
        basket
            .client
            .send(add.header("x-cart-token", &basket.token))
            .await
            .expect(201);
        let server = if n % 4 < 2 { &replicas.one } else { &replicas.two };
        racers.push(
            Basket {
                client: basket.client.another(),
                ..basket
            }
            .at(server.address, &replicas.shop.host),
        );
    }
    let answers = order_at_once(racers).await;
    assert_eq!(
        (count(&answers, 201), count(&answers, 409)),
        (8, 16),
        "{:?}",
        statuses(&answers)
    );
    assert!(
        answers
            .iter()
            .all(|a| a.status == 201 || a.code() == "out_of_stock"),
        "{:?}",
        statuses(&answers)
    );
    assert_eq!(
        (replicas.stock(&left).await, replicas.stock(&right).await),
        ((8, 8), (8, 8))
    );
    assert_eq!(replicas.broken().await, [""; 0]);
}

fn statuses(answers: &[Answer]) -> Vec<(u16, String)> {
    answers
        .iter()
        .map(|a| (a.status.as_u16(), a.text.chars().take(160).collect()))
        .collect()
}
