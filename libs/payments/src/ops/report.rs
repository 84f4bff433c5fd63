//! In the morning the shop is told how it was paid yesterday.

use db::TenantTx;
use http::App;
use http::figures::Period;
use kernel::{Error, Result};

use crate::notices::News;
use crate::queries::kpis::kpis;

/// Tells it, by the shop's own clock; of a day without payments nothing.
pub(crate) async fn report(tx: &mut TenantTx, app: &App) -> Result<()> {
    let shop = http::shop::find(tx).await?.ok_or_else(Error::not_found)?;
    let period = Period::yesterday(tx.now(), &shop.zone());
    let found = kpis(tx, &period).await?;
    if found.is_empty() {
        return Ok(());
    }
    News::report(period.began(), &found.now, shop.currency)
        .tell(tx, app)
        .await
}
