//! Kills at random moments of checkouts; afterwards nothing is half made, and nothing that was acknowledged is missing.

use std::net::SocketAddr;
use std::time::Duration;

use futures_util::future::join_all;
use kernel::{Clock, Env};
use sqlx::PgConnection;
use testkit::Goods;
use tokio::sync::watch;
use tokio::time::timeout;

use super::buyers::{Buyer, Outcome, Wanted};
use super::data_dir::DataDir;
use super::invariants;
use super::server::Server;
use super::shop;

const BUYERS: usize = 6;
/// Of each buyer in each round, one after the other.
const CHECKOUTS: usize = 3;
const THINGS: usize = 10;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_few_kills_leave_no_order_half_made() {
    kill_often(5).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "long: a hundred kills of the server and of PostgreSQL"]
async fn a_hundred_kills_leave_no_order_half_made() {
    kill_often(100).await;
}

/// What is cut off.
#[derive(Debug, Clone, Copy)]
enum Victim {
    Server,
    Postgres,
    Both,
}

async fn kill_often(kills: usize) {
    let chance = Chance::new();
    let dir = DataDir::new();
    let mut server = Server::start(&dir).await;
    let (tell, address) = watch::channel(server.address);
    let goods = shop::fill(&shop::open(&dir, &server).await, THINGS).await;
    let mut acknowledged = vec![];
    for round in 0..kills {
        let name = |n| format!("round-{round}-buyer-{n}");
        let buyers = (0..BUYERS).map(|n| shop_on(address.clone(), name(n), chance.wishes(&goods)));
        let shoppers = tokio::spawn(join_all(buyers.collect::<Vec<_>>()));
        let (victim, moment) = (chance.victim(), chance.moment());
        // A round that is over before its moment has come is cut off between two checkouts, which is a moment too.
        let mut shoppers = std::pin::pin!(shoppers);
        let early = timeout(moment, &mut shoppers).await.ok();
        println!("kill {round}: {victim:?} after {moment:?}");
        server = cut_off(victim, server, &dir).await;
        tell.send_replace(server.address);
        let ends = match early {
            Some(ends) => ends,
            None => timeout(Duration::from_secs(150), shoppers)
                .await
                .expect("all checkouts end"),
        };
        let ends: Vec<_> = ends.unwrap().into_iter().flatten().collect();
        let mut conn = dir.superuser().await;
        assert_eq!(
            invariants::broken(&mut conn).await,
            [""; 0],
            "after kill {round}: {victim:?} at {moment:?}"
        );
        acknowledged.extend(told(&ends));
        assert_lasting(&mut conn, &acknowledged).await;
    }
    assert!(
        acknowledged.len() >= kills,
        "hardly anything was ordered: {} in {kills} rounds",
        acknowledged.len()
    );
    println!("{} orders acknowledged", acknowledged.len());
    server.terminate();
    assert!(server.ended().await.success());
}

/// One buyer's checkouts of a round: e-mail and end of each.
async fn shop_on(
    server: watch::Receiver<SocketAddr>,
    name: String,
    wishes: Vec<Wanted>,
) -> Vec<(String, Outcome)> {
    let mut ends = vec![];
    for (n, wanted) in wishes.iter().enumerate() {
        let buyer = Buyer {
            server: server.clone(),
            key: format!("{name}-{n}"),
        };
        ends.push((buyer.email(), buyer.buy(wanted).await));
    }
    ends
}

/// E-mail and id of every order that the shop said it has. A refusal must be for want of goods.
fn told(ends: &[(String, Outcome)]) -> Vec<(String, String)> {
    let mut told = vec![];
    for (email, outcome) in ends {
        match outcome {
            Outcome::Acknowledged(id) => told.push((email.clone(), id.clone())),
            Outcome::Refused(why) => assert!(
                why.contains("out_of_stock") || why.contains("cart_empty"),
                "{email} was refused: {why}"
            ),
        }
    }
    told
}

async fn cut_off(victim: Victim, server: Server, dir: &DataDir) -> Server {
    match victim {
        Victim::Server => {
            server.kill().await;
            Server::start(dir).await
        }
        // The server itself sees to a new one.
        Victim::Postgres => {
            dir.kill_postgres().await;
            server
        }
        Victim::Both => {
            server.kill().await;
            dir.kill_postgres().await;
            Server::start(dir).await
        }
    }
}

/// Each order that was acknowledged is there, once, and there is no other of the same buyer.
async fn assert_lasting(conn: &mut PgConnection, acknowledged: &[(String, String)]) {
    let kept: Vec<(String, String)> = sqlx::query_as(
        "select email, order_id::text from sales_order where email like '%@chaos.test' order by email, order_id",
    )
    .fetch_all(conn)
    .await
    .unwrap();
    let mut told = acknowledged.to_vec();
    told.sort();
    assert_eq!(
        kept, told,
        "left is what the shop has, right what it acknowledged"
    );
}

/// Chance that can be repeated: its seed is printed.
struct Chance(Env);

impl Chance {
    fn new() -> Self {
        let given = option_env!("VITRINA_TEST_SEED").and_then(|text| text.parse().ok());
        let seed = given.unwrap_or_else(|| u64::from_le_bytes(Env::system().random()));
        println!("seed {seed}");
        Self(Env::seeded(
            Clock::manual("2026-11-22T15:00:00Z".parse().unwrap()),
            seed,
        ))
    }

    fn below(&self, limit: usize) -> usize {
        usize::try_from(u32::from_le_bytes(self.0.random())).unwrap() % limit
    }

    fn victim(&self) -> Victim {
        [Victim::Server, Victim::Postgres, Victim::Both][self.below(3)]
    }

    fn moment(&self) -> Duration {
        Duration::from_micros(self.below(1_200_000) as u64)
    }

    /// A buyer's checkouts, of one to three things in any order: two who want the same meet in the locks.
    fn wishes(&self, goods: &[Goods]) -> Vec<Wanted> {
        let pick = || {
            (
                goods[self.below(goods.len())].clone(),
                1 + i32::from(self.below(4) == 0),
            )
        };
        let cart = || (0..=self.below(3)).map(|_| pick()).collect();
        (0..CHECKOUTS).map(|_| cart()).collect()
    }
}
