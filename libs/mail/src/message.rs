//! A message, and its form on the wire (MIME with a plain and an HTML part).

use std::time::SystemTime;

use kernel::{Email, Instant};
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};

use crate::calendar::CalendarPart;
use crate::error::SendError;

const LIST_UNSUBSCRIBE: HeaderName = HeaderName::new_from_ascii_str("List-Unsubscribe");
const LIST_UNSUBSCRIBE_POST: HeaderName = HeaderName::new_from_ascii_str("List-Unsubscribe-Post");

/// Who sends or receives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// Shown beside the address.
    pub name: Option<String>,
    /// The address.
    pub email: Email,
}

impl Address {
    /// An address without a name.
    pub fn bare(email: Email) -> Self {
        Self { name: None, email }
    }

    /// An address with the name of who has it.
    pub fn named(name: impl Into<String>, email: Email) -> Self {
        Self {
            name: Some(name.into()),
            email,
        }
    }

    fn mailbox(&self) -> Result<Mailbox, SendError> {
        Ok(Mailbox::new(
            self.name.as_deref().map(one_line),
            self.email.as_str().parse()?,
        ))
    }
}

/// A mail to one receiver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Unique and the same at each try, so that a mail sent twice is recognised: the local part of its Message-ID.
    pub id: String,
    /// When it was written.
    pub date: Instant,
    /// Whose name is on it; the address must be one that the server lets us use.
    pub from: Address,
    /// Who gets it.
    pub to: Address,
    /// Where answers go, if not to `from`.
    pub reply_to: Option<Address>,
    /// Subject, one line.
    pub subject: String,
    /// Plain text, for who wants no HTML.
    pub text: String,
    /// The same as HTML.
    pub html: String,
    /// What the receiver's calendar takes from it.
    pub calendar: Option<CalendarPart>,
    /// Absolute URL that, when posted to, stops mails of this kind (RFC 8058): the mail program shows a button for it.
    pub unsubscribe: Option<String>,
}

impl Message {
    /// As lettre wants it; fails when an address is not one.
    pub(crate) fn to_mime(&self) -> Result<lettre::Message, SendError> {
        let domain = self.from.email.as_str().rsplit('@').next().unwrap_or("localhost");
        let mut mime = lettre::Message::builder()
            .message_id(Some(format!("<{}@{domain}>", one_line(&self.id))))
            .date(SystemTime::from(self.date.0))
            .from(self.from.mailbox()?)
            .to(self.to.mailbox()?)
            .subject(one_line(&self.subject));
        if let Some(reply_to) = &self.reply_to {
            mime = mime.reply_to(reply_to.mailbox()?);
        }
        if let Some(url) = &self.unsubscribe {
            mime = mime
                .raw_header(HeaderValue::new(LIST_UNSUBSCRIBE, format!("<{}>", one_line(url))))
                .raw_header(HeaderValue::new(
                    LIST_UNSUBSCRIBE_POST,
                    "List-Unsubscribe=One-Click".into(),
                ));
        }
        let words = MultiPart::alternative_plain_html(self.text.clone(), self.html.clone());
        Ok(mime.multipart(match &self.calendar {
            Some(calendar) => with_calendar(words, calendar)?,
            None => words,
        })?)
    }
}

/// As one more way to say the same, which Outlook and Google look for, and as a file, which Apple's and all others open.
fn with_calendar(words: MultiPart, calendar: &CalendarPart) -> Result<MultiPart, SendError> {
    let kind = format!(
        "text/calendar; charset=utf-8; method={}",
        calendar.method.as_str()
    );
    let inline = SinglePart::builder()
        .header(content_type(&kind)?)
        .body(calendar.body.clone());
    let file =
        Attachment::new("invite.ics".into()).body(calendar.body.clone(), content_type("application/ics")?);
    Ok(MultiPart::mixed()
        .multipart(words.singlepart(inline))
        .singlepart(file))
}

fn content_type(text: &str) -> Result<ContentType, SendError> {
    ContentType::parse(text).map_err(|e| SendError::Permanent(e.to_string()))
}

/// Headers are lines: what could begin another one becomes a space.
fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use kernel::{Email, Instant};

    use super::{Address, Message};
    use crate::calendar::{CalendarPart, Method};

    fn message() -> Message {
        Message {
            id: "0192".into(),
            date: Instant("2026-11-22T10:00:00Z".parse().unwrap()),
            from: Address::named("Café Ñandú", Email::parse("shop@example.com").unwrap()),
            to: Address::bare(Email::parse("ana@example.com").unwrap()),
            reply_to: None,
            subject: "Pedido".into(),
            text: "Gracias".into(),
            html: "<p>Gracias</p>".into(),
            calendar: None,
            unsubscribe: None,
        }
    }

    fn wire(message: &Message) -> String {
        String::from_utf8(message.to_mime().unwrap().formatted()).unwrap()
    }

    #[test]
    fn both_parts_and_a_lasting_id_are_on_the_wire() {
        let wire = wire(&message());
        for part in [
            "Message-ID: <0192@example.com>",
            "Date: Sun, 22 Nov 2026 10:00:00",
            "text/plain",
            "text/html",
        ] {
            assert!(wire.contains(part), "{part} not in:\n{wire}");
        }
    }

    #[test]
    fn an_invitation_is_a_way_to_say_it_and_a_file() {
        let wire = wire(&Message {
            calendar: Some(CalendarPart {
                method: Method::Request,
                body: "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n".into(),
            }),
            ..message()
        });
        let at = |part: &str| {
            wire.find(part)
                .unwrap_or_else(|| panic!("{part} not in:\n{wire}"))
        };
        let in_order = [
            "multipart/mixed",
            "multipart/alternative",
            "text/plain",
            "text/html",
            "text/calendar; charset=utf-8; method=REQUEST",
            "filename=\"invite.ics\"",
        ];
        assert!(in_order.map(at).is_sorted(), "{wire}");
        assert!(wire.contains("application/ics"), "{wire}");
        assert_eq!(wire.matches("BEGIN:VCALENDAR").count(), 2, "{wire}");
    }

    #[test]
    fn a_button_of_the_mail_program_stops_them() {
        let wire = wire(&Message {
            unsubscribe: Some(format!(
                "https://cafe.example/avisos/{}/reminder\r\nBcc: eve@example.com",
                "a".repeat(200)
            )),
            ..message()
        });
        let unfolded = wire.replace("\r\n ", " ");
        let url = format!("<https://cafe.example/avisos/{}/reminder", "a".repeat(200));
        assert!(unfolded.contains(&url), "{wire}");
        assert!(
            wire.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"),
            "{wire}"
        );
        assert!(!wire.contains("\r\nBcc:"), "{wire}");
    }

    #[test]
    fn nobody_smuggles_a_header_in() {
        let subject = "Hola\r\nBcc: eve@example.com".into();
        let from = Address::named(
            "Shop\r\nBcc: eve@example.com",
            Email::parse("shop@example.com").unwrap(),
        );
        let wire = wire(&Message {
            from,
            subject,
            ..message()
        });
        assert!(
            !wire
                .lines()
                .any(|line| line.to_ascii_lowercase().starts_with("bcc:")),
            "{wire}"
        );
    }
}
