//! Somebody finds that a review should not stand there, and the shop that it may.

use db::TenantTx;
use http::App;
use kernel::{Error, Line, Result};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use crate::model::{ReportId, ReviewId};
use crate::notices::tell_reported;

/// What is wrong with it.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportRequest {
    /// In a sentence.
    pub reason: Line<300>,
}

/// Keeps the first word of each reader on each review; the shop is told of the first one that is open.
pub async fn report(
    tx: &mut TenantTx,
    app: &App,
    review: ReviewId,
    reporter: [u8; 32],
    wanted: &ReportRequest,
) -> Result<()> {
    let product = hold_shown(tx, review).await?;
    let written = sqlx::query(
        "insert into review_report (tenant_id, report_id, review_id, reporter_hash, reason, created_at)
         values ($1, $2, $3, $4, $5, $6)
             on conflict do nothing",
    )
    .bind(tx.tenant())
    .bind(tx.new_id::<ReportId>())
    .bind(review)
    .bind(reporter.to_vec())
    .bind(&wanted.reason)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    if written.rows_affected() == 0 || count_open(tx, review).await? > 1 {
        return Ok(());
    }
    tell_reported(tx, app, &product, &wanted.reason).await
}

/// The name of its product. What is not published is not there for readers.
async fn hold_shown(tx: &mut TenantTx, review: ReviewId) -> Result<String> {
    sqlx::query_scalar(
        "select p.name
           from review r
           join product p on p.tenant_id = $1 and p.product_id = r.product_id
          where r.tenant_id = $1 and r.review_id = $2 and r.status = 'published'
            for no key update of r",
    )
    .bind(tx.tenant())
    .bind(review)
    .fetch_optional(&mut **tx)
    .await?
    .ok_or_else(Error::not_found)
}

async fn count_open(tx: &mut TenantTx, review: ReviewId) -> Result<i64> {
    Ok(sqlx::query_scalar(
        "select count(*) from review_report where tenant_id = $1 and review_id = $2 and kept_at is null",
    )
    .bind(tx.tenant())
    .bind(review)
    .fetch_one(&mut **tx)
    .await?)
}

/// The shop has looked and lets it stand: what was said against it so far is settled.
pub async fn settle_reports(tx: &mut TenantTx, review: ReviewId) -> Result<()> {
    let known: bool =
        sqlx::query_scalar("select exists (select from review where tenant_id = $1 and review_id = $2)")
            .bind(tx.tenant())
            .bind(review)
            .fetch_one(&mut **tx)
            .await?;
    if !known {
        return Err(Error::not_found());
    }
    sqlx::query(
        "update review_report set kept_at = $3
          where tenant_id = $1 and review_id = $2 and kept_at is null",
    )
    .bind(tx.tenant())
    .bind(review)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}
