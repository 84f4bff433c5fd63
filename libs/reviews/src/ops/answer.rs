//! The shop answers a review, where everybody reads it.

use db::TenantTx;
use kernel::{Error, Prose, Result};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use crate::model::ReviewId;

/// What it says.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviewAnswer {
    /// Nothing takes the answer away.
    #[serde(default, deserialize_with = "kernel::text::blank_as_none")]
    pub text: Option<Prose<2000>>,
}

/// Says it, in place of what it said before.
pub async fn answer(tx: &mut TenantTx, review: ReviewId, said: &ReviewAnswer) -> Result<()> {
    let changed = sqlx::query(
        "update review
            set answer = $3, answered_at = case when $3::text is not null then $4::timestamptz end, updated_at = $4
          where tenant_id = $1 and review_id = $2",
    )
    .bind(tx.tenant())
    .bind(review)
    .bind(&said.text)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    if changed.rows_affected() == 1 {
        Ok(())
    } else {
        Err(Error::not_found())
    }
}
