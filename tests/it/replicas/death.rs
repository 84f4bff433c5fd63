//! `kill -9` of one replica in the middle of checkouts.

use std::collections::BTreeSet;
use std::time::Duration;

use futures_util::future::join_all;
use sqlx::PgConnection;
use testkit::{Client, Goods, TestShop};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::{interval, timeout};

use super::stage::{Maimed, Stage, replica};
use crate::chaos::buyers::{Buyer, Outcome};
use crate::chaos::invariants;

const BUYERS: usize = 6;
/// Of each buyer, one after the other.
const CHECKOUTS: usize = 12;
/// So many orders are there when the replica dies, and so many more before it comes back.
const ORDERS: i64 = 15;

/// No order that was acknowledged is lost, the other replica goes on, and the dead one comes back.
pub async fn survive(stage: Stage) {
    let goods = stage.shop.goods("Para todos", 1_000).await;
    let mut conn = stage.look().await;
    let before = orders(&mut conn).await;
    let shopping = shop(&stage.shop, &goods);
    until_orders(&mut conn, before + ORDERS).await;
    let maimed = stage.kill_the_first().await;
    let at_death = orders(&mut conn).await;
    until_orders(&mut conn, at_death + ORDERS).await;
    let back = maimed.bring_back().await;
    let ends = timeout(Duration::from_mins(2), shopping)
        .await
        .expect("all checkouts end")
        .unwrap();
    let acknowledged = acknowledged(ends.into_iter().flatten());
    assert_eq!(acknowledged.len(), BUYERS * CHECKOUTS);
    assert_kept(&mut conn, &acknowledged).await;
    until_it_answers(&maimed).await;
    for server in [back, maimed.second] {
        server.terminate();
        assert!(server.ended().await.success());
    }
}

fn shop(shop: &TestShop, goods: &Goods) -> JoinHandle<Vec<Vec<Outcome>>> {
    let (_, server) = watch::channel(shop.anonymous.address());
    let wanted = vec![(goods.clone(), 1)];
    let buyers = (0..BUYERS).map(|n| {
        let (server, wanted) = (server.clone(), wanted.clone());
        async move {
            let mut ends = vec![];
            for at in 0..CHECKOUTS {
                let buyer = Buyer {
                    server: server.clone(),
                    key: format!("survivor-{n}-{at}"),
                };
                ends.push(buyer.buy(&wanted).await);
            }
            ends
        }
    });
    tokio::spawn(join_all(buyers.collect::<Vec<_>>()))
}

fn acknowledged(ends: impl Iterator<Item = Outcome>) -> BTreeSet<String> {
    let id = |end| match end {
        Outcome::Acknowledged(id) => id,
        Outcome::Refused(why) => panic!("a checkout was refused: {why}"),
    };
    ends.map(id).collect()
}

/// Each acknowledged order is there, once, whole, and nothing else is.
async fn assert_kept(conn: &mut PgConnection, acknowledged: &BTreeSet<String>) {
    let kept: Vec<String> = sqlx::query_scalar(
        "select order_id::text from sales_order o
          where email like 'survivor-%@chaos.test'
            and exists (select from order_line l where l.tenant_id = o.tenant_id and l.order_id = o.order_id)
            and exists (
              select from stock_movement m
               where m.tenant_id = o.tenant_id and m.order_id = o.order_id and m.kind = 'reserve')
            and exists (
              select from message m join job j on j.tenant_id = m.tenant_id and j.payload::text like '%' || m.message_id || '%'
               where m.tenant_id = o.tenant_id and m.to_address = o.email)",
    )
    .fetch_all(&mut *conn)
    .await
    .unwrap();
    assert_eq!(kept.len(), acknowledged.len());
    assert_eq!(&kept.into_iter().collect::<BTreeSet<_>>(), acknowledged);
    assert_eq!(invariants::broken(conn).await, [""; 0]);
}

async fn orders(conn: &mut PgConnection) -> i64 {
    sqlx::query_scalar("select count(*) from sales_order")
        .fetch_one(conn)
        .await
        .unwrap()
}

async fn until_orders(conn: &mut PgConnection, many: i64) {
    let mut tick = interval(Duration::from_millis(20));
    for _ in 0..3_000 {
        tick.tick().await;
        if orders(conn).await >= many {
            return;
        }
    }
    panic!("there are no {many} orders after a minute");
}

/// nginx passes over a dead replica for some seconds, then tries it again.
async fn until_it_answers(maimed: &Maimed) {
    let client: &Client = &maimed.shop.anonymous;
    let mut tick = interval(Duration::from_millis(50));
    for _ in 0..600 {
        tick.tick().await;
        let answer = client.get("/api/v1/products").await.expect(200);
        if replica(&answer) == maimed.address.to_string() {
            return;
        }
    }
    panic!("nginx does not come back to the replica that came back");
}
