//! Plans: what a shop has, how much of it, and what becomes of it in time.

mod changes;
mod ending;
mod hooks;
mod journey;
mod limits;
mod orders;
mod page;
mod plans;
mod rights;
pub mod stage;
mod subscribing;
mod unknown;

use kernel::{Instant, TenantId};
use serde_json::Value;
use testkit::{TestApp, TestShop};

pub const DAY: i64 = 24 * 60 * 60;

/// What a shop subscribes to.
#[derive(Debug, Clone, Copy)]
struct Having {
    plan: &'static str,
    status: &'static str,
    trial_ends_at: Option<Instant>,
    grace_until: Option<Instant>,
}

impl Having {
    const fn of(plan: &'static str, status: &'static str) -> Self {
        Self {
            plan,
            status,
            trial_ends_at: None,
            grace_until: None,
        }
    }
}

/// As if it had been so from the beginning; every replica hears of it.
async fn subscribe(app: &TestApp, shop: &TestShop, having: Having) {
    let mut conn = app.database.superuser().await;
    sqlx::query("delete from subscription where tenant_id = $1")
        .bind(shop.tenant)
        .execute(&mut conn)
        .await
        .unwrap();
    sqlx::query(
        "insert into subscription (tenant_id, plan_version_id, status, trial_ends_at, grace_until, ended_at,
                                   created_at, updated_at)
         select $1, plan_version_id, $3, $4, $5, case when $3 = 'canceled' then $6 end, $6, $6
           from plan_version where plan = $2 order by number desc limit 1",
    )
    .bind(shop.tenant)
    .bind(having.plan)
    .bind(having.status)
    .bind(having.trial_ends_at)
    .bind(having.grace_until)
    .bind(app.env.now())
    .execute(&mut conn)
    .await
    .unwrap();
    app.app.shops.forget(shop.tenant);
}

/// On trial of everything but the marketplace, for so many seconds more.
pub async fn try_out(app: &TestApp, shop: &TestShop, seconds: i64) {
    let having = Having {
        trial_ends_at: Some(app.env.now().plus_seconds(seconds)),
        ..Having::of("pro", "trialing")
    };
    subscribe(app, shop, having).await;
}

async fn subscription(shop: &TestShop) -> Value {
    let answer = shop.owner.get("/api/v1/billing/subscription").await;
    answer.expect(200).json()
}

async fn products(app: &TestApp, tenant: TenantId) -> i64 {
    sqlx::query_scalar("select count(*) from product where tenant_id = $1")
        .bind(tenant)
        .fetch_one(&mut app.database.superuser().await)
        .await
        .unwrap()
}
