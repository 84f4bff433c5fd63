//! The shop's receivers, opened to be told something, and let go of when they want no more.

use db::TenantTx;
use http::Vault;
use kernel::id::Uuid;
use kernel::{Error, Result};
use outbound::{Reach, Url};
use serde::{Deserialize, Serialize};
use web_push::{Subscription, VapidKeys};
use webhooks::{Secret, Slack, Webhook};

use super::push_key::find_key;
use crate::couriers::Couriers;
use crate::model::DeviceId;
use crate::parcel::Parcel;
use crate::sealed::{DEVICE, SLACK, WEBHOOK, WEBHOOK_PREVIOUS, WEBHOOK_SECRET, place};

/// A browser's words, as they lie sealed.
#[derive(Serialize, Deserialize)]
pub(super) struct KeptSubscription {
    pub endpoint: String,
    pub p256dh: String,
    pub auth: String,
}

/// A browser, and what the shop is known by there; none when it is gone.
pub(crate) async fn find_device(
    tx: &mut TenantTx,
    couriers: &Couriers,
    id: DeviceId,
) -> Result<Option<(Subscription, VapidKeys)>> {
    let sealed: Option<Vec<u8>> = sqlx::query_scalar(
        "select address_sealed from push_subscription where tenant_id = $1 and device_id = $2",
    )
    .bind(tx.tenant())
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?;
    let (Some(sealed), Some(keys)) = (sealed, find_key(tx, &couriers.vault).await?) else {
        return Ok(None);
    };
    let plain = couriers.vault.open(tx, place(DEVICE, &id.0), &sealed).await?;
    let kept: KeptSubscription = serde_json::from_slice(&plain).map_err(|e| Error::Fault(e.into()))?;
    let to = Subscription::parse(couriers.reach(), &kept.endpoint, &kept.p256dh, &kept.auth);
    Ok(to.ok().map(|to| (to, keys)))
}

/// The channel at Slack, if there is one that takes anything.
pub(crate) async fn find_slack(tx: &mut TenantTx, couriers: &Couriers) -> Result<Option<Slack>> {
    let found: Option<(Uuid, Vec<u8>)> = sqlx::query_as(
        "select slack_id, address_sealed from slack_channel where tenant_id = $1 and stopped_at is null",
    )
    .bind(tx.tenant())
    .fetch_optional(&mut **tx)
    .await?;
    let Some((id, sealed)) = found else {
        return Ok(None);
    };
    let address = open_text(tx, &couriers.vault, SLACK, &id, &sealed).await?;
    Ok(parse(&address).and_then(|url| Slack::new(couriers.reach(), url).ok()))
}

/// Its id, and as they lie: its address, its secret and the one before while that signs, too.
type Endpoint = (Uuid, Vec<u8>, Vec<u8>, Option<Vec<u8>>);

/// The shop's server, if there is one that takes anything.
pub(crate) async fn find_webhook(tx: &mut TenantTx, couriers: &Couriers) -> Result<Option<Webhook>> {
    let found: Option<Endpoint> = sqlx::query_as(
        "select endpoint_id, address_sealed, secret_sealed, case when previous_until > $2 then previous_sealed end
           from webhook_endpoint
          where tenant_id = $1 and stopped_at is null",
    )
    .bind(tx.tenant())
    .bind(tx.now())
    .fetch_optional(&mut **tx)
    .await?;
    let Some((id, address, secret, previous)) = found else {
        return Ok(None);
    };
    let vault = &couriers.vault;
    let address = open_text(tx, vault, WEBHOOK, &id, &address).await?;
    let secret = open_text(tx, vault, WEBHOOK_SECRET, &id, &secret).await?;
    let previous = match previous {
        Some(sealed) => Some(open_text(tx, vault, WEBHOOK_PREVIOUS, &id, &sealed).await?),
        None => None,
    };
    Ok(assemble(couriers.reach(), &address, &secret, previous.as_deref()))
}

/// None where an address or a secret of before is not fit any more.
fn assemble(reach: Reach, address: &str, secret: &str, previous: Option<&str>) -> Option<Webhook> {
    let webhook = Webhook::new(reach, parse(address)?, Secret::parse(secret).ok()?).ok()?;
    Some(match previous.and_then(|text| Secret::parse(text).ok()) {
        Some(previous) => webhook.with_previous(previous),
        None => webhook,
    })
}

fn parse(address: &str) -> Option<Url> {
    address.parse().ok()
}

async fn open_text(
    tx: &mut TenantTx,
    vault: &Vault,
    purpose: &'static str,
    row: &Uuid,
    sealed: &[u8],
) -> Result<String> {
    let plain = vault.open(tx, place(purpose, row), sealed).await?;
    String::from_utf8(plain).map_err(|e| Error::Fault(e.into()))
}

/// Whoever wants no more of us is told no more: a browser is forgotten; what somebody set up is stopped, and shown so.
pub(crate) async fn let_go(tx: &mut TenantTx, parcel: &Parcel) -> Result<()> {
    let sql = match parcel {
        Parcel::Push(pushed) => return forget_device(tx, pushed.device).await,
        Parcel::Slack { .. } => {
            "update slack_channel set stopped_at = $2 where tenant_id = $1 and stopped_at is null"
        }
        Parcel::Webhook { .. } => {
            "update webhook_endpoint set stopped_at = $2 where tenant_id = $1 and stopped_at is null"
        }
        Parcel::Mail(_) | Parcel::Text(_) | Parcel::Nobody(_) => return Ok(()),
    };
    sqlx::query(sql)
        .bind(tx.tenant())
        .bind(tx.now())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

async fn forget_device(tx: &mut TenantTx, id: DeviceId) -> Result<()> {
    sqlx::query("delete from push_subscription where tenant_id = $1 and device_id = $2")
        .bind(tx.tenant())
        .bind(id)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
