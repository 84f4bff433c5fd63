//! Over which ways the shop is told: what it has, and what it chose.

use std::collections::HashMap;

use db::TenantTx;
use kernel::id::Uuid;
use kernel::{PersonId, Result, Role};
use sqlx::FromRow;

use super::send_test::TestTo;
use crate::model::{Channel, DeviceId, Topic};

/// Nobody's list grows without end: so many people, and devices of theirs, are told at most.
const MOST: i64 = 50;

/// Where one copy of a notice goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Way {
    pub channel: Channel,
    /// What people know it by.
    pub name: String,
    pub person: Option<PersonId>,
    pub device: Option<DeviceId>,
}

/// All that a shop has but mails, and what it chose; and who follows what.
#[derive(Debug, Default)]
pub(crate) struct Ways {
    known: Vec<(Way, Option<Role>)>,
    choices: HashMap<(Topic, Channel), bool>,
    followers: HashMap<Uuid, Vec<Way>>,
}

#[derive(FromRow)]
struct Row {
    channel: Channel,
    name: String,
    person_id: Option<PersonId>,
    role: Option<Role>,
    device_id: Option<DeviceId>,
    topic: Option<Topic>,
    enabled: Option<bool>,
}

impl Ways {
    /// Those of the tenant; one statement.
    pub async fn find(tx: &mut TenantTx) -> Result<Self> {
        let rows: Vec<Row> = sqlx::query_as(
            "select channel, '' as name, null::uuid as person_id, null as role, null::uuid as device_id, topic, enabled
               from notice_choice
              where tenant_id = $1
             union all
             (select 'in_app', name, person_id, role, null, null, null
                from person
               where tenant_id = $1 and status = 'active' and role not in ('customer', 'vendor', 'support')
               order by person_id
               limit $2)
             union all
             (select 'push', d.label, d.person_id, p.role, d.device_id, null, null
                from push_subscription d
                join person p on p.tenant_id = $1 and p.person_id = d.person_id and p.status = 'active'
               where d.tenant_id = $1
               order by d.device_id desc
               limit $2)
             union all
             select 'slack', 'Slack', null, null, null, null, null
               from slack_channel
              where tenant_id = $1 and stopped_at is null
             union all
             select 'webhook', host, null, null, null, null, null
               from webhook_endpoint
              where tenant_id = $1 and stopped_at is null",
        )
        .bind(tx.tenant())
        .bind(MOST)
        .fetch_all(&mut **tx)
        .await?;
        Ok(Self::of(rows))
    }

    /// Adds the browsers in which customers follow these things; one statement.
    pub async fn add_followers(&mut self, tx: &mut TenantTx, things: &[Uuid]) -> Result<()> {
        let rows: Vec<(Uuid, DeviceId, String)> = sqlx::query_as(
            "select f.subject_id, f.device_id, d.label
               from push_follow f
               join push_subscription d on d.tenant_id = $1 and d.device_id = f.device_id
              where f.tenant_id = $1 and f.subject_id = any ($2)
              order by f.device_id",
        )
        .bind(tx.tenant())
        .bind(things)
        .fetch_all(&mut **tx)
        .await?;
        for (thing, device, name) in rows {
            let way = Way {
                channel: Channel::Push,
                name,
                person: None,
                device: Some(device),
            };
            self.followers.entry(thing).or_default().push(way);
        }
        Ok(())
    }

    /// The browsers in which a customer follows this.
    pub fn followers_of(&self, thing: Uuid) -> &[Way] {
        self.followers.get(&thing).map_or(&[], Vec::as_slice)
    }

    fn of(rows: Vec<Row>) -> Self {
        let mut all = Self::default();
        for row in rows {
            if let (Some(topic), Some(enabled)) = (row.topic, row.enabled) {
                all.choices.insert((topic, row.channel), enabled);
                continue;
            }
            let way = Way {
                channel: row.channel,
                name: row.name,
                person: row.person_id,
                device: row.device_id,
            };
            all.known.push((way, row.role));
        }
        all
    }

    /// The way that is to be tried.
    pub fn find_one(&self, to: TestTo) -> Option<&Way> {
        let mut ways = self.known.iter().map(|(way, _)| way);
        ways.find(|way| to.fits(way.channel, way.device))
    }

    /// Whether the shop wants such news over this channel.
    pub fn wants(&self, topic: Topic, channel: Channel) -> bool {
        let chosen = self.choices.get(&(topic, channel)).copied();
        chosen.unwrap_or_else(|| topic.is_usual_over(channel))
    }

    /// Those, besides mails, over which news of this topic go: to people whom it concerns, and to the shop's own systems.
    pub fn of_topic(&self, topic: Topic) -> impl Iterator<Item = &Way> {
        let concerned = move |role: &Option<Role>| role.is_none_or(|role| topic.concerns(role));
        let fits =
            move |(way, role): &&(Way, Option<Role>)| self.wants(topic, way.channel) && concerned(role);
        self.known.iter().filter(fits).map(|(way, _)| way)
    }
}
