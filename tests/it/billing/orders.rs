//! Whatever comes first, everything ends the same.

use kernel::id::Uuid;
use payment_sandbox::stripe::webhook_secret;
use serde_json::Value;
use sqlx::PgConnection;

use super::stage::{FINE, KEY, Stage};

/// So many orders are tried.
const ORDERS: usize = 24;

/// What the shop has, with its invoices and what the provider counts of it.
async fn state(conn: &mut PgConnection, tenant: Uuid) -> Value {
    sqlx::query_scalar(
        "select jsonb_build_object(
           'has', (select jsonb_build_object('plan', p.plan, 'status', s.status, 'trial', s.trial_ends_at,
                      'from', s.period_started_at, 'until', s.period_ends_at, 'grace', s.grace_until, 'leaves', s.cancel_at,
                      'price', s.price, 'outside', s.outside_id, 'told', s.told)
                     from subscription s join plan_version p using (plan_version_id) where s.tenant_id = $1),
           'invoices', (select jsonb_agg(jsonb_build_object('id', outside_id, 'status', status, 'paid', paid) order by outside_id)
                          from billing_invoice where tenant_id = $1),
           'moved', (select sum(after - before) from subscription_movement where tenant_id = $1),
           'open', (select count(*) from billing_event where tenant_id = $1 and status <> 'done' and status <> 'ignored'))",
    )
    .bind(tenant)
    .fetch_one(conn)
    .await
    .unwrap()
}

/// As it was before anything was told.
async fn forget(conn: &mut PgConnection, tenant: Uuid) {
    for sql in [
        "set session_replication_role = replica",
        "delete from billing_event",
        "delete from billing_invoice",
        "delete from subscription_movement",
        "delete from job where kind like 'billing.%'",
        "delete from subscription where tenant_id in (select tenant_id from saved)",
        "insert into subscription select * from saved",
        "set session_replication_role = origin",
    ] {
        sqlx::query(sql).execute(&mut *conn).await.unwrap();
    }
    let back: i64 = sqlx::query_scalar("select count(*) from subscription where tenant_id = $1")
        .bind(tenant)
        .fetch_one(conn)
        .await
        .unwrap();
    assert_eq!(back, 1);
}

#[tokio::test]
async fn every_order_of_what_is_told_ends_in_the_same_state() {
    let stage = Stage::set().await;
    let session = stage.checkout("pro").await;
    let mut conn = stage.app.database.superuser().await;
    sqlx::query("create table saved as select * from subscription where tenant_id = $1")
        .bind(stage.shop.tenant)
        .execute(&mut conn)
        .await
        .unwrap();
    // Subscribed, paid once, and then the card fails: all of it happens there, and nobody is told.
    assert_eq!(format!("{:?}", stage.desk().check_out(&session, FINE)), "Done");
    let days = 10 * super::DAY + 7_200;
    stage.app.advance(days);
    stage.desk().pass();
    stage.desk().empty_cards(&stage.customer().await);
    stage.app.advance(32 * super::DAY);
    stage.desk().pass();
    let told = stage.desk().events(KEY);
    let told: Vec<_> = told
        .into_iter()
        .filter(|one| {
            ["customer.subscription.", "invoice.", "checkout."]
                .iter()
                .any(|kind| one.kind.starts_with(kind))
        })
        .collect();
    assert!(told.len() >= 8, "{told:?}");
    let secret = webhook_secret(KEY);
    let mut chance = 7;
    let mut first = None;
    for order in 0..ORDERS {
        forget(&mut conn, stage.shop.tenant.0).await;
        let mut sequence: Vec<usize> = (0..told.len()).collect();
        match order {
            0 => {}
            1 => sequence.reverse(),
            _ => shuffle(&mut sequence, &mut chance),
        }
        for (n, at) in sequence.iter().enumerate() {
            // One in three comes twice; the jobs run now or later.
            for _ in 0..=usize::from(n % 3 == 0) {
                stage.tell(&told[*at].body, &secret).await.expect(200);
            }
            if (n + order) % 2 == 0 {
                stage.app.run_jobs().await;
            }
        }
        stage.app.run_jobs().await;
        let ended = state(&mut conn, stage.shop.tenant.0).await;
        let wanted = first.get_or_insert_with(|| ended.clone());
        assert_eq!(&ended, wanted, "order {order}: {sequence:?}");
    }
    let ended = first.unwrap();
    assert_eq!(ended["has"]["status"], "past_due", "{ended}");
    assert_eq!(ended["open"], 0, "{ended}");
}

/// Fisher and Yates, by a chance that is the same each time (`xorshift`).
fn shuffle(sequence: &mut [usize], chance: &mut u64) {
    for last in (1..sequence.len()).rev() {
        *chance ^= *chance << 13;
        *chance ^= *chance >> 7;
        *chance ^= *chance << 17;
        let bound = u64::try_from(last).unwrap() + 1;
        sequence.swap(last, usize::try_from(*chance % bound).unwrap());
    }
}
