//! Addresses of this slice.

mod api;
mod csv;
mod wanted;
mod web;

use http::Routes;
use kernel::Permission;
use utoipa::openapi::Required;

use crate::ops::adjust::{AdjustmentRequest, ReversalRequest};
use crate::queries::transactions::TxnView;
use api::BalanceList;
use wanted::Wanted;

const VIEW: Permission = Permission::ViewReports;
const ADJUST: Permission = Permission::AdjustLedger;

/// Declares them.
pub(crate) fn routes(r: &mut Routes) {
    r.get("/api/v1/admin/ledger/balances", "list_balances", api::balances)
        .summary("What is in each account that was used: debits less credits, in minor units.")
        .staff(VIEW)
        .gives::<BalanceList>(200);
    r.get(
        "/api/v1/admin/ledger/transactions",
        "list_ledger_transactions",
        api::list,
    )
    .summary("Movements of money with their entries, newest first.")
    .staff(VIEW)
    .query::<Wanted>()
    .gives_page::<TxnView>();
    r.get(
        "/api/v1/admin/ledger/transactions/{id}",
        "get_ledger_transaction",
        api::get,
    )
    .summary("A movement of money with its entries.")
    .staff(VIEW)
    .gives::<TxnView>(200);
    r.post(
        "/api/v1/admin/ledger/adjustments",
        "create_ledger_adjustment",
        api::adjust,
    )
    .summary("Corrects the ledger by hand: so much out of one account and into another.")
    .header(
        "Idempotency-Key",
        Required::True,
        "1 to 255 visible ASCII characters, new for each adjustment: the same key again gives the same answer.",
    )
    .staff(ADJUST)
    .takes::<AdjustmentRequest>()
    .gives::<TxnView>(201)
    .refuses(&[409]);
    r.post(
        "/api/v1/admin/ledger/transactions/{id}/reverse",
        "reverse_ledger_transaction",
        api::reverse,
    )
    .summary(
        "Takes an adjustment back by one with every amount turned around; a second time gives the first.",
    )
    .staff(ADJUST)
    .takes::<ReversalRequest>()
    .gives::<TxnView>(200)
    .refuses(&[409]);
    web::routes(r);
}
