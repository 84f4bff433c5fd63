//! Whatever is written and taken back, in whatever order: all of it adds up, and a balance is the sum of what was written.

use std::collections::BTreeMap;

use kernel::id::Uuid;
use kernel::{Currency, Error};
use ledger::{Account, AccountKind, Entry, Posting, Proof, TxnId, TxnKind};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use testkit::{TestApp, TestShop};

const KEYS: u128 = 8;

#[derive(Debug, Clone)]
enum Act {
    /// Under one of few keys, so that some are used again: accounts and amounts, of which the last pays for all others.
    Post(u128, Vec<(usize, i64)>),
    /// One of those written so far, under one of few keys.
    Reverse(usize, u128),
}

fn act() -> impl Strategy<Value = Act> {
    let amount = prop_oneof![1..1_000_i64, -1_000..0_i64, Just(1_000_000_000_000_000_000)];
    let entries = proptest::collection::vec((0..accounts().len(), amount), 1..6);
    prop_oneof![
        3 => (0..KEYS, entries).prop_map(|(key, entries)| Act::Post(key, entries)),
        1 => (0..12_usize, 0..KEYS).prop_map(|(txn, key)| Act::Reverse(txn, key)),
    ]
}

fn accounts() -> Vec<Account> {
    let kinds = AccountKind::ALL.map(Account::of);
    let owned = ["stripe", "mercadopago"].map(|owner| Account::with(AccountKind::Clearing, owner));
    kinds.into_iter().chain(owned).collect()
}

fn entry((account, amount): (usize, i64)) -> Entry {
    let account = accounts()[account].clone();
    if amount > 0 {
        Entry::debit(account, amount)
    } else {
        Entry::credit(account, -amount)
    }
}

/// A transaction, its entries, and what took it back.
type Written = (TxnId, Vec<(Account, i64)>, Option<TxnId>);

/// What the ledger should say.
#[derive(Debug, Default)]
struct Expected {
    balances: BTreeMap<Account, i128>,
    /// What was written under each key, and whether it is a posting.
    keys: BTreeMap<String, Written>,
    order: Vec<TxnId>,
    reversed: Vec<TxnId>,
}

impl Expected {
    fn note(&mut self, key: String, id: TxnId, entries: Vec<(Account, i64)>, reverses: Option<TxnId>) {
        for (account, amount) in &entries {
            *self.balances.entry(account.clone()).or_default() += i128::from(*amount);
        }
        self.reversed.extend(reverses);
        self.keys.insert(key, (id, entries, reverses));
        self.order.push(id);
    }

    fn entries_of(&self, id: TxnId) -> Vec<(Account, i64)> {
        let found = self.keys.values().find(|(known, _, _)| *known == id);
        found.unwrap().1.clone()
    }
}

#[tokio::test]
async fn the_ledger_always_adds_up() {
    let app = TestApp::start().await;
    let mut runner = TestRunner::deterministic();
    for round in 0..12 {
        let acts = proptest::collection::vec(act(), 5..30)
            .new_tree(&mut runner)
            .unwrap()
            .current();
        let shop = app.shop(&format!("tienda-{round}")).await;
        let mut expected = Expected::default();
        for act in &acts {
            perform(&app, &shop, &mut expected, act).await;
        }
        look(&app, &shop, &expected, &acts).await;
    }
}

async fn perform(app: &TestApp, shop: &TestShop, expected: &mut Expected, act: &Act) {
    match act {
        Act::Post(key, lines) => post(app, shop, expected, *key, lines).await,
        Act::Reverse(n, key) => {
            if let Some(txn) = expected.order.get(*n).copied() {
                reverse(app, shop, expected, txn, *key).await;
            }
        }
    }
}

async fn post(app: &TestApp, shop: &TestShop, expected: &mut Expected, key: u128, lines: &[(usize, i64)]) {
    let rest: i64 = -lines.iter().map(|(_, amount)| amount).sum::<i64>();
    let mut entries: Vec<Entry> = lines.iter().copied().map(entry).collect();
    entries.push(entry((3, rest)));
    let posting = Posting {
        kind: TxnKind::Adjustment,
        source_type: "test",
        source_id: Uuid::from_u128(key),
        key: format!("key:{key}"),
        occurred_at: app.env.now(),
        currency: Currency::COP,
        memo: None,
        entries,
    };
    let as_written: Vec<(Account, i64)> = posting
        .entries
        .iter()
        .map(|e| (e.account.clone(), e.amount))
        .collect();
    let mut tx = app.begin(shop.tenant).await;
    let outcome = ledger::post(&mut tx, &posting).await;
    let in_range = |e: &Entry| e.amount != 0 && e.amount.abs() <= 1_000_000_000_000_000_000;
    match expected.keys.get(&posting.key) {
        _ if !posting.entries.iter().all(in_range) => {
            assert!(
                matches!(outcome, Err(Error::Fault(_))),
                "{posting:?}: {outcome:?}"
            );
        }
        Some((first, entries, None)) if *entries == as_written => assert_eq!(outcome.unwrap(), *first),
        Some(_) => assert!(
            matches!(outcome, Err(Error::Fault(_))),
            "{posting:?}: {outcome:?}"
        ),
        None => {
            let id = outcome.unwrap();
            tx.commit().await.unwrap();
            expected.note(posting.key, id, as_written, None);
        }
    }
}

async fn reverse(app: &TestApp, shop: &TestShop, expected: &mut Expected, txn: TxnId, key: u128) {
    let key = format!("key:{key}");
    let mut tx = app.begin(shop.tenant).await;
    let outcome = ledger::reverse(&mut tx, txn, &key, None).await;
    match expected.keys.get(&key) {
        Some((known, _, Some(reverses))) if *reverses == txn => assert_eq!(outcome.unwrap(), *known),
        Some(_) => assert!(matches!(outcome, Err(Error::Fault(_))), "{key}: {outcome:?}"),
        None if expected.reversed.contains(&txn) => {
            assert_eq!(outcome.unwrap_err().code(), Some("ledger_already_reversed"));
        }
        None => {
            let id = outcome.unwrap();
            tx.commit().await.unwrap();
            let turned = expected
                .entries_of(txn)
                .into_iter()
                .map(|(a, n)| (a, -n))
                .collect();
            expected.note(key, id, turned, Some(txn));
        }
    }
}

async fn look(app: &TestApp, shop: &TestShop, expected: &Expected, acts: &[Act]) {
    let mut tx = app.begin(shop.tenant).await;
    assert_eq!(
        ledger::prove(&mut tx).await.unwrap(),
        Proof::default(),
        "after {acts:?}"
    );
    let all = ledger::balances(&mut tx).await.unwrap();
    let found: BTreeMap<Account, i128> = all
        .iter()
        .map(|b| (b.account.clone(), i128::from(b.amount)))
        .collect();
    assert_eq!(found, expected.balances, "after {acts:?}");
    assert_eq!(found.values().sum::<i128>(), 0);
    for (account, amount) in &expected.balances {
        let one = ledger::balance(&mut tx, account, Currency::COP).await.unwrap();
        assert_eq!(i128::from(one), *amount, "{account} after {acts:?}");
    }
    let written: i64 = sqlx::query_scalar("select count(*) from ledger_txn where tenant_id = $1")
        .bind(shop.tenant)
        .fetch_one(&mut *tx)
        .await
        .unwrap();
    assert_eq!(usize::try_from(written).unwrap(), expected.order.len());
}
