//! Over which ways people are told.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Over which way a message goes.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, sqlx::Type, ToSchema,
)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
#[schema(as = MessageChannel)]
pub enum Channel {
    /// A mail.
    Email,
    /// A text message to a phone.
    Sms,
    /// A push to a browser.
    Push,
    /// The shop's channel at Slack.
    Slack,
    /// A server of the shop's.
    Webhook,
    /// The list of notices of somebody who works here.
    InApp,
}

impl Channel {
    /// Every one.
    pub const ALL: [Self; 6] = [
        Self::Email,
        Self::Sms,
        Self::Push,
        Self::Slack,
        Self::Webhook,
        Self::InApp,
    ];

    /// Over which the shop itself is told.
    pub const OF_SHOP: [Self; 5] = [Self::Email, Self::InApp, Self::Push, Self::Slack, Self::Webhook];

    /// As stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Sms => "sms",
            Self::Push => "push",
            Self::Slack => "slack",
            Self::Webhook => "webhook",
            Self::InApp => "in_app",
        }
    }

    /// Key of its name.
    pub const fn name_key(self) -> &'static str {
        match self {
            Self::Email => "messages-channel-email",
            Self::Sms => "messages-channel-sms",
            Self::Push => "messages-channel-push",
            Self::Slack => "messages-channel-slack",
            Self::Webhook => "messages-channel-webhook",
            Self::InApp => "messages-channel-in_app",
        }
    }

    /// Its icon.
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Email => "mail",
            Self::Sms => "smartphone",
            Self::Push => "monitor-smartphone",
            Self::Slack => "hash",
            Self::Webhook => "webhook",
            Self::InApp => "bell",
        }
    }
}

/// How far a message came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
#[schema(as = MessageStatus)]
pub enum Status {
    /// It waits, or is tried again.
    Queued,
    /// Whoever carries it took it.
    Sent,
    /// It arrived, as its carrier says.
    Delivered,
    /// It did not arrive, as its carrier says.
    Undelivered,
    /// It could not be handed over.
    Failed,
    /// It was taken back, or came too late to be worth anything.
    Withdrawn,
    /// Its receiver said no to it, or the address takes nothing.
    Withheld,
}

impl Status {
    /// Every one.
    pub const ALL: [Self; 7] = [
        Self::Queued,
        Self::Sent,
        Self::Delivered,
        Self::Undelivered,
        Self::Failed,
        Self::Withdrawn,
        Self::Withheld,
    ];

    /// As stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sent => "sent",
            Self::Delivered => "delivered",
            Self::Undelivered => "undelivered",
            Self::Failed => "failed",
            Self::Withdrawn => "withdrawn",
            Self::Withheld => "withheld",
        }
    }

    /// Key of its words.
    pub const fn name_key(self) -> &'static str {
        match self {
            Self::Queued => "messages-status-queued",
            Self::Sent => "messages-status-sent",
            Self::Delivered => "messages-status-delivered",
            Self::Undelivered => "messages-status-undelivered",
            Self::Failed => "messages-status-failed",
            Self::Withdrawn => "messages-status-withdrawn",
            Self::Withheld => "messages-status-withheld",
        }
    }

    /// Tone of its badge.
    pub const fn tone(self) -> &'static str {
        match self {
            Self::Queued => "wait",
            Self::Sent => "info",
            Self::Delivered => "good",
            Self::Undelivered | Self::Failed => "bad",
            Self::Withdrawn | Self::Withheld => "calm",
        }
    }
}
