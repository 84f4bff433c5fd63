//! Requests with one `Idempotency-Key`.

use serde_json::Value;
use testkit::{Answer, Basket};

use super::replicas::{Replicas, count, same_cart_at_once};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_key_at_once_is_one_order_with_one_answer() {
    let replicas = Replicas::start(20).await;
    let goods = replicas.shop.goods("Doble clic", 50).await;
    for round in 0..5 {
        let basket = replicas.shop.basket(&goods, 2).await;
        let answers = at_once(&replicas, &basket, 8, |_| {
            (format!("key-{round}"), Basket::order_body("doble@clic.test"))
        })
        .await;
        assert_eq!(count(&answers, 201), answers.len(), "{answers:?}");
        let first = answers[0].json();
        assert!(
            answers.iter().all(|a| a.json() == first),
            "all get the same answer"
        );
        let replayed = answers
            .iter()
            .filter(|a| a.header("idempotent-replayed") == "true")
            .count();
        assert_eq!(replayed, answers.len() - 1, "one did it, the others were told");
        assert_eq!(replicas.orders().await, round + 1);
    }
    assert_eq!(replicas.stock(&goods).await, (50, 10));
    assert_eq!(replicas.broken().await, [""; 0]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_key_with_another_body_is_refused_and_changes_nothing() {
    let replicas = Replicas::start(20).await;
    let goods = replicas.shop.goods("Otra cosa", 5).await;
    let basket = replicas.shop.basket(&goods, 1).await;
    basket
        .order("one-key", &Basket::order_body("una@clave.test"))
        .await
        .expect(201);
    let other = basket
        .order("one-key", &Basket::order_body("otra@clave.test"))
        .await
        .expect(422);
    assert_eq!(other.code(), "idempotency_key_reused");
    assert_eq!(
        (replicas.orders().await, replicas.stock(&goods).await),
        (1, (5, 1))
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_key_with_two_bodies_at_once_is_one_order_and_one_refusal() {
    let replicas = Replicas::start(20).await;
    let goods = replicas.shop.goods("Dos cuerpos", 5).await;
    let basket = replicas.shop.basket(&goods, 1).await;
    let body = |n| {
        (
            "one-key".to_owned(),
            Basket::order_body(&format!("cuerpo-{n}@clave.test")),
        )
    };
    let answers = at_once(&replicas, &basket, 2, body).await;
    assert_eq!(
        (count(&answers, 201), count(&answers, 422)),
        (1, 1),
        "{answers:?}"
    );
    assert_eq!(
        (replicas.orders().await, replicas.stock(&goods).await),
        (1, (5, 1))
    );
    assert_eq!(replicas.broken().await, [""; 0]);
}

/// Two keys for one cart are two clicks that did not know of each other: the cart is ordered once.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_cart_with_two_keys_at_once_is_ordered_once() {
    let replicas = Replicas::start(20).await;
    let goods = replicas.shop.goods("Dos llaves", 5).await;
    let basket = replicas.shop.basket(&goods, 1).await;
    let body = |n| (format!("key-{n}"), Basket::order_body("dos@llaves.test"));
    let answers = at_once(&replicas, &basket, 6, body).await;
    assert_eq!(
        (count(&answers, 201), count(&answers, 409)),
        (1, 5),
        "{answers:?}"
    );
    assert!(
        answers
            .iter()
            .all(|a| a.status == 201 || a.code() == "cart_already_ordered"),
        "{answers:?}"
    );
    assert_eq!(replicas.broken().await, [""; 0]);
}

/// A refusal is not remembered: with goods on the shelf again, the same key orders.
#[tokio::test]
async fn a_key_that_was_refused_may_be_used_again() {
    let replicas = Replicas::start(8).await;
    let goods = replicas.shop.goods("Más tarde", 1).await;
    let (fast, slow) = (
        replicas.shop.basket(&goods, 1).await,
        replicas.shop.basket(&goods, 1).await,
    );
    fast.order("fast", &Basket::order_body("rapida@clave.test"))
        .await
        .expect(201);
    slow.order("slow", &Basket::order_body("lenta@clave.test"))
        .await
        .expect(409);
    let shelf = format!("/api/v1/admin/inventory/{}", goods.variant);
    replicas
        .shop
        .owner
        .put(&shelf, &serde_json::json!({ "on_hand": 2 }))
        .await
        .expect(200);
    slow.order("slow", &Basket::order_body("lenta@clave.test"))
        .await
        .expect(201);
    assert_eq!(replicas.broken().await, [""; 0]);
}

/// Keys are the caller's own: the same one in another cart is another order.
#[tokio::test]
async fn one_key_in_two_carts_is_two_orders() {
    let replicas = Replicas::start(8).await;
    let goods = replicas.shop.goods("Vecinas", 5).await;
    let (one, two) = (
        replicas.shop.basket(&goods, 1).await,
        replicas.shop.basket(&goods, 1).await,
    );
    let body = Basket::order_body("vecina@clave.test");
    let first = one.order("the-same", &body).await.expect(201).json();
    let second = two.order("the-same", &body).await.expect(201).json();
    assert_ne!(first["id"], second["id"]);
}

/// The same cart from several clients at once.
async fn at_once(
    replicas: &Replicas,
    basket: &Basket,
    many: usize,
    ask: impl Fn(usize) -> (String, Value),
) -> Vec<Answer> {
    same_cart_at_once(replicas.addresses(), &replicas.shop.host, basket, many, ask).await
}
