//! What people want to get, and which addresses take nothing.

use db::TenantTx;
use kernel::{Email, Instant, Result};
use serde::Serialize;
use sqlx::FromRow;
use utoipa::ToSchema;

use crate::model::contact::{Contact, ContactChannel, Sort};

kernel::define_id!(
    /// An address that takes nothing.
    BlockId
);

/// What somebody gets, by what they said last or by what is usual.
pub async fn wanted_sorts(tx: &mut TenantTx, contact: &Contact) -> Result<Vec<Sort>> {
    let said: Vec<(Sort, bool)> = sqlx::query_as(
        "select distinct on (sort) sort, allowed
           from contact_choice
          where tenant_id = $1 and channel = $2 and address = $3
          order by sort, chosen_at desc, choice_id desc",
    )
    .bind(tx.tenant())
    .bind(contact.channel)
    .bind(&contact.address)
    .fetch_all(&mut **tx)
    .await?;
    let wants = |sort: &Sort| {
        let answer = said.iter().find(|(about, _)| about == sort);
        answer.map_or(sort.is_usual_over(contact.channel), |(_, allowed)| *allowed)
    };
    Ok(Sort::ALL.into_iter().filter(wants).collect())
}

/// An address that takes nothing.
#[derive(Debug, Clone, FromRow, Serialize, ToSchema)]
#[schema(as = BlockedContact)]
pub struct Block {
    /// Its name.
    pub block_id: BlockId,
    /// Of which kind the address is.
    pub channel: ContactChannel,
    /// The address.
    pub address: String,
    /// `refused` by its server when we wrote, `bounced` later, `often_bounced` three times in a week.
    pub reason: String,
    /// What the server said.
    pub detail: String,
    /// Since when.
    pub blocked_at: Instant,
}

/// Why nothing goes to an address, if so.
pub async fn find_block(tx: &mut TenantTx, contact: &Contact) -> Result<Option<Block>> {
    Ok(sqlx::query_as(
        "select block_id, channel, address, reason, detail, blocked_at
           from contact_block
          where tenant_id = $1 and channel = $2 and address = $3",
    )
    .bind(tx.tenant())
    .bind(contact.channel)
    .bind(&contact.address)
    .fetch_optional(&mut **tx)
    .await?)
}

/// Whether mails to an address come back.
pub async fn does_bounce(tx: &mut TenantTx, email: &Email) -> Result<bool> {
    let contact = Contact {
        channel: ContactChannel::Email,
        address: email.to_string(),
    };
    Ok(find_block(tx, &contact).await?.is_some())
}

/// Most that are listed.
const MOST: i64 = 200;

/// The addresses that take nothing, the latest first; at most 200.
pub async fn list_blocks(tx: &mut TenantTx) -> Result<Vec<Block>> {
    Ok(sqlx::query_as(
        "select block_id, channel, address, reason, detail, blocked_at
           from contact_block
          where tenant_id = $1
          order by blocked_at desc, block_id desc
          limit $2",
    )
    .bind(tx.tenant())
    .bind(MOST)
    .fetch_all(&mut **tx)
    .await?)
}
