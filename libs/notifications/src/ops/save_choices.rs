//! Over which channels the shop is told of what.

use db::TenantTx;
use kernel::{Error, Result};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::model::{Channel, Topic};
use crate::queries::channels::list_choices;

/// Whether the shop is told of something over a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NoticeChoice {
    /// Of what.
    pub topic: Topic,
    /// Over which.
    pub channel: Channel,
    /// Whether.
    pub enabled: bool,
}

/// Keeps what is said; what is not said stays as it is. Refuses text messages, which only customers get.
pub async fn save_choices(tx: &mut TenantTx, wanted: &[NoticeChoice]) -> Result<()> {
    if wanted
        .iter()
        .any(|choice| !Channel::OF_SHOP.contains(&choice.channel))
    {
        return Err(Error::invalid("choices", "not_a_choice"));
    }
    let known = list_choices(tx).await?;
    let mut changed: Vec<&NoticeChoice> = wanted.iter().filter(|choice| !known.contains(choice)).collect();
    // Of what is said twice the last word counts.
    changed.reverse();
    changed.sort_by_key(|choice| (choice.topic, choice.channel));
    changed.dedup_by_key(|choice| (choice.topic, choice.channel));
    sqlx::query(
        "insert into notice_choice (tenant_id, topic, channel, enabled, updated_at)
         select $1, c.topic, c.channel, c.enabled, $2
           from unnest($3::text[], $4::text[], $5::boolean[]) c (topic, channel, enabled)
         on conflict (tenant_id, topic, channel) do update
            set enabled = excluded.enabled, updated_at = excluded.updated_at",
    )
    .bind(tx.tenant())
    .bind(tx.now())
    .bind(changed.iter().map(|c| c.topic.as_str()).collect::<Vec<_>>())
    .bind(changed.iter().map(|c| c.channel.as_str()).collect::<Vec<_>>())
    .bind(changed.iter().map(|c| c.enabled).collect::<Vec<_>>())
    .execute(&mut **tx)
    .await?;
    Ok(())
}
