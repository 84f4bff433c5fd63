//! Versions of plans.

use kernel::{Error, Result};
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

/// A version by its id, also of a plan that is no longer offered.
pub async fn version(conn: &mut PgConnection, id: PlanVersionId) -> Result<PlanVersion> {
    let found: Option<PlanVersion> = sqlx::query_as("select * from plan_version where plan_version_id = $1")
        .bind(id)
        .fetch_optional(conn)
        .await?;
    found.ok_or_else(Error::not_found)
}

/// A version by its plan and number.
pub async fn numbered(conn: &mut PgConnection, plan: &str, number: i32) -> Result<Option<PlanVersion>> {
    Ok(
        sqlx::query_as("select * from plan_version where plan = $1 and number = $2")
            .bind(plan)
            .bind(number)
            .fetch_optional(conn)
            .await?,
    )
}
