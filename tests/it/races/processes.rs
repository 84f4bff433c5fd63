//! The same races against two processes of the real program on one database: nothing is agreed on in memory.

use sqlx::PgConnection;
use testkit::{Basket, Goods, TestDatabase, TestShop};
use tokio::sync::MutexGuard;

use super::replicas::{alone, count, order_at_once, racers, same_cart_at_once};
use crate::chaos::data_dir::DataDir;
use crate::chaos::server::Server;
use crate::chaos::{invariants, shop};

const BUYERS: usize = 64;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_sixty_four_buyers_at_two_processes_one_gets_the_last_unit() {
    let processes = Processes::start().await;
    race_for_the_last(&processes, 1).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
#[ignore = "long: the race for the last unit between two processes, twenty times"]
async fn of_sixty_four_buyers_at_two_processes_one_gets_the_last_unit_twenty_times() {
    let processes = Processes::start().await;
    for round in 1..=20 {
        race_for_the_last(&processes, round).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_key_at_two_processes_is_one_order_with_one_answer() {
    let processes = Processes::start().await;
    race_with_one_key(&processes, 1).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
#[ignore = "long: one key at two processes, twenty times"]
async fn one_key_at_two_processes_is_one_order_with_one_answer_twenty_times() {
    let processes = Processes::start().await;
    for round in 1..=20 {
        race_with_one_key(&processes, round).await;
    }
}

async fn race_for_the_last(processes: &Processes, round: i64) {
    let goods = processes.shop.goods(&format!("La última {round}"), 1).await;
    let racers = racers(processes.addresses(), &processes.shop, &goods, BUYERS).await;
    let answers = order_at_once(racers).await;
    let sold_out = answers
        .iter()
        .filter(|a| a.status == 409 && a.code() == "out_of_stock");
    assert_eq!(
        (count(&answers, 201), sold_out.count()),
        (1, BUYERS - 1),
        "{answers:?}"
    );
    assert_eq!(processes.stock(&goods).await, (1, 1));
    assert_eq!(processes.orders().await, round);
    assert_eq!(processes.broken().await, [""; 0]);
}

async fn race_with_one_key(processes: &Processes, round: i64) {
    let goods = processes.shop.goods(&format!("Doble clic {round}"), 50).await;
    let basket = processes.shop.basket(&goods, 2).await;
    let ask = |_| (format!("key-{round}"), Basket::order_body("doble@clic.test"));
    let host = &processes.shop.host;
    let answers = same_cart_at_once(processes.addresses(), host, &basket, 2, ask).await;
    assert_eq!(count(&answers, 201), 2, "{answers:?}");
    assert_eq!(answers[0].json(), answers[1].json(), "both get the same answer");
    let replayed = answers
        .iter()
        .filter(|a| a.header("idempotent-replayed") == "true");
    assert_eq!(replayed.count(), 1, "one did it, the other was told");
    assert_eq!(processes.stock(&goods).await, (50, 2));
    assert_eq!(processes.orders().await, round);
    assert_eq!(processes.broken().await, [""; 0]);
}

/// Two servers as an operator would start them, and a shop on both.
struct Processes {
    one: Server,
    two: Server,
    shop: TestShop,
    dir: DataDir,
    _alone: MutexGuard<'static, ()>,
}

impl Processes {
    async fn start() -> Self {
        let alone = alone().await;
        let dir = DataDir::beside(TestDatabase::create().await);
        let one = Server::start(&dir).await;
        let two = Server::start(&dir).await;
        assert_ne!(one.pid(), two.pid());
        let shop = shop::open(&dir, &one).await;
        Self {
            one,
            two,
            shop,
            dir,
            _alone: alone,
        }
    }

    fn addresses(&self) -> [std::net::SocketAddr; 2] {
        [self.one.address, self.two.address]
    }

    async fn look(&self) -> PgConnection {
        self.dir.superuser().await
    }

    async fn stock(&self, goods: &Goods) -> (i32, i32) {
        sqlx::query_as("select on_hand, reserved from stock where variant_id = $1::uuid")
            .bind(&goods.variant)
            .fetch_one(&mut self.look().await)
            .await
            .unwrap()
    }

    async fn orders(&self) -> i64 {
        sqlx::query_scalar("select count(*) from sales_order")
            .fetch_one(&mut self.look().await)
            .await
            .unwrap()
    }

    async fn broken(&self) -> Vec<String> {
        invariants::broken(&mut self.look().await).await
    }
}
