//! What a furnished shop pays. Stripe is not asked: what it would have said is written down.

use std::collections::BTreeMap;

use kernel::id::Uuid;
use testkit::{TestApp, TestShop};

/// `$1` tenant, `$2` an id, `$3` the word, `$4` now.
const ROWS: [&str; 4] = [
    "insert into billing_operation (tenant_id, operation_id, kind, status, failure, created_at, updated_at)
     values ($1, $2, 'stay', 'refused', $3, $4, $4)",
    "insert into billing_invoice (tenant_id, invoice_id, outside_id, number, status, currency, total, tax, due, paid, tries,
       hosted_url, issued_at, created_at, updated_at)
     values ($1, $2, 'in_' || $3, $3, 'paid', 'COP', 100, 0, 100, 100, 1, 'https://stripe.test/' || $3, $4, $4, $4)",
    "insert into subscription_movement (tenant_id, movement_id, kind, currency, plan, before, after, moved_at)
     values ($1, $2, 'new', 'COP', left($3, 30), 0, 100, $4)",
    "insert into billing_event (tenant_id, event_id, outside_id, kind, object_id, live, status, told_at, received_at)
     values ($1, $2, 'evt_' || $3, 'invoice.paid', 'in_' || $3, false, 'done', $4, $4)",
];

/// A row in every table of what shops pay.
pub async fn furnish_billing(app: &TestApp, shop: &TestShop, word: &str, ids: &mut BTreeMap<String, String>) {
    let id: Uuid = app.env.new_id();
    ids.insert("plan_change".into(), id.to_string());
    let mut tx = app.begin(shop.tenant).await;
    for sql in ROWS {
        sqlx::query(sql)
            .bind(shop.tenant)
            .bind(id)
            .bind(word)
            .bind(app.env.now())
            .execute(&mut *tx)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
}
