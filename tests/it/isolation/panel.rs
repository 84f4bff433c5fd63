//! What the provider keeps of a furnished shop.

use testkit::{TestApp, TestShop};

/// A row in every table of the panel that is a shop's. The provider writes some of them, so the hands here are nobody's.
pub async fn furnish_panel(app: &TestApp, shop: &TestShop, word: &str) {
    let mut conn = app.database.superuser().await;
    let now = app.env.now();
    for sql in [
        "insert into tenant_flag (tenant_id, flag, is_on, changed_at) values ($1, 'chat_button', length($2) > 0, $3)",
        "insert into tenant_usage (tenant_id, owners, people, products, orders, bookings, storage_bytes, counted_at)
         values ($1, jsonb_build_array(jsonb_build_object('name', $2::text, 'email', $2::text || '@duena.test')),
                 1, 1, 1, 1, 1, $3)",
        "insert into support_access (tenant_id, access_id, staff_id, staff_name, reason, token_hash, created_at, ends_at)
         values ($1, gen_random_uuid(), gen_random_uuid(), $2, $2, sha256($2::bytea), $3, $3::timestamptz + interval '5 minutes')",
    ] {
        sqlx::query(sql)
            .bind(shop.tenant)
            .bind(word)
            .bind(now)
            .execute(&mut conn)
            .await
            .unwrap();
    }
}
