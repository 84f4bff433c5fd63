//! The ledger of a furnished shop.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use kernel::{Currency, Line};
use ledger::AccountKind;
use ledger::ops::adjust::{AdjustmentRequest, Context, adjust};
use testkit::{TestApp, TestShop};

/// Adjustments, each saying the word: one to look at, and one to take back by each way.
pub async fn furnish_money(app: &TestApp, shop: &TestShop, word: &str, ids: &mut BTreeMap<String, String>) {
    let mut tx = app.begin(shop.tenant).await;
    for name in ["ledger_txn", "ledger_txn_back", "ledger_txn_back_desk"] {
        let context = Context {
            currency: Currency::COP,
            zone: &TimeZone::UTC,
            key: tx.new_id(),
        };
        let wanted = AdjustmentRequest {
            from: ledger::Account::of(AccountKind::Cash),
            to: ledger::Account::with(AccountKind::Clearing, word.to_owned()),
            amount: 5_000,
            reason: Line::parse(&format!("Ajuste {word}")).unwrap(),
            date: None,
        };
        let id = adjust(&mut tx, &context, &wanted).await.unwrap();
        ids.insert(name.into(), id.to_string());
    }
    tx.commit().await.unwrap();
}
