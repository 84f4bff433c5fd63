//! Other sites whose scripts may call the shop's API.

use db::TenantTx;
use db::bus::Topic;
use http::EdgeError;
use kernel::{Error, Line, Result};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use crate::model::parse_origin;

/// As the table's own rule says.
const MOST: usize = 10;

/// The whole list, as it shall be.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AllowedOrigins {
    /// `https://www.example.com` each; plain `http` only on one's own machine.
    #[schema(value_type = Vec<String>, max_items = 10)]
    pub origins: Vec<Line<200>>,
    /// The version that was read; another one means that somebody else changed it.
    pub version: i64,
}

/// Puts the list in place of the one before and tells every replica.
pub async fn allow_origins(tx: &mut TenantTx, list: &AllowedOrigins) -> Result<()> {
    let mut origins: Vec<String> = vec![];
    for typed in &list.origins {
        let origin =
            parse_origin(typed.as_str()).ok_or_else(|| Error::invalid("origins", "invalid_origin"))?;
        if !origins.contains(&origin) {
            origins.push(origin);
        }
    }
    if origins.len() > MOST {
        return Err(Error::invalid("origins", "too_many_origins"));
    }
    update(tx, &origins, list.version).await?;
    tx.announce(Topic::Tenant, tx.tenant().0);
    Ok(())
}

async fn update(tx: &mut TenantTx, origins: &[String], version: i64) -> Result<()> {
    let changed = sqlx::query(
        "update tenant set allowed_origins = $2, updated_at = $3, version = version + 1
          where tenant_id = $1 and version = $4",
    )
    .bind(tx.tenant())
    .bind(origins)
    .bind(tx.now())
    .bind(version)
    .execute(&mut **tx)
    .await?
    .rows_affected();
    if changed == 1 {
        Ok(())
    } else {
        Err(EdgeError::Stale.into())
    }
}
