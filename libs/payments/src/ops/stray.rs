//! What a provider tells the platform: whose account it is about, or that it is nobody's here.

use db::PlatformView;
use http::App;
use kernel::{Actor, Result, TenantId};

use crate::model::{AccountId, ProviderCode};
use crate::provider::Heard;

/// The shops that are known by this name at a provider. One account may serve several.
pub(crate) async fn owners_of(
    app: &App,
    provider: ProviderCode,
    outside_id: Option<&str>,
) -> Result<Vec<(TenantId, AccountId)>> {
    let Some(outside_id) = outside_id else {
        return Ok(vec![]);
    };
    let mut view = PlatformView::begin(&app.pools.platform).await?;
    Ok(sqlx::query_as(
        "select tenant_id, account_id from payment_account where provider = $1 and outside_id = $2 order by tenant_id",
    )
    .bind(provider)
    .bind(outside_id)
    .fetch_all(&mut *view)
    .await?)
}

/// Keeps an event that is nobody's here, once however often it is told. Gives whether it is new.
pub(crate) async fn keep_stray(app: &App, provider: ProviderCode, heard: &Heard) -> Result<bool> {
    let mut tx = app.begin_platform(Actor::System, "keep_stray_event").await?;
    let now = tx.now();
    let deliveries: i32 = sqlx::query_scalar(
        "insert into webhook_stray (provider, outside_key, kind, object_id, account, live, received_at)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (provider, outside_key) do update set deliveries = webhook_stray.deliveries + 1
         returning deliveries",
    )
    .bind(provider)
    .bind(&heard.key)
    .bind(heard.kind.chars().take(80).collect::<String>())
    .bind(heard.object.chars().take(80).collect::<String>())
    .bind(&heard.account)
    .bind(heard.live)
    .bind(now)
    .fetch_one(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(deliveries == 1)
}
