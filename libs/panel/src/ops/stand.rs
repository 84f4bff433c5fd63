//! A shop's doors are closed and opened, and its owners hear of it.

use db::{PlatformTx, TenantTx};
use http::App;
use kernel::{Line, Result, TenantId};
use serde::Deserialize;
use tenancy::Standing;
use tenancy::ops::set_standing;
use utoipa::ToSchema;
use validator::Validate;

use super::shop;
use crate::letters::{Letter, tell_owners};

/// Why a shop is suspended.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Suspending {
    /// What its visitors and owners read.
    #[schema(value_type = String)]
    pub reason: Line<200>,
}

/// Closes the doors; gives the transaction to commit.
pub async fn suspend(mut tx: PlatformTx, app: &App, id: TenantId, why: &Suspending) -> Result<TenantTx> {
    let slug = shop::lock(&mut tx, id).await?.slug;
    let reason = why.reason.as_str();
    set_standing(&mut tx, &slug, Standing::Suspended, Some(reason)).await?;
    let mut tx = tx.enter(id).await?;
    tell_owners(&mut tx, app, Letter::Suspended, reason).await?;
    Ok(tx)
}

/// Opens them again; gives the transaction to commit.
pub async fn reactivate(mut tx: PlatformTx, app: &App, id: TenantId) -> Result<TenantTx> {
    let slug = shop::lock(&mut tx, id).await?.slug;
    set_standing(&mut tx, &slug, Standing::Active, None).await?;
    let mut tx = tx.enter(id).await?;
    tell_owners(&mut tx, app, Letter::Reactivated, "").await?;
    Ok(tx)
}
