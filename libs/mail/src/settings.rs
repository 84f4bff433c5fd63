//! How to reach the mail server.

use secrecy::SecretString;
use serde::Deserialize;

/// How the connection is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TlsMode {
    /// Not at all; only towards this machine itself.
    None,
    /// Begins in the clear and must be upgraded (usually port 587).
    #[default]
    StartTls,
    /// From the first byte (usually port 465).
    Tls,
}

/// A mail server.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmtpSettings {
    /// Host name or address.
    pub host: String,
    /// 587 for `starttls`, 465 for `tls`, when not given.
    #[serde(default)]
    pub port: Option<u16>,
    /// `none`, `starttls` or `tls`.
    #[serde(default)]
    pub tls: TlsMode,
    /// Account name; none for a server that asks for none.
    #[serde(default)]
    pub username: Option<String>,
    /// The account's password.
    #[serde(default)]
    pub password: Option<SecretString>,
    /// Seconds that connecting, and each command, may take.
    #[serde(default = "ten")]
    pub timeout_seconds: u64,
}

fn ten() -> u64 {
    10
}

/// What is wrong with the settings.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    /// Mails and passwords would travel in the clear.
    #[error("tls = \"none\" is only for a mail server on this machine; use \"starttls\" or \"tls\"")]
    ClearText,
    /// One without the other.
    #[error("username and password belong together")]
    HalfCredentials,
    /// No time at all.
    #[error("timeout_seconds must be at least 1")]
    NoTime,
    /// The host cannot be the name on a certificate.
    #[error("host cannot be used with TLS: {0}")]
    Host(String),
}

impl SmtpSettings {
    /// The port given, or the usual one.
    pub fn port(&self) -> u16 {
        self.port.unwrap_or(match self.tls {
            TlsMode::None => 25,
            TlsMode::StartTls => 587,
            TlsMode::Tls => 465,
        })
    }

    pub(crate) fn check(&self) -> Result<(), SettingsError> {
        if self.tls == TlsMode::None && !is_loopback(&self.host) {
            return Err(SettingsError::ClearText);
        }
        if self.username.is_some() != self.password.is_some() {
            return Err(SettingsError::HalfCredentials);
        }
        if self.timeout_seconds == 0 {
            return Err(SettingsError::NoTime);
        }
        Ok(())
    }
}

fn is_loopback(host: &str) -> bool {
    host == "localhost" || host.parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::{SettingsError, SmtpSettings, TlsMode};

    fn settings(host: &str, tls: TlsMode) -> SmtpSettings {
        SmtpSettings {
            host: host.into(),
            port: None,
            tls,
            username: None,
            password: None,
            timeout_seconds: 10,
        }
    }

    #[test]
    fn mail_leaves_the_machine_only_under_tls() {
        assert_eq!(settings("127.0.0.1", TlsMode::None).check(), Ok(()));
        assert_eq!(
            settings("mail.example.com", TlsMode::None).check(),
            Err(SettingsError::ClearText)
        );
        assert_eq!(settings("mail.example.com", TlsMode::Tls).check(), Ok(()));
    }

    #[test]
    fn ports_follow_the_protection() {
        assert_eq!(
            [TlsMode::StartTls, TlsMode::Tls].map(|tls| settings("m", tls).port()),
            [587, 465]
        );
    }
}
