//! Who carries messages, over each channel, and how it went.

use std::sync::Arc;
use std::time::Duration;

use http::i18n::I18n;
use http::shop::Shop;
use http::{App, Vault};
use kernel::{Email, Env, Instant, Locale};
use mail::{SendError, Transport};
use outbound::{Outbound, Reach, Url};
use sms::{Refusal, SmsError, Twilio};
use web_push::{Push, PushError, Urgency, VapidKeys, WebPush};
use webhooks::{Call, HookError, SlackMessage};

use crate::model::MessageId;
use crate::parcel::{Parcel, Pushed};

/// A push that nobody could be shown for a day tells nothing new.
const PUSH_KEPT: Duration = Duration::from_hours(24);

/// Below which Twilio tells what becomes of text messages; the message's id follows.
pub(crate) const TWILIO_REPORTS: &str = "/webhooks/twilio";

/// Where mails go.
#[derive(Debug, Clone)]
pub struct Mailer {
    /// Where mails go.
    pub transport: Transport,
    /// The platform's sending address; the shop's name stands beside it, and answers go to the shop.
    pub from: Email,
}

/// What takes messages further than mail. The executable passes it with `SliceSettings::with`.
#[derive(Debug, Clone, Default)]
pub struct Carriers {
    /// Calls addresses that people type. Without it nobody is told by push, at Slack or by webhook.
    pub outbound: Option<Outbound>,
    /// Text messages, if we have an account.
    pub twilio: Option<Twilio>,
    /// Whether Twilio can reach us, to tell what became of them.
    pub is_reached: bool,
    /// Whether text messages that nobody can carry stand in the development mailbox instead.
    pub shows_texts: bool,
}

impl Carriers {
    /// Whether text messages can be sent, or shown.
    pub fn texts(&self) -> bool {
        self.twilio.is_some() || self.shows_texts
    }
}

/// Everybody who carries, and what they need. Cheap to clone: jobs keep one.
#[derive(Debug, Clone)]
pub(crate) struct Couriers {
    pub mailer: Mailer,
    pub carriers: Carriers,
    pub vault: Vault,
    i18n: Arc<I18n>,
    env: Env,
    scheme: String,
    port_suffix: String,
}

/// A message that was handed over.
#[derive(Debug)]
pub(crate) struct Carried {
    /// What whoever took it calls it.
    pub provider_id: Option<String>,
    /// Whether it left the program, rather than being shown in development.
    pub left: bool,
}

/// Why a message was not handed over. What the other side said may repeat an address, so it is no part of what is displayed
/// (and logged).
#[derive(Debug, thiserror::Error)]
pub(crate) enum Fault {
    /// It will never be taken.
    #[error("the message is refused")]
    Refused(String),
    /// Neither will any other to that address.
    #[error("the address is refused")]
    BadAddress(String),
    /// Whoever is there wants no more of us.
    #[error("the receiver wants no more messages")]
    Gone,
    /// The phone's owner told the carrier so.
    #[error("the receiver answered STOP")]
    Stopped(String),
    /// Another try may succeed.
    #[error("the message could not be sent now")]
    Delayed {
        /// What is the matter.
        words: String,
        /// When they wish to be asked again, if they say so.
        after: Option<Duration>,
    },
}

impl Couriers {
    /// From the shared state of handlers.
    pub fn of(app: &App, mailer: Mailer) -> Self {
        Self {
            mailer,
            carriers: app.slices.get(),
            vault: app.vault.clone(),
            i18n: Arc::clone(&app.i18n),
            env: app.env.clone(),
            scheme: app.settings.scheme.clone(),
            port_suffix: app.settings.port_suffix.clone(),
        }
    }

    /// A whole address at the shop.
    pub fn link(&self, shop: &Shop, path: &str) -> String {
        format!("{}://{}{}{path}", self.scheme, shop.host, self.port_suffix)
    }

    /// A text.
    pub fn text(&self, locale: Locale, key: &str) -> String {
        self.i18n.text(locale, key, &[])
    }

    /// Where Twilio tells what becomes of a text message; only where it can reach us.
    pub fn report_address(&self, shop: &Shop, id: MessageId) -> Option<Url> {
        let address = self.link(shop, &format!("{TWILIO_REPORTS}/{id}"));
        address.parse().ok().filter(|_| self.carriers.is_reached)
    }

    /// What sends to browsers under a shop's key, if anything does.
    pub fn pusher(&self, keys: VapidKeys) -> Option<WebPush> {
        let outbound = self.carriers.outbound.clone()?;
        Some(WebPush::new(outbound, self.env.clone(), keys, &self.mailer.from))
    }

    /// Who may be called.
    pub fn reach(&self) -> Reach {
        self.carriers
            .outbound
            .as_ref()
            .map_or(Reach::Internet, Outbound::reach)
    }

    /// Hands it over. Never inside a transaction.
    pub async fn carry(&self, parcel: &Parcel) -> Result<Carried, Fault> {
        match parcel {
            Parcel::Mail(message) => {
                self.mailer.transport.send(message).await?;
                let left = self.mailer.transport.delivers();
                Ok(Carried {
                    provider_id: left.then(|| message.id.clone()),
                    left,
                })
            }
            Parcel::Text(text) => self.send_text(text).await,
            Parcel::Push(pushed) => push(pushed).await,
            Parcel::Slack {
                to,
                title,
                text,
                link,
            } => {
                let link = link.as_ref().map(|(words, url)| (words.as_str(), url));
                let message = SlackMessage { title, text, link };
                to.send(self.outbound()?, &message).await?;
                Ok(Carried::away(None))
            }
            Parcel::Webhook { to, id, body } => {
                let call = Call {
                    id,
                    at: self.env.now(),
                    body,
                };
                to.send(self.outbound()?, &call).await?;
                Ok(Carried::away(Some(id.clone())))
            }
            Parcel::Nobody(why) => Err(Fault::Refused((*why).to_owned())),
        }
    }

    async fn send_text(&self, text: &sms::Sms) -> Result<Carried, Fault> {
        match &self.carriers.twilio {
            Some(twilio) => Ok(Carried::away(Some(twilio.send(text).await?.provider_id))),
            None if self.carriers.shows_texts => Ok(Carried {
                provider_id: None,
                left: false,
            }),
            None => Err(Fault::Refused("not_set_up".to_owned())),
        }
    }

    fn outbound(&self) -> Result<&Outbound, Fault> {
        let outbound = self.carriers.outbound.as_ref();
        outbound.ok_or_else(|| Fault::Refused("not_set_up".to_owned()))
    }
}

/// How long a push service keeps what is worth nothing after `until`.
pub(crate) fn kept_for(now: Instant, until: Option<Instant>) -> Duration {
    let worth = until.map(|until| u64::try_from(until.seconds_since(now)).unwrap_or(0));
    worth.map_or(PUSH_KEPT, |seconds| Duration::from_secs(seconds).min(PUSH_KEPT))
}

async fn push(pushed: &Pushed) -> Result<Carried, Fault> {
    let push = Push {
        payload: &pushed.payload,
        ttl: pushed.ttl,
        urgency: Urgency::Normal,
        topic: pushed.topic.as_ref(),
    };
    let accepted = pushed.sender.send(&pushed.to, &push).await?;
    Ok(Carried::away(accepted.location))
}

impl Carried {
    fn away(provider_id: Option<String>) -> Self {
        Self {
            provider_id,
            left: true,
        }
    }
}

impl Fault {
    /// For the message's row: a name of ours, which pages have words for, or what the other side said.
    pub fn words(&self) -> &str {
        match self {
            Self::Refused(words)
            | Self::BadAddress(words)
            | Self::Stopped(words)
            | Self::Delayed { words, .. } => words,
            Self::Gone => "gone",
        }
    }

    /// For metrics.
    pub fn outcome(&self) -> &'static str {
        match self {
            Self::Refused(_) | Self::BadAddress(_) => "refused",
            Self::Gone | Self::Stopped(_) => "gone",
            Self::Delayed { .. } => "delayed",
        }
    }
}

impl From<SendError> for Fault {
    fn from(error: SendError) -> Self {
        let is_about_address = error.is_about_address();
        match error {
            SendError::Permanent(words) if is_about_address => Self::BadAddress(words),
            SendError::Permanent(words) => Self::Refused(words),
            SendError::Temporary(words) => Self::Delayed { words, after: None },
        }
    }
}

impl From<SmsError> for Fault {
    fn from(error: SmsError) -> Self {
        let words = error.name().to_owned();
        match error {
            SmsError::Permanent(Refusal::OptedOut) => Self::Stopped(words),
            SmsError::Permanent(_) => Self::Refused(words),
            SmsError::Temporary { after, .. } => Self::Delayed { words, after },
        }
    }
}

impl From<PushError> for Fault {
    fn from(error: PushError) -> Self {
        match error {
            PushError::Gone => Self::Gone,
            PushError::TooLarge => Self::Refused("too_large".to_owned()),
            PushError::Permanent(words) => Self::Refused(words),
            PushError::Temporary { why, after } => Self::Delayed { words: why, after },
        }
    }
}

impl From<HookError> for Fault {
    fn from(error: HookError) -> Self {
        match error {
            HookError::Gone => Self::Gone,
            HookError::Permanent(words) => Self::Refused(words),
            HookError::Temporary { why, after } => Self::Delayed { words: why, after },
        }
    }
}
