//! What callers hand over to be told.

use kernel::id::Uuid;
use kernel::{Email, Instant, Locale};
use mail::CalendarPart;

use super::contact::Class;
use super::template::Values;
use super::{Mail, MailContent, Topic};

/// Something to be told.
#[derive(Debug, Clone)]
pub enum Post<'a> {
    /// To one person by mail, with what their calendar takes from it.
    Mail(Mail<'a>, Option<CalendarPart>),
    /// To one person's phone.
    Text(TextMessage),
    /// To the shop, over what it chose for such news.
    Notice(Notice<'a>),
    /// To the browsers in which a customer follows something.
    Push(PushNote),
}

impl Post<'_> {
    /// Of what it tells those who follow it.
    pub(crate) fn follows(&self) -> Option<Uuid> {
        match self {
            Self::Push(note) => Some(note.about),
            Self::Mail(..) | Self::Text(_) | Self::Notice(_) => None,
        }
    }

    /// Under which name a shop keeps its own words for it, if it may have some.
    pub(crate) fn kind(&self) -> Option<&'static str> {
        match self {
            Self::Mail(mail, _) => Some(mail.purpose),
            Self::Text(text) => Some(text.purpose),
            Self::Notice(notice) => notice.values.as_ref().map(|_| notice.topic.as_str()),
            Self::Push(_) => None,
        }
    }
}

/// Something that is worth nothing later.
#[derive(Debug, Clone)]
pub struct TimelyPost<'a> {
    /// It.
    pub post: Post<'a>,
    /// Not sent from this moment on.
    pub send_by: Instant,
}

/// A text message to one phone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextMessage {
    /// Whose.
    pub to: sms::E164,
    /// Why, for the log and the list: `<slice>.<what>`, at most 80 characters.
    pub purpose: &'static str,
    /// When that begins of which it reminds: it may wait over quiet hours until then, and its receiver may say no to it. None where
    /// they did themselves what needs it.
    pub reminds_of: Option<Instant>,
    /// What it says: the shorter the cheaper; what is longer than 1,600 characters is cut.
    pub text: String,
    /// Language of the text.
    pub locale: Locale,
    /// What goes into a shop's own words for it.
    pub values: Values,
}

impl TextMessage {
    /// To a number as somebody typed it; none where that is no number to write to. The text is written in the cheaper letters.
    pub fn new(
        typed: &str,
        purpose: &'static str,
        reminds_of: Option<Instant>,
        (locale, text): (Locale, &str),
    ) -> Option<Self> {
        Some(Self {
            to: sms::E164::parse(typed, sms::Home::COLOMBIA)?,
            purpose,
            reminds_of,
            text: sms::thrifty(text),
            locale,
            values: vec![],
        })
    }

    /// With what goes into a shop's own words for it.
    #[must_use]
    pub fn with_values(self, values: Values) -> Self {
        Self { values, ..self }
    }
}

/// To the browsers in which a customer follows an appointment or an order: as many messages as there are such browsers.
#[derive(Debug, Clone)]
pub struct PushNote {
    /// What they follow.
    pub about: Uuid,
    /// Why, for the log and the list: `<slice>.<what>`, at most 80 characters.
    pub purpose: &'static str,
    /// When that begins of which it reminds: it may wait over quiet hours until then. None of what does not remind.
    pub reminds_of: Option<Instant>,
    /// From when on it is worth nothing, where that is known: then it is neither sent nor kept for a browser that comes back.
    pub until: Option<Instant>,
    /// One line; what is longer than 255 characters is cut.
    pub title: String,
    /// A sentence or two.
    pub text: String,
    /// Where in the shop's pages it leads. It may let somebody in: once the push is sent, nobody knows it any more.
    pub path: String,
}

/// Something that the shop is told.
#[derive(Debug, Clone)]
pub struct Notice<'a> {
    /// Of what.
    pub topic: Topic,
    /// Why, for the log and the list: `<slice>.<what>`, at most 80 characters.
    pub purpose: &'static str,
    /// One line; what is longer than 255 characters is cut.
    pub title: String,
    /// Sentences, plain; what is longer than 2,000 characters is cut.
    pub text: String,
    /// Of them, what stays when the shop says it in its own words.
    pub facts: String,
    /// Where in the shop's pages it leads: begins with `/admin`.
    pub path: String,
    /// What tells it by mail; none where nobody has an address.
    pub mails: Vec<Mail<'a>>,
    /// Its language, and what goes into the shop's own words for the topic; none where it is always said in ours.
    pub values: Option<(Locale, Values)>,
}

/// What a mail to the shop says, before it is known whether anybody gets it.
#[derive(Debug, Clone)]
pub struct ShopMail {
    /// Why, for the log and the list: `<slice>.<what>`, at most 80 characters.
    pub purpose: &'static str,
    /// The shop's language; subject and content are already in it.
    pub locale: Locale,
    /// Subject, and the title of the notice.
    pub subject: String,
    /// What stands inside the frame; in short, the text of the notice.
    pub content: MailContent,
}

impl<'a> Notice<'a> {
    /// What this mail says, by mail to `to` if there is such an address, and in short over the other channels.
    pub fn of(topic: Topic, path: String, mail: ShopMail, to: Option<&'a Email>) -> Self {
        Self {
            topic,
            purpose: mail.purpose,
            title: mail.subject.clone(),
            text: mail.content.in_short(),
            facts: mail.content.facts(),
            path,
            mails: to.map(|to| mail.to(to)).into_iter().collect(),
            values: None,
        }
    }

    /// In the shop's own words, if it has some for the topic: what goes in, in which language.
    #[must_use]
    pub fn with_values(self, locale: Locale, values: Values) -> Self {
        Self {
            values: Some((locale, values)),
            ..self
        }
    }
}

impl ShopMail {
    fn to(self, to: &Email) -> Mail<'_> {
        Mail {
            to,
            purpose: self.purpose,
            locale: self.locale,
            class: Class::Transactional,
            values: vec![],
            subject: self.subject,
            content: self.content,
        }
    }
}
