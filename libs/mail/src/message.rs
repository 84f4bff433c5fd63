//! A message, and its form on the wire (MIME with a plain and an HTML part).

use std::time::SystemTime;

use kernel::{Email, Instant};
use lettre::message::{Mailbox, MultiPart};

use crate::error::SendError;

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
        Ok(mime.multipart(MultiPart::alternative_plain_html(
            self.text.clone(),
            self.html.clone(),
        ))?)
    }
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
