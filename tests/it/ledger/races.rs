//! Several at once.

use std::collections::BTreeSet;
use std::sync::Arc;

use futures_util::future::join_all;
use testkit::{TestApp, TestShop};
use tokio::sync::Barrier;

use super::{SALES, balance, book, clearing, payment};

const RACERS: usize = 16;

/// Everybody holds a transaction before anybody writes.
async fn at_once<T, F>(app: &TestApp, shop: &TestShop, act: impl Fn(usize, db::TenantTx) -> F) -> Vec<T>
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    let barrier = Arc::new(Barrier::new(RACERS));
    let mut racers = vec![];
    for n in 0..RACERS {
        let tx = app.begin(shop.tenant).await;
        let (barrier, work) = (Arc::clone(&barrier), act(n, tx));
        racers.push(tokio::spawn(async move {
            barrier.wait().await;
            work.await
        }));
    }
    join_all(racers).await.into_iter().map(|r| r.unwrap()).collect()
}

async fn app_for_racers() -> TestApp {
    TestApp::start_with(&[("VITRINA_DATABASE__APP_POOL", "24")]).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sixteen_who_write_the_same_write_it_once() {
    let app = app_for_racers().await;
    let shop = app.shop("aurora").await;
    for order in 1..=5 {
        let posting = payment(order, 500, app.env.now());
        let ids = at_once(&app, &shop, |_, mut tx| {
            let posting = posting.clone();
            async move {
                let id = ledger::post(&mut tx, &posting).await.unwrap();
                tx.commit().await.unwrap();
                id
            }
        })
        .await;
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), 1, "{ids:?}");
        let paid = i64::try_from(order).unwrap() * 500;
        assert_eq!(balance(&app, &shop, &SALES).await, -paid);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sixteen_who_take_the_same_back_take_it_back_once() {
    let app = app_for_racers().await;
    let shop = app.shop("aurora").await;
    let txn = book(&app, &shop, &payment(1, 500, app.env.now())).await;
    let outcomes = at_once(&app, &shop, |n, mut tx| async move {
        let done = ledger::reverse(&mut tx, txn, &format!("back:{n}"), None).await;
        match done {
            Ok(_) => {
                tx.commit().await.unwrap();
                None
            }
            Err(error) => error.code(),
        }
    })
    .await;
    let done = outcomes.iter().filter(|code| code.is_none()).count();
    let refused = outcomes
        .iter()
        .filter(|code| **code == Some("ledger_already_reversed"))
        .count();
    assert_eq!((done, refused), (1, RACERS - 1), "{outcomes:?}");
    assert_eq!(balance(&app, &shop, &SALES).await, 0);
}

/// Accounts that everybody uses for the first time: they are made once, whoever comes first.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sixteen_who_begin_an_account_begin_it_once() {
    let app = app_for_racers().await;
    let shop = app.shop("aurora").await;
    let now = app.env.now();
    at_once(&app, &shop, |n, mut tx| async move {
        let posting = payment(u128::try_from(n).unwrap(), 100, now);
        ledger::post(&mut tx, &posting).await.unwrap();
        tx.commit().await.unwrap();
    })
    .await;
    assert_eq!(balance(&app, &shop, &clearing("stripe")).await, 1_600);
    let mut tx = app.begin(shop.tenant).await;
    assert_eq!(ledger::balances(&mut tx).await.unwrap().len(), 2);
}

/// The accounts of a shop are the same few all day: whoever writes into them must not wait for who is not yet done.
#[tokio::test]
async fn who_writes_into_the_same_accounts_does_not_wait() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let now = app.env.now();
    book(&app, &shop, &payment(1, 100, now)).await;
    let mut first = app.begin(shop.tenant).await;
    ledger::post(&mut first, &payment(2, 200, now)).await.unwrap();
    // The first holds all that it has written; the second finishes before it, or ends by the time that it may wait.
    let mut second = app.begin(shop.tenant).await;
    sqlx::query("set local lock_timeout = '2s'")
        .execute(&mut *second)
        .await
        .unwrap();
    let sale = ledger::post(&mut second, &payment(3, 300, now)).await.unwrap();
    ledger::reverse(&mut second, sale, "back:3", None).await.unwrap();
    second.commit().await.unwrap();
    first.commit().await.unwrap();
    assert_eq!(balance(&app, &shop, &SALES).await, -300);
    // And the test would notice: under one key the second waits for the first.
    let mut first = app.begin(shop.tenant).await;
    ledger::post(&mut first, &payment(4, 400, now)).await.unwrap();
    let mut second = app.begin(shop.tenant).await;
    sqlx::query("set local lock_timeout = '50ms'")
        .execute(&mut *second)
        .await
        .unwrap();
    let waited = ledger::post(&mut second, &payment(4, 400, now))
        .await
        .unwrap_err();
    assert_eq!(waited.code(), Some("busy_try_again"));
}
