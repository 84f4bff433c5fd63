//! Versions of plans.

use kernel::Result;
use sqlx::{FromRow, PgConnection};

use crate::model::plans::{Plan, PlanVersionId};

/// A version of a plan.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct PlanVersion {
    /// Its id.
    #[sqlx(rename = "plan_version_id")]
    pub id: PlanVersionId,
    /// Which of its plan's versions, from 1.
    pub number: i32,
    /// Whether somebody new may have it.
    pub offered: bool,
    /// What it brings and costs.
    #[sqlx(flatten)]
    pub plan: Plan,
}

/// The newest version of each plan, cheap to dear, also of those that are no longer offered.
pub async fn newest(conn: &mut PgConnection) -> Result<Vec<PlanVersion>> {
    Ok(sqlx::query_as(
        "select * from (select distinct on (plan) * from plan_version order by plan, number desc) newest
          order by rank, plan",
    )
    .fetch_all(conn)
    .await?)
}

/// What somebody new may have, cheap to dear.
pub async fn offered(conn: &mut PgConnection) -> Result<Vec<PlanVersion>> {
    let mut plans = newest(conn).await?;
    plans.retain(|version| version.offered);
    Ok(plans)
}
