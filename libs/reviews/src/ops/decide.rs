//! The shop judges reviews, many at once: all of them or none. What it gives back takes that back.

use std::collections::HashMap;

use catalog::ProductId;
use db::TenantTx;
use http::EdgeError;
use kernel::{Error, Line, Result};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::model::{ReviewId, ReviewStatus};

/// What becomes of one review.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviewDecision {
    /// Which.
    pub review_id: ReviewId,
    /// As it was when somebody looked at it; another one is refused.
    pub version: i64,
    /// What it becomes.
    pub status: ReviewStatus,
    /// Why it is not shown; its author reads that.
    #[serde(default, deserialize_with = "kernel::text::blank_as_none")]
    pub reason: Option<Line<300>>,
}

/// What becomes of several.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviewDecisions {
    /// One a review.
    #[validate(length(min = 1, max = 100))]
    pub decisions: Vec<ReviewDecision>,
}

#[derive(sqlx::FromRow)]
struct Stood {
    review_id: ReviewId,
    version: i64,
    status: ReviewStatus,
    reject_reason: Option<String>,
}

/// Judges them. Gives the decisions that take these back.
pub async fn decide(tx: &mut TenantTx, wanted: &ReviewDecisions) -> Result<ReviewDecisions> {
    require_reasons(wanted)?;
    let stood = lock(tx, wanted).await?;
    let mut back = vec![];
    for decision in &wanted.decisions {
        let before = stood.get(&decision.review_id).ok_or_else(Error::not_found)?;
        if before.version != decision.version {
            return Err(EdgeError::Stale.into());
        }
        back.push(ReviewDecision {
            review_id: before.review_id,
            version: before.version + 1,
            status: before.status,
            reason: before.reject_reason.as_deref().and_then(|r| Line::parse(r).ok()),
        });
    }
    write(tx, wanted).await?;
    Ok(ReviewDecisions { decisions: back })
}

/// A reason for what is not shown, and one decision a review.
fn require_reasons(wanted: &ReviewDecisions) -> Result<()> {
    let is_bare = |d: &ReviewDecision| d.status == ReviewStatus::Rejected && d.reason.is_none();
    if wanted.decisions.iter().any(is_bare) {
        return Err(Error::invalid("reason", "required"));
    }
    let mut ids: Vec<ReviewId> = wanted.decisions.iter().map(|d| d.review_id).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.len() < wanted.decisions.len() {
        return Err(Error::invalid("decisions", "taken"));
    }
    Ok(())
}

/// The products first, in the order of their ids.
async fn lock(tx: &mut TenantTx, wanted: &ReviewDecisions) -> Result<HashMap<ReviewId, Stood>> {
    let ids: Vec<ReviewId> = wanted.decisions.iter().map(|d| d.review_id).collect();
    let _: Vec<ProductId> = sqlx::query_scalar(
        "select product_id from product
          where tenant_id = $1
            and product_id in (select product_id from review where tenant_id = $1 and review_id = any ($2))
          order by product_id
            for no key update",
    )
    .bind(tx.tenant())
    .bind(&ids)
    .fetch_all(&mut **tx)
    .await?;
    let rows: Vec<Stood> = sqlx::query_as(
        "select review_id, version, status, reject_reason from review
          where tenant_id = $1 and review_id = any ($2)
          order by review_id
            for update",
    )
    .bind(tx.tenant())
    .bind(&ids)
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(|row| (row.review_id, row)).collect())
}

async fn write(tx: &mut TenantTx, wanted: &ReviewDecisions) -> Result<()> {
    let all = &wanted.decisions;
    let reason = |d: &ReviewDecision| {
        let reason = d.reason.as_ref().filter(|_| d.status == ReviewStatus::Rejected);
        reason.map(ToString::to_string)
    };
    sqlx::query(
        "update review r
            set status = d.status, reject_reason = d.reason, updated_at = $5, version = r.version + 1,
                published_at = case when d.status = 'published' then coalesce(r.published_at, $5) else r.published_at end
           from unnest($2::uuid[], $3::text[], $4::text[]) as d (review_id, status, reason)
          where r.tenant_id = $1 and r.review_id = d.review_id",
    )
    .bind(tx.tenant())
    .bind(all.iter().map(|d| d.review_id).collect::<Vec<_>>())
    .bind(all.iter().map(|d| d.status.as_str()).collect::<Vec<_>>())
    .bind(all.iter().map(reason).collect::<Vec<Option<String>>>())
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(())
}
