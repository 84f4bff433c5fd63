//! What a new shop has done already of what it takes to begin.

use db::TenantTx;
use kernel::Result;
use sqlx::FromRow;

/// What is done; nobody ticks anything off by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromRow)]
pub struct Guide {
    /// Something is for sale.
    pub product: bool,
    /// Somebody has looked at the ways to pay and saved them.
    pub payments: bool,
    /// Orders are sent somewhere, or picked up.
    pub delivery: bool,
    /// Somebody works at some hours.
    pub hours: bool,
    /// The shop has a logo.
    pub logo: bool,
    /// Somebody has ordered.
    pub ordered: bool,
}

/// Looks at everything.
pub async fn guide(tx: &mut TenantTx) -> Result<Guide> {
    Ok(sqlx::query_as(
        "select exists (select from product where tenant_id = $1 and status = 'active') as product,
                exists (select from payment_method where tenant_id = $1) as payments,
                exists (select from shipping_zone where tenant_id = $1)
                  or exists (select from sales_setting where tenant_id = $1 and pickup_enabled) as delivery,
                exists (select from working_hours where tenant_id = $1) as hours,
                exists (select from tenant where tenant_id = $1 and logo_key is not null) as logo,
                exists (select from sales_order where tenant_id = $1) as ordered",
    )
    .bind(tx.tenant())
    .fetch_one(&mut **tx)
    .await?)
}
