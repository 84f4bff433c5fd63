//! `[mail]`

use std::time::Duration;

use kernel::Email;
use secrecy::SecretString;

use super::reader::Section;

/// How mail leaves. No host (never in production): mail is kept for the development mailbox page and goes nowhere.
#[derive(Debug, Clone)]
pub struct Mail {
    /// SMTP server.
    pub host: Option<String>,
    /// Its port.
    pub port: u16,
    /// Name to sign in with.
    pub user: Option<String>,
    /// Password to sign in with.
    pub password: Option<SecretString>,
    /// How the connection is protected.
    pub tls: MailTls,
    /// Sender of the platform's mail: `Name <name@example.com>`.
    pub from: String,
    /// Longest wait for the server.
    pub timeout: Duration,
    /// What the address ends with to which mails that came back are handed: `/webhooks/bounces/<key>`.
    pub bounce_key: Option<SecretString>,
}

/// How the connection to the mail server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailTls {
    /// Not at all: for a server on the same machine.
    None,
    /// Upgraded, and refused when that fails (port 587).
    StartTls,
    /// From the first byte (port 465).
    Implicit,
}

const TLS: [(&str, MailTls); 3] = [
    ("none", MailTls::None),
    ("starttls", MailTls::StartTls),
    ("implicit", MailTls::Implicit),
];

impl Mail {
    pub(super) fn read(section: &mut Section<'_>) -> Self {
        let sender = "an address, such as \"Name <name@example.com>\"";
        let mail = Self {
            host: section.text("host"),
            port: section.number("port", 1..=u16::MAX),
            user: section.text("user"),
            password: section.credential("password", "the mail account's password"),
            tls: section.choice("tls", &TLS, MailTls::None),
            from: section.required("from", sender, String::new(), from),
            timeout: section.seconds("timeout_seconds", 1..=300),
            bounce_key: section.secret(
                "bounce_key",
                "at least 32 letters and digits, such as from: openssl rand -hex 24",
                key,
            ),
        };
        section.rule(
            &["host"],
            mail.host.is_some() || !section.is_production(),
            "production needs a mail server: without one every letter would be kept and none sent",
            "set SMTP_HOST",
        );
        section.rule(
            &["user", "password"],
            mail.user.is_some() == mail.password.is_some(),
            "a name and a password belong together",
            "set both mail.user and mail.password, or neither",
        );
        section.rule(
            &["tls", "user"],
            mail.tls != MailTls::None || mail.user.is_none(),
            "the password would travel unprotected",
            "write starttls or implicit",
        );
        mail
    }
}

/// Whoever guesses it can stop mails to customers.
fn key(text: &str) -> Result<(), String> {
    if text.len() >= 32 && text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        Ok(())
    } else {
        Err("it is too short, or not of letters and digits".into())
    }
}

fn from(text: &str) -> Option<String> {
    let address = match text.split_once('<') {
        Some((_, rest)) => rest.strip_suffix('>')?,
        None => text,
    };
    let one_line = !text.chars().any(char::is_control);
    Email::parse(address)
        .filter(|_| one_line)
        .map(|_| text.to_owned())
}
