//! Somebody of the provider's asks to help at a shop.

use db::{PlatformTx, TenantTx};
use http::secrets::{new_token, token_hash};
use kernel::{Error, Line, Result, TenantId};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::shop;
use crate::error::PanelError;
use crate::model::AccessId;

/// What for, and for how long.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SupportRequest {
    /// What the shop's owners read.
    #[schema(value_type = String)]
    pub reason: Line<300>,
    /// Minutes, from now on.
    #[validate(range(min = 5, max = 60))]
    #[schema(minimum = 5, maximum = 60)]
    pub minutes: i16,
}

/// Opens the access; gives the transaction to commit, and the token that lets in once. The row is written as the shop's own,
/// so that its log tells of it.
pub async fn open_support(
    mut tx: PlatformTx,
    about: TenantId,
    name: &str,
    wanted: &SupportRequest,
) -> Result<(TenantTx, String)> {
    if shop::lock(&mut tx, about).await?.status != "active" {
        return Err(PanelError::ShopNotServed.into());
    }
    let id: AccessId = tx.env().new_id();
    let details = json!({
        "access": id, "name": name, "reason": wanted.reason.as_str(), "minutes": wanted.minutes,
    });
    tx.concerns(about, details);
    let mut tx = tx.enter(about).await?;
    let token = new_token(tx.env());
    insert(&mut tx, id, name, wanted, &token).await?;
    Ok((tx, token))
}

async fn insert(
    tx: &mut TenantTx,
    id: AccessId,
    name: &str,
    wanted: &SupportRequest,
    token: &str,
) -> Result<()> {
    let staff = tx.actor().person();
    let now = tx.now();
    sqlx::query(
        "insert into support_access (tenant_id, access_id, staff_id, staff_name, reason, token_hash, created_at, ends_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(staff.ok_or_else(|| Error::fault("help by nobody"))?)
    .bind(name)
    .bind(&wanted.reason)
    .bind(token_hash(token))
    .bind(now)
    .bind(now.plus_seconds(i64::from(wanted.minutes) * 60))
    .execute(&mut **tx)
    .await?;
    Ok(())
}
