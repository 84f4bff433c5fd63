//! Of each channel: what it is, whether it works, and what to do next.

use http::Page;

use crate::model::Channel;
use crate::queries::channels::{LastOutcome, SetUp};

/// What is known of the shop's channels.
pub struct Known<'a> {
    /// The shop's address for mails, or nothing.
    pub email: &'a str,
    /// What is set up beside mails.
    pub set_up: &'a SetUp,
    /// How many browsers take notices.
    pub devices: usize,
    /// Whether the program sends text messages.
    pub texts: bool,
    /// How the last notices ended.
    pub outcomes: &'a [LastOutcome],
}

/// A channel as the page tells of it.
pub struct Health {
    pub name: String,
    pub symbol: &'static str,
    pub what: String,
    pub state: String,
    pub tone: &'static str,
    /// What to do next, and where; nothing where nothing is to do.
    pub next: String,
    pub href: String,
}

/// Where a channel stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Works,
    /// The last notice over it did not arrive.
    Fails,
    /// Whoever took notices wants no more.
    Stopped,
    /// Nobody set it up.
    Missing,
}

/// Of every channel, in the order in which pages list them.
pub fn healths(page: &Page, known: &Known<'_>) -> Vec<Health> {
    let one = |channel: Channel| {
        let state = state_of(channel, known);
        let (next, href) = next_of(page, channel, state);
        Health {
            name: page.t(channel.name_key()),
            symbol: channel.symbol(),
            what: page.t(what_key(channel)),
            state: page.t(state.key()),
            tone: state.tone(),
            next,
            href,
        }
    };
    Channel::ALL.into_iter().map(one).collect()
}

fn state_of(channel: Channel, known: &Known<'_>) -> State {
    let set_up = known.set_up;
    let (is_there, is_stopped) = match channel {
        Channel::InApp => (true, false),
        Channel::Email => (!known.email.is_empty(), false),
        Channel::Sms => (known.texts, false),
        Channel::Push => (known.devices > 0, false),
        Channel::Slack => (set_up.has_slack, set_up.slack_stopped_at.is_some()),
        Channel::Webhook => (set_up.webhook_host.is_some(), set_up.webhook_stopped_at.is_some()),
    };
    let failed_last = known
        .outcomes
        .iter()
        .any(|last| last.channel == channel && last.failed_at > last.went_at);
    match (is_there, is_stopped) {
        (false, _) => State::Missing,
        (true, true) => State::Stopped,
        (true, false) if failed_last => State::Fails,
        (true, false) => State::Works,
    }
}

impl State {
    const fn key(self) -> &'static str {
        match self {
            Self::Works => "channels-state-works",
            Self::Fails => "channels-state-fails",
            Self::Stopped => "channels-state-stopped",
            Self::Missing => "channels-state-missing",
        }
    }

    const fn tone(self) -> &'static str {
        match self {
            Self::Works => "good",
            Self::Fails => "bad",
            Self::Stopped => "wait",
            Self::Missing => "calm",
        }
    }
}

const fn what_key(channel: Channel) -> &'static str {
    match channel {
        Channel::Email => "channels-what-email",
        Channel::Sms => "channels-what-sms",
        Channel::Push => "channels-what-push",
        Channel::Slack => "channels-what-slack",
        Channel::Webhook => "channels-what-webhook",
        Channel::InApp => "channels-what-in_app",
    }
}

fn next_of(page: &Page, channel: Channel, state: State) -> (String, String) {
    let (key, href) = match (state, channel) {
        (State::Fails, channel) => (
            "channels-next-look",
            format!("/admin/messages?channel={}", channel.as_str()),
        ),
        (State::Missing, Channel::Email) => ("channels-next-email", "/admin/settings".to_owned()),
        (State::Missing, Channel::Push) => ("channels-next-push", "#devices-title".to_owned()),
        (State::Missing | State::Stopped, Channel::Slack) => {
            ("channels-next-slack", "#slack-title".to_owned())
        }
        (State::Missing | State::Stopped, Channel::Webhook) => {
            ("channels-next-webhook", "#webhook-title".to_owned())
        }
        (State::Missing, Channel::Sms) => ("channels-next-sms", String::new()),
        (State::Works, Channel::Sms) => ("channels-next-reminders", "/admin/reminders".to_owned()),
        _ => return (String::new(), String::new()),
    };
    (page.t(key), href)
}
