//! Addresses that take nothing: found when their mail server says so, lifted by the shop.

use db::TenantTx;
use kernel::{Error, Result};

use crate::model::MessageId;
use crate::model::contact::ContactChannel;
use crate::queries::contacts::BlockId;

/// Why nothing goes to an address any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reason {
    /// Its server refused it while we wrote.
    Refused,
    /// It came back as undeliverable for good.
    Bounced,
    /// It came back three times within a week.
    OftenBounced,
}

impl Reason {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Bounced => "bounced",
            Self::OftenBounced => "often_bounced",
        }
    }
}

/// From now on nothing goes to where this message went. `detail` is what its server said.
pub(crate) async fn block_receiver(
    tx: &mut TenantTx,
    id: MessageId,
    reason: Reason,
    detail: &str,
) -> Result<()> {
    let block = tx.new_id::<BlockId>();
    sqlx::query(
        "insert into contact_block (tenant_id, channel, address, reason, detail, blocked_at, block_id)
         select tenant_id, channel, to_address, $3, left($4, 500), $5, $6
           from message
          where tenant_id = $1 and message_id = $2 and channel = any ($7)
         on conflict (tenant_id, channel, address) do nothing",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(reason.as_str())
    .bind(detail)
    .bind(tx.now())
    .bind(block)
    .bind([ContactChannel::Email.as_str(), ContactChannel::Sms.as_str()])
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Gives an address another try; refuses with `not_found`.
pub(crate) async fn lift_block(tx: &mut TenantTx, id: BlockId) -> Result<()> {
    let done = sqlx::query("delete from contact_block where tenant_id = $1 and block_id = $2")
        .bind(tx.tenant())
        .bind(id)
        .execute(&mut **tx)
        .await?;
    match done.rows_affected() {
        0 => Err(Error::not_found()),
        _ => Ok(()),
    }
}
