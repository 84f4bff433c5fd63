//! Pages: what is where, every movement, one of them, and correcting by hand.

mod adjust;
mod overview;
mod transaction;
mod words;

use http::Routes;

use super::{ADJUST, VIEW, csv};

/// Declares the pages.
pub(super) fn routes(r: &mut Routes) {
    r.get("/admin/ledger", "ledger_page", overview::page).staff(VIEW);
    r.get("/admin/ledger.csv", "ledger_csv", csv::file).staff(VIEW);
    r.get(
        "/admin/ledger/adjustments/new",
        "ledger_adjustment_page",
        adjust::blank,
    )
    .staff(ADJUST);
    r.post(
        "/admin/ledger/adjustments/new",
        "ledger_adjustment_form",
        adjust::create,
    )
    .staff(ADJUST);
    r.get("/admin/ledger/{id}", "ledger_transaction_page", transaction::page)
        .staff(VIEW);
    r.post(
        "/admin/ledger/{id}/reverse",
        "reverse_ledger_form",
        transaction::reverse,
    )
    .staff(ADJUST);
}
