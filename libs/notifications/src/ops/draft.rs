//! From what is told to rows: one for each receiver and channel.

use std::borrow::Cow;

use kernel::{Instant, PersonId, Result};
use mail::CalendarPart;

use super::ways::{Way, Ways};
use crate::frame;
use crate::model::contact::Sort;
use crate::model::template::MessageWords;
use crate::model::wording::Wording;
use crate::model::{
    Channel, DeviceId, Mail, Notice, Post, PushNote, Status, TextMessage, TimelyPost, Topic, subject_line,
};

/// Longest text of a notice, in characters.
const LONGEST: usize = 2_000;
/// Longest text to a phone, in characters: what Twilio takes.
const LONGEST_TEXT: usize = 1_600;

/// A row to be.
#[derive(Debug)]
pub(crate) struct Draft<'a> {
    pub channel: Channel,
    pub to: String,
    pub purpose: &'static str,
    /// What its receiver may say no to.
    pub sort: Option<Sort>,
    pub topic: Option<Topic>,
    pub person: Option<PersonId>,
    pub device: Option<DeviceId>,
    pub path: Option<&'a str>,
    pub subject: String,
    pub text: String,
    pub html: String,
    /// Where they say it.
    pub choices: Option<&'a str>,
    pub calendar: Option<&'a CalendarPart>,
    /// When that begins of which it reminds.
    pub begins_at: Option<Instant>,
    /// Held until then.
    pub not_before: Option<Instant>,
    pub send_by: Option<Instant>,
}

impl<'a> Draft<'a> {
    /// How it begins: what stands in somebody's list is there at once.
    pub fn status(&self) -> Status {
        match self.channel {
            Channel::InApp => Status::Sent,
            _ => Status::Queued,
        }
    }

    /// What it is to its receiver, as the database has it.
    pub fn class(&self) -> &'static str {
        self.sort.map_or("transactional", Sort::as_str)
    }

    /// All that tell this.
    pub fn all_of(wording: &Wording, ways: &Ways, post: &'a Post<'a>) -> Result<Vec<Self>> {
        match post {
            Post::Mail(mail, calendar) => {
                let own = wording.own_words(mail.purpose, mail.locale, &mail.values);
                let mail = Self::of_mail(wording, mail, own.as_ref())?;
                Ok(vec![Self {
                    calendar: calendar.as_ref(),
                    ..mail
                }])
            }
            Post::Text(text) => Ok(vec![Self::of_text(wording, text)]),
            Post::Notice(notice) => Self::of_notice(wording, ways, notice),
            Post::Push(note) => Ok(ways
                .followers_of(note.about)
                .iter()
                .map(|way| Self::of_push(way, note))
                .collect()),
        }
    }

    /// The same, each until then.
    pub fn all_until(wording: &Wording, ways: &Ways, timely: &'a TimelyPost<'a>) -> Result<Vec<Self>> {
        let mut drafts = Self::all_of(wording, ways, &timely.post)?;
        for draft in &mut drafts {
            draft.send_by = Some(timely.send_by);
        }
        Ok(drafts)
    }

    fn of_mail(wording: &Wording, mail: &'a Mail<'a>, own: Option<&MessageWords>) -> Result<Self> {
        let own_subject = own.and_then(|own| own.subject.as_ref());
        let subject = subject_line(own_subject.unwrap_or(&mail.subject));
        let content = own.map_or(Cow::Borrowed(&mail.content), |own| {
            Cow::Owned(own.replace(&mail.content))
        });
        let choices = mail.class.choices();
        let bodies = frame::render(&wording.shop, mail.locale, &subject, &content, choices)?;
        Ok(Self {
            html: bodies.html,
            sort: mail.class.sort(),
            choices,
            ..Self::bare(
                Channel::Email,
                mail.to.to_string(),
                mail.purpose,
                subject,
                bodies.text,
            )
        })
    }

    /// A text message has no subject; the log shows who sent it.
    fn of_text(wording: &Wording, text: &TextMessage) -> Self {
        let to = text.to.to_string();
        let subject = subject_line(&wording.shop.name);
        let own = wording.own_words(text.purpose, text.locale, &text.values);
        let says = own.map_or_else(|| text.text.clone(), |own| sms::thrifty(&own.body));
        let says = says.chars().take(LONGEST_TEXT).collect();
        Self {
            sort: text.reminds_of.map(|_| Sort::Reminder),
            begins_at: text.reminds_of,
            ..Self::bare(Channel::Sms, to, text.purpose, subject, says)
        }
    }

    fn of_push(way: &Way, note: &'a PushNote) -> Self {
        let text = note.text.chars().take(LONGEST).collect();
        Self {
            path: Some(&note.path),
            sort: note.reminds_of.map(|_| Sort::Reminder),
            begins_at: note.reminds_of,
            send_by: note.until,
            ..Self::along(way, note.purpose, subject_line(&note.title), text)
        }
    }

    fn of_notice(wording: &Wording, ways: &Ways, notice: &'a Notice<'a>) -> Result<Vec<Self>> {
        let topic = notice.topic;
        let by_mail = ways.wants(topic, Channel::Email);
        let own = notice
            .values
            .as_ref()
            .and_then(|(locale, values)| wording.own_words(topic.as_str(), *locale, values));
        let mails = notice.mails.iter().filter(|_| by_mail).map(|mail| {
            Ok(Self {
                topic: Some(topic),
                path: Some(&notice.path),
                ..Self::of_mail(wording, mail, own.as_ref())?
            })
        });
        let mut drafts = mails.collect::<Result<Vec<_>>>()?;
        let (title, text) = in_short(notice, own.as_ref());
        drafts.extend(
            ways.of_topic(topic)
                .map(|way| Self::over(way, notice, (&title, &text))),
        );
        Ok(drafts)
    }

    fn over(way: &Way, notice: &'a Notice<'a>, (title, text): (&str, &str)) -> Self {
        let text = text.chars().take(LONGEST).collect();
        Self {
            topic: Some(notice.topic),
            path: Some(&notice.path),
            ..Self::along(way, notice.purpose, subject_line(title), text)
        }
    }

    /// To whom a way leads.
    pub fn along(way: &Way, purpose: &'static str, title: String, text: String) -> Self {
        Self {
            person: way.person,
            device: way.device,
            ..Self::bare(way.channel, way.name.clone(), purpose, title, text)
        }
    }

    fn bare(channel: Channel, to: String, purpose: &'static str, subject: String, text: String) -> Self {
        Self {
            channel,
            to,
            purpose,
            sort: None,
            topic: None,
            person: None,
            device: None,
            path: None,
            subject,
            text,
            html: String::new(),
            choices: None,
            calendar: None,
            begins_at: None,
            not_before: None,
            send_by: None,
        }
    }
}

/// Title and text over channels that have no frame: in the shop's own words, with the facts below.
fn in_short(notice: &Notice<'_>, own: Option<&MessageWords>) -> (String, String) {
    let Some(own) = own else {
        return (notice.title.clone(), notice.text.clone());
    };
    let lines = [own.body.as_str(), notice.facts.as_str()];
    let lines: Vec<&str> = lines.into_iter().filter(|part| !part.is_empty()).collect();
    (
        own.subject.clone().unwrap_or_else(|| notice.title.clone()),
        lines.join("\n"),
    )
}
