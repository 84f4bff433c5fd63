//! Where mails go: an SMTP server when one is set, else the development mailbox.

use anyhow::Context as _;
use boot::Settings;
use boot::settings::MailTls;
use kernel::Email;
use mail::{SmtpSettings, TlsMode, Transport};
use notifications::Mailer;

/// The mailer of these settings.
pub fn of(settings: &Settings) -> anyhow::Result<Mailer> {
    let mail = &settings.mail;
    let address = mail
        .from
        .rsplit_once('<')
        .map_or(mail.from.as_str(), |(_, a)| a.trim_end_matches('>'));
    let from = Email::parse(address).context("mail.from holds no e-mail address")?;
    let Some(host) = &mail.host else {
        return Ok(Mailer {
            transport: Transport::Mailbox,
            from,
        });
    };
    let transport = Transport::smtp(&SmtpSettings {
        host: host.clone(),
        port: Some(mail.port),
        tls: match mail.tls {
            MailTls::None => TlsMode::None,
            MailTls::StartTls => TlsMode::StartTls,
            MailTls::Implicit => TlsMode::Tls,
        },
        username: mail.user.clone(),
        password: mail.password.clone(),
        timeout_seconds: mail.timeout.as_secs(),
    })?;
    Ok(Mailer { transport, from })
}
