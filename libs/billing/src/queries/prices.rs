//! What versions of plans are called at Stripe.

use kernel::{Currency, Result};
use sqlx::{FromRow, PgConnection};

use crate::model::plans::PlanVersionId;
use crate::model::price::Period;

/// A price of a version.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct PlanPrice {
    /// Of which version.
    pub plan_version_id: PlanVersionId,
    /// For how long at once.
    pub period: Period,
    /// Stripe's name for it.
    pub price_id: String,
    /// Stripe's name for the tax in it.
    pub tax_rate_id: Option<String>,
}

/// What a version costs in this money, for so long at once; none while it was not made known there.
pub async fn price_of(
    conn: &mut PgConnection,
    version: PlanVersionId,
    (currency, period): (Currency, Period),
    live: bool,
) -> Result<Option<PlanPrice>> {
    Ok(sqlx::query_as(
        "select plan_version_id, period, price_id, tax_rate_id from plan_price
          where plan_version_id = $1 and currency = $2 and period = $3 and live = $4",
    )
    .bind(version)
    .bind(currency.as_str())
    .bind(period)
    .bind(live)
    .fetch_optional(conn)
    .await?)
}

/// What Stripe calls so.
pub async fn price_named(conn: &mut PgConnection, price_id: &str) -> Result<Option<PlanPrice>> {
    Ok(sqlx::query_as(
        "select plan_version_id, period, price_id, tax_rate_id from plan_price where price_id = $1",
    )
    .bind(price_id)
    .fetch_optional(conn)
    .await?)
}
