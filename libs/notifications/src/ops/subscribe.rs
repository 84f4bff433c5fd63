//! Browsers that take pushes.

use db::TenantTx;
use http::Vault;
use http::secrets::sha256;
use kernel::{Error, Line, PersonId, Result};
use outbound::Reach;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;
use web_push::{Subscription, SubscriptionFault};

use super::push_key::ensure_key;
use super::receivers::KeptSubscription;
use crate::error::NotificationsError;
use crate::model::DeviceId;
use crate::sealed::{DEVICE, place};

/// Devices of one person: nobody has more, and each costs a call for each notice.
const MOST_DEVICES: i64 = 20;

/// What a browser says of its subscription: `PushSubscription.toJSON()`, its keys beside the endpoint.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SubscribeRequest {
    /// Where its service takes pushes for it.
    #[schema(value_type = String, min_length = 1, max_length = 2048)]
    pub endpoint: Line<2048>,
    /// Its public key: 65 bytes in base64url.
    #[schema(value_type = String, min_length = 1, max_length = 120)]
    pub p256dh: Line<120>,
    /// What it shares with us: 16 bytes in base64url.
    #[schema(value_type = String, min_length = 1, max_length = 40)]
    pub auth: Line<40>,
}

/// Keeps it for this person, in place of what the same browser said before, whoever used it then.
pub async fn subscribe(
    tx: &mut TenantTx,
    vault: &Vault,
    reach: Reach,
    (person, label): (PersonId, &str),
    request: &SubscribeRequest,
) -> Result<DeviceId> {
    let (endpoint, p256dh, auth) = (&request.endpoint, &request.p256dh, &request.auth);
    let subscription = Subscription::parse(reach, endpoint, p256dh, auth).map_err(refusal)?;
    ensure_key(tx, vault).await?;
    let hash = sha256(subscription.endpoint().as_str().as_bytes());
    sqlx::query("delete from push_subscription where tenant_id = $1 and endpoint_hash = $2")
        .bind(tx.tenant())
        .bind(hash.as_slice())
        .execute(&mut **tx)
        .await?;
    need_room(tx, person).await?;
    insert(tx, vault, (Some(person), label), &subscription, &hash).await
}

pub(super) fn refusal(fault: SubscriptionFault) -> Error {
    match fault {
        SubscriptionFault::Endpoint => Error::invalid("endpoint", "not_public"),
        SubscriptionFault::P256dh => Error::invalid("p256dh", "invalid"),
        SubscriptionFault::Auth => Error::invalid("auth", "invalid"),
    }
}

/// The person's row is held, so that two at once count one another.
async fn need_room(tx: &mut TenantTx, person: PersonId) -> Result<()> {
    sqlx::query("select from person where tenant_id = $1 and person_id = $2 for no key update")
        .bind(tx.tenant())
        .bind(person)
        .execute(&mut **tx)
        .await?;
    let devices: i64 =
        sqlx::query_scalar("select count(*) from push_subscription where tenant_id = $1 and person_id = $2")
            .bind(tx.tenant())
            .bind(person)
            .fetch_one(&mut **tx)
            .await?;
    if devices >= MOST_DEVICES {
        return Err(NotificationsError::TooManyDevices.into());
    }
    Ok(())
}

/// Keeps a browser: of somebody who works here, or of a customer.
pub(super) async fn insert(
    tx: &mut TenantTx,
    vault: &Vault,
    (person, label): (Option<PersonId>, &str),
    subscription: &Subscription,
    hash: &[u8],
) -> Result<DeviceId> {
    let id: DeviceId = tx.new_id();
    let kept = KeptSubscription {
        endpoint: subscription.endpoint().to_string(),
        p256dh: subscription.p256dh(),
        auth: subscription.auth(),
    };
    let plain = serde_json::to_vec(&kept).map_err(|e| Error::Fault(e.into()))?;
    let sealed = vault.seal(tx, place(DEVICE, &id.0), &plain).await?;
    sqlx::query(
        "insert into push_subscription (tenant_id, device_id, person_id, address_sealed, endpoint_hash, label, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(person)
    .bind(sealed)
    .bind(hash)
    .bind(label)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(id)
}

/// Forgets a browser: of this person, or where none is named, of anybody who works here.
pub async fn unsubscribe(tx: &mut TenantTx, id: DeviceId, of: Option<PersonId>) -> Result<()> {
    let done = sqlx::query(
        "delete from push_subscription
          where tenant_id = $1 and device_id = $2 and person_id is not null and ($3::uuid is null or person_id = $3)",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(of)
    .execute(&mut **tx)
    .await?;
    match done.rows_affected() {
        0 => Err(Error::not_found()),
        _ => Ok(()),
    }
}
