//! Two servers on one database, and racers who start together.

use std::net::SocketAddr;
use std::sync::Arc;

use futures_util::future::join_all;
use futures_util::stream::{self, StreamExt as _};
use serde_json::Value;
use testkit::{Answer, Basket, Goods, TestApp, TestShop};
use tokio::sync::{Barrier, Mutex, MutexGuard};

use crate::chaos::invariants;

/// One race at a time: together they would take more connections than the database has, and each other's speed.
static TRACK: Mutex<()> = Mutex::const_new(());

/// Two servers, and a shop on both.
pub struct Replicas {
    /// The first.
    pub one: TestApp,
    /// The second.
    pub two: TestApp,
    /// At the first.
    pub shop: TestShop,
    _alone: MutexGuard<'static, ()>,
}

impl Replicas {
    /// Each server with so many connections for requests.
    pub async fn start(connections: u32) -> Self {
        let alone = alone().await;
        let connections = connections.to_string();
        let variables = [
            ("VITRINA_DATABASE__APP_POOL", connections.as_str()),
            ("VITRINA_LIMITS__ON", "false"),
            // On a busy machine racers may wait for long; what they are told is the question.
            ("VITRINA_DATABASE__ACQUIRE_TIMEOUT_SECONDS", "30"),
        ];
        let one = TestApp::start_with(&variables).await;
        let two = one.second(&variables).await;
        let shop = one.shop("carrera").await;
        Self {
            one,
            two,
            shop,
            _alone: alone,
        }
    }

    /// Where the two listen.
    pub fn addresses(&self) -> [SocketAddr; 2] {
        [self.one.address, self.two.address]
    }

    /// So many guests, each with one piece in the cart; every other one talks to the second server.
    pub async fn racers(&self, goods: &Goods, many: usize) -> Vec<Basket> {
        racers(self.addresses(), &self.shop, goods, many).await
    }

    /// What lies on the shelf and what of it is promised.
    pub async fn stock(&self, goods: &Goods) -> (i32, i32) {
        sqlx::query_as("select on_hand, reserved from stock where variant_id = $1::uuid")
            .bind(&goods.variant)
            .fetch_one(&mut self.one.database.superuser().await)
            .await
            .unwrap()
    }

    /// How many orders there are.
    pub async fn orders(&self) -> i64 {
        let count = sqlx::query_scalar("select count(*) from sales_order");
        count
            .fetch_one(&mut self.one.database.superuser().await)
            .await
            .unwrap()
    }

    /// What is broken of all that must always be true.
    pub async fn broken(&self) -> Vec<String> {
        invariants::broken(&mut self.one.database.superuser().await).await
    }
}

/// Waits until nobody else races.
pub async fn alone() -> MutexGuard<'static, ()> {
    TRACK.lock().await
}

/// So many guests, each with one piece in the cart; every other one talks to the second server.
pub async fn racers(addresses: [SocketAddr; 2], shop: &TestShop, goods: &Goods, many: usize) -> Vec<Basket> {
    let enter = async |n: usize| shop.basket(goods, 1).await.at(addresses[n % 2], &shop.host);
    stream::iter((0..many).map(enter)).buffered(8).collect().await
}

/// Every one orders with a key of their own, all at the same moment.
pub async fn order_at_once(baskets: Vec<Basket>) -> Vec<Answer> {
    let barrier = Arc::new(Barrier::new(baskets.len()));
    let racing = baskets.into_iter().enumerate().map(|(n, basket)| {
        let barrier = Arc::clone(&barrier);
        tokio::spawn(async move {
            let body = Basket::order_body(&format!("corredora-{n}@carrera.test"));
            // A connection that is open already, so that the start is the request itself.
            basket.client.get("/health/live").await;
            barrier.wait().await;
            basket.order(&format!("key-{n}"), &body).await
        })
    });
    join_all(racing).await.into_iter().map(Result::unwrap).collect()
}

/// One cart ordered by several clients at once, half of them at the second server; `ask` tells key and body of each.
pub async fn same_cart_at_once(
    addresses: [SocketAddr; 2],
    host: &str,
    basket: &Basket,
    many: usize,
    ask: impl Fn(usize) -> (String, Value),
) -> Vec<Answer> {
    let barrier = Arc::new(Barrier::new(many));
    let racing = (0..many).map(|n| {
        let (basket, barrier, (key, body)) =
            (basket.at(addresses[n % 2], host), Arc::clone(&barrier), ask(n));
        tokio::spawn(async move {
            basket.client.get("/health/live").await;
            barrier.wait().await;
            basket.order(&key, &body).await
        })
    });
    join_all(racing).await.into_iter().map(Result::unwrap).collect()
}

/// How many answers have this status.
pub fn count(answers: &[Answer], status: u16) -> usize {
    answers.iter().filter(|a| a.status.as_u16() == status).count()
}
