//! What the shop is told over: choices, addresses, devices.

use std::collections::HashMap;

use db::TenantTx;
use kernel::{Instant, PersonId, Result};
use serde::Serialize;
use sqlx::FromRow;
use utoipa::ToSchema;

use crate::model::{Channel, DeviceId, Topic};
use crate::ops::save_choices::NoticeChoice;

/// Of every topic over every channel, whether the shop is told: as it chose, or as is usual.
pub async fn list_choices(tx: &mut TenantTx) -> Result<Vec<NoticeChoice>> {
    let rows: Vec<(Topic, Channel, bool)> =
        sqlx::query_as("select topic, channel, enabled from notice_choice where tenant_id = $1")
            .bind(tx.tenant())
            .fetch_all(&mut **tx)
            .await?;
    let chosen: HashMap<(Topic, Channel), bool> = rows
        .into_iter()
        .map(|(topic, channel, enabled)| ((topic, channel), enabled))
        .collect();
    let every = Topic::ALL
        .into_iter()
        .flat_map(|topic| Channel::OF_SHOP.into_iter().map(move |channel| (topic, channel)));
    Ok(every
        .map(|(topic, channel)| NoticeChoice {
            topic,
            channel,
            enabled: chosen
                .get(&(topic, channel))
                .copied()
                .unwrap_or_else(|| topic.is_usual_over(channel)),
        })
        .collect())
}

/// What is set up beside mails.
#[derive(Debug, Clone, Default, FromRow)]
pub struct SetUp {
    /// Whether there is a channel at Slack.
    pub has_slack: bool,
    /// Since when Slack wants no more.
    pub slack_stopped_at: Option<Instant>,
    /// Host of the shop's own server.
    pub webhook_host: Option<String>,
    /// Since when it wants no more.
    pub webhook_stopped_at: Option<Instant>,
    /// Until when the secret before signs, too.
    pub webhook_previous_until: Option<Instant>,
}

/// That, in one statement.
pub async fn find_set_up(tx: &mut TenantTx) -> Result<SetUp> {
    Ok(sqlx::query_as(
        "select s.slack_id is not null as has_slack, s.stopped_at as slack_stopped_at, w.host as webhook_host,
                w.stopped_at as webhook_stopped_at, w.previous_until as webhook_previous_until
           from tenant t
           left join slack_channel s on s.tenant_id = t.tenant_id
           left join webhook_endpoint w on w.tenant_id = t.tenant_id
          where t.tenant_id = $1",
    )
    .bind(tx.tenant())
    .fetch_one(&mut **tx)
    .await?)
}

/// How the last notices to the shop over a channel ended.
#[derive(Debug, Clone, FromRow)]
pub struct LastOutcome {
    /// Which.
    pub channel: Channel,
    /// When one last arrived, or was taken by who carries it.
    pub went_at: Option<Instant>,
    /// When one last did not.
    pub failed_at: Option<Instant>,
}

/// Of the last thirty days; channels over which nothing was told are not among them.
pub async fn last_outcomes(tx: &mut TenantTx) -> Result<Vec<LastOutcome>> {
    Ok(sqlx::query_as(
        "select channel, max(created_at) filter (where status in ('sent', 'delivered')) as went_at,
                max(created_at) filter (where status in ('failed', 'undelivered', 'withheld')) as failed_at
           from message
          where tenant_id = $1 and topic is not null and created_at > $2
          group by channel",
    )
    .bind(tx.tenant())
    .bind(tx.now().plus_seconds(-THIRTY_DAYS))
    .fetch_all(&mut **tx)
    .await?)
}

const THIRTY_DAYS: i64 = 30 * 86_400;

/// A browser that takes pushes.
#[derive(Debug, Clone, FromRow, Serialize, ToSchema)]
pub struct DeviceView {
    /// Which.
    #[sqlx(rename = "device_id")]
    pub id: DeviceId,
    /// As its owner recognises it.
    pub label: String,
    /// Whose.
    pub person_id: PersonId,
    /// What they are called.
    pub person_name: String,
    /// Since when.
    pub created_at: Instant,
}

/// Everybody's, or this person's, the newest first; two hundred at most.
pub async fn list_devices(tx: &mut TenantTx, of: Option<PersonId>) -> Result<Vec<DeviceView>> {
    Ok(sqlx::query_as(
        "select d.device_id, d.label, d.person_id, p.name as person_name, d.created_at
           from push_subscription d
           join person p on p.tenant_id = d.tenant_id and p.person_id = d.person_id
          where d.tenant_id = $1 and ($2::uuid is null or d.person_id = $2)
          order by d.created_at desc, d.device_id desc
          limit 200",
    )
    .bind(tx.tenant())
    .bind(of)
    .fetch_all(&mut **tx)
    .await?)
}
