//! Browsers in which customers follow an appointment or an order. Whoever asks has shown that it is theirs.

use db::TenantTx;
use http::Vault;
use http::secrets::sha256;
use kernel::id::Uuid;
use kernel::{Error, Result};
use outbound::Reach;
use web_push::Subscription;

use super::push_key::ensure_key;
use super::subscribe::{SubscribeRequest, insert, refusal};
use crate::error::NotificationsError;
use crate::model::DeviceId;

/// Browsers that follow one thing: each costs a call for each step.
const MOST_FOLLOWERS: i64 = 10;

/// From now on this browser is told of it; asked twice, it is told once. A browser that is known keeps its name.
pub(crate) async fn follow(
    tx: &mut TenantTx,
    vault: &Vault,
    (reach, label): (Reach, &str),
    subject: Uuid,
    request: &SubscribeRequest,
) -> Result<DeviceId> {
    let subscription =
        Subscription::parse(reach, &request.endpoint, &request.p256dh, &request.auth).map_err(refusal)?;
    ensure_key(tx, vault).await?;
    need_room(tx, subject).await?;
    let hash = sha256(subscription.endpoint().as_str().as_bytes());
    let device = match find(tx, &hash).await? {
        Some(device) => device,
        None => insert(tx, vault, (None, label), &subscription, &hash).await?,
    };
    sqlx::query(
        "insert into push_follow (tenant_id, device_id, subject_id, followed_at) values ($1, $2, $3, $4)
         on conflict do nothing",
    )
    .bind(tx.tenant())
    .bind(device)
    .bind(subject)
    .bind(tx.now())
    .execute(&mut **tx)
    .await?;
    Ok(device)
}

/// Tells this browser no more of it; one of a customer that follows nothing else is forgotten. Refuses with `not_found`.
pub(crate) async fn unfollow(tx: &mut TenantTx, device: DeviceId, subject: Uuid) -> Result<()> {
    let done =
        sqlx::query("delete from push_follow where tenant_id = $1 and device_id = $2 and subject_id = $3")
            .bind(tx.tenant())
            .bind(device)
            .bind(subject)
            .execute(&mut **tx)
            .await?;
    if done.rows_affected() == 0 {
        return Err(Error::not_found());
    }
    forget_idle(tx).await
}

/// Forgets browsers of customers that follow nothing any more.
pub(super) async fn forget_idle(tx: &mut TenantTx) -> Result<()> {
    sqlx::query(
        "delete from push_subscription d
          where d.tenant_id = $1 and d.person_id is null
            and not exists (select from push_follow f where f.tenant_id = $1 and f.device_id = d.device_id)",
    )
    .bind(tx.tenant())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The shop's key is held, so that two at once count one another.
async fn need_room(tx: &mut TenantTx, subject: Uuid) -> Result<()> {
    sqlx::query("select from push_key where tenant_id = $1 for no key update")
        .bind(tx.tenant())
        .execute(&mut **tx)
        .await?;
    let followers: i64 =
        sqlx::query_scalar("select count(*) from push_follow where tenant_id = $1 and subject_id = $2")
            .bind(tx.tenant())
            .bind(subject)
            .fetch_one(&mut **tx)
            .await?;
    if followers >= MOST_FOLLOWERS {
        return Err(NotificationsError::TooManyDevices.into());
    }
    Ok(())
}

async fn find(tx: &mut TenantTx, hash: &[u8]) -> Result<Option<DeviceId>> {
    Ok(sqlx::query_scalar(
        "select device_id from push_subscription where tenant_id = $1 and endpoint_hash = $2",
    )
    .bind(tx.tenant())
    .bind(hash)
    .fetch_optional(&mut **tx)
    .await?)
}
