//! Switches, and for whom they are on.

use db::PlatformView;
use kernel::{Result, TenantId};
use serde::Serialize;
use sqlx::FromRow;
use utoipa::ToSchema;

/// A switch.
#[derive(Debug, Clone, FromRow, Serialize, ToSchema)]
pub struct FlagView {
    /// Its name.
    pub flag: String,
    /// On for so many of a hundred shops.
    pub percent: i16,
    /// Shops for which it is said to be on.
    pub chosen_on: i64,
    /// Shops for which it is said to be off.
    pub chosen_off: i64,
}

/// A switch as one shop has it.
#[derive(Debug, Clone, FromRow, Serialize, ToSchema)]
pub struct ShopFlag {
    /// Its name.
    pub flag: String,
    /// Whether it is on there.
    pub is_on: bool,
    /// What was said for this shop alone; left out, the share decides.
    pub chosen: Option<bool>,
}

/// All of them.
pub async fn list_flags(view: &mut PlatformView) -> Result<Vec<FlagView>> {
    Ok(sqlx::query_as(
        "select f.flag, f.percent, count(*) filter (where c.is_on) as chosen_on,
                count(*) filter (where not c.is_on) as chosen_off
           from feature_flag f
           left join tenant_flag c on c.flag = f.flag
          group by f.flag, f.percent
          order by f.flag",
    )
    .fetch_all(&mut **view)
    .await?)
}

/// All of them, as one shop has them.
pub async fn flags_of(view: &mut PlatformView, about: TenantId) -> Result<Vec<ShopFlag>> {
    Ok(sqlx::query_as(
        "select f.flag, coalesce(c.is_on, flag_bucket(f.flag, $1) < f.percent) as is_on, c.is_on as chosen
           from feature_flag f
           left join tenant_flag c on c.tenant_id = $1 and c.flag = f.flag
          order by f.flag",
    )
    .bind(about)
    .fetch_all(&mut **view)
    .await?)
}
