//! How somebody is reached, and what they may say about it.

use serde::Serialize;
use utoipa::ToSchema;

/// What its receiver may say about a message.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Class {
    /// Nothing: what they did themselves needs it. It goes unless their address takes nothing.
    #[default]
    Transactional,
    /// Yes or no.
    Optional {
        /// To what.
        sort: Sort,
        /// Absolute URL of the page where they say it: see [`ChoiceLinks`](crate::ChoiceLinks).
        choices: String,
    },
}

impl Class {
    /// What its receiver may say yes or no to.
    pub(crate) const fn sort(&self) -> Option<Sort> {
        match self {
            Self::Transactional => None,
            Self::Optional { sort, .. } => Some(*sort),
        }
    }

    /// Where its receiver says yes or no.
    pub(crate) fn choices(&self) -> Option<&str> {
        match self {
            Self::Transactional => None,
            Self::Optional { choices, .. } => Some(choices),
        }
    }
}

/// What people say yes or no to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Sort {
    /// Being reminded of what they know; goes by mail until they say no, to a phone once they said yes.
    Reminder,
    /// News and offers; goes only to who said yes (Ley 1581 de 2012, art. 9).
    Marketing,
}

impl Sort {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Reminder, Self::Marketing];

    /// As the database has it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reminder => "reminder",
            Self::Marketing => "marketing",
        }
    }

    /// From how it is written.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.as_str() == text)
    }

    /// Whether somebody gets it there who said nothing: a reminder by mail. To a phone nothing of this goes before its owner
    /// said yes.
    pub const fn is_usual_over(self, channel: ContactChannel) -> bool {
        matches!((self, channel), (Self::Reminder, ContactChannel::Email))
    }
}

/// By what somebody is written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum ContactChannel {
    /// E-mail.
    Email,
    /// Text messages.
    Sms,
}

impl ContactChannel {
    /// As the database has it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Sms => "sms",
        }
    }
}

/// Somebody's address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// Of which kind.
    pub channel: ContactChannel,
    /// An e-mail address in lower case, a telephone number as messages have it.
    pub address: String,
}

impl Contact {
    /// A phone as somebody typed its number; none where that is no number to write to.
    pub fn phone(typed: &str) -> Option<Self> {
        let number = sms::E164::parse(typed, sms::Home::COLOMBIA)?;
        Some(Self {
            channel: ContactChannel::Sms,
            address: number.to_string(),
        })
    }
}

/// Where somebody said it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// On the page that a link of ours opens.
    Page,
    /// By the button of their mail program (RFC 8058).
    OneClick,
    /// When booking, where anybody may name anybody's phone: a yes that is said there takes back no no that was said elsewhere.
    Booking,
    /// By answering STOP, as whoever carries text messages tells us.
    Carrier,
}

impl Source {
    /// As the database has it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::OneClick => "one_click",
            Self::Booking => "booking",
            Self::Carrier => "carrier",
        }
    }
}
