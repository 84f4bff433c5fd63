//! The ledger: what is written adds up, stays, and is told.

mod adjusting;
mod pages;
mod postings;
mod proof;
mod properties;
mod races;
mod refusals;

use kernel::id::Uuid;
use kernel::{Currency, Instant};
use ledger::{Account, AccountKind, Entry, Posting, TxnId, TxnKind};
use testkit::{TestApp, TestShop};

const BANK: Account = Account::of(AccountKind::Bank);
const SALES: Account = Account::of(AccountKind::Sales);

fn clearing(provider: &'static str) -> Account {
    Account::with(AccountKind::Clearing, provider)
}

fn fees(provider: &'static str) -> Account {
    Account::with(AccountKind::Fees, provider)
}

/// An order paid at a provider.
fn payment(order: u128, amount: i64, at: Instant) -> Posting {
    Posting {
        kind: TxnKind::PaymentReceived,
        source_type: "order",
        source_id: Uuid::from_u128(order),
        key: format!("payment:{order}"),
        occurred_at: at,
        currency: Currency::COP,
        memo: None,
        entries: vec![
            Entry::debit(clearing("stripe"), amount),
            Entry::credit(SALES, amount),
        ],
    }
}

/// Writes it in a transaction of its own.
async fn book(app: &TestApp, shop: &TestShop, posting: &Posting) -> TxnId {
    let mut tx = app.begin(shop.tenant).await;
    let id = ledger::post(&mut tx, posting).await.unwrap();
    tx.commit().await.unwrap();
    id
}

async fn balance(app: &TestApp, shop: &TestShop, account: &Account) -> i64 {
    let mut tx = app.begin(shop.tenant).await;
    ledger::balance(&mut tx, account, Currency::COP).await.unwrap()
}
