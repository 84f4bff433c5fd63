//! A message that only shows that a channel works.

use db::TenantTx;
use kernel::{Error, Result};

use super::draft::Draft;
use super::ways::Ways;
use super::write::{Kept, write};
use crate::error::NotificationsError;
use crate::jobs::SendMessage;
use crate::model::{Channel, DeviceId, MessageId};

/// Why it is sent.
const TEST: &str = "notifications.test";
/// Where it leads.
const CHANNELS: &str = "/admin/messages/channels";

/// What is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TestTo {
    /// The shop's channel at Slack.
    Slack,
    /// The shop's own server.
    Webhook,
    /// Somebody's browser.
    Device(DeviceId),
}

/// Sends it, whatever the shop chose; refuses where nothing is set up.
pub async fn send_test(tx: &mut TenantTx, to: TestTo, title: String, text: String) -> Result<MessageId> {
    let ways = Ways::find(tx).await?;
    let way = ways.find_one(to).ok_or_else(|| match to {
        TestTo::Device(_) => Error::not_found(),
        TestTo::Slack | TestTo::Webhook => NotificationsError::NotSetUp.into(),
    })?;
    let draft = Draft {
        path: Some(CHANNELS),
        ..Draft::along(way, TEST, title, text)
    };
    let kept = write(tx, &[draft]).await?;
    let [Kept { id: message_id, .. }] = kept[..] else {
        return Err(Error::fault("one message was written, and not one id came back"));
    };
    jobs::enqueue(tx, &SendMessage { message_id }).await?;
    Ok(message_id)
}

impl TestTo {
    /// Whether this is its way.
    pub(crate) fn fits(self, channel: Channel, device: Option<DeviceId>) -> bool {
        match self {
            Self::Slack => channel == Channel::Slack,
            Self::Webhook => channel == Channel::Webhook,
            Self::Device(id) => device == Some(id),
        }
    }
}
