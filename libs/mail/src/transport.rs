//! Ways to send.

use std::time::Duration;

use lettre::transport::smtp::PoolConfig;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor};
use secrecy::ExposeSecret as _;

use crate::error::SendError;
use crate::message::Message;
use crate::settings::{SettingsError, SmtpSettings, TlsMode};

/// Connections kept to the server at most.
const POOL: u32 = 4;

/// Where mails go. Cheap to clone.
#[derive(Debug, Clone)]
pub enum Transport {
    /// To a mail server.
    Smtp(Smtp),
    /// Nowhere: for development. Who keeps the mails shows them.
    Mailbox,
}

/// Connections to one mail server.
#[derive(Clone)]
pub struct Smtp {
    inner: AsyncSmtpTransport<Tokio1Executor>,
    /// For log lines.
    server: String,
}

impl std::fmt::Debug for Smtp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Smtp")
            .field("server", &self.server)
            .finish_non_exhaustive()
    }
}

impl Transport {
    /// To a mail server; connects at the first mail. Refuses settings that do not fit together.
    pub fn smtp(settings: &SmtpSettings) -> Result<Self, SettingsError> {
        Smtp::new(settings).map(Self::Smtp)
    }

    /// Hands the message to the server; it then answers for it. Never call this inside a database transaction.
    pub async fn send(&self, message: &Message) -> Result<(), SendError> {
        match self {
            Self::Smtp(smtp) => smtp.send(message).await,
            Self::Mailbox => Ok(()),
        }
    }

    /// Whether the server answers and accepts our credentials.
    pub async fn check(&self) -> Result<(), SendError> {
        match self {
            Self::Smtp(smtp) => smtp.check().await,
            Self::Mailbox => Ok(()),
        }
    }

    /// Whether mails leave this program.
    pub fn delivers(&self) -> bool {
        matches!(self, Self::Smtp(_))
    }
}

impl Smtp {
    fn new(settings: &SmtpSettings) -> Result<Self, SettingsError> {
        settings.check()?;
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&settings.host)
            .port(settings.port())
            .tls(tls(settings)?)
            .timeout(Some(Duration::from_secs(settings.timeout_seconds)))
            .pool_config(PoolConfig::new().max_size(POOL));
        if let (Some(username), Some(password)) = (&settings.username, &settings.password) {
            builder = builder.credentials(Credentials::new(
                username.clone(),
                password.expose_secret().to_owned(),
            ));
        }
        Ok(Self {
            inner: builder.build(),
            server: format!("{}:{}", settings.host, settings.port()),
        })
    }

    async fn send(&self, message: &Message) -> Result<(), SendError> {
        let response = self.inner.send(message.to_mime()?).await?;
        tracing::debug!(server = self.server, id = message.id, code = %response.code(), "mail handed over");
        Ok(())
    }

    async fn check(&self) -> Result<(), SendError> {
        if self.inner.test_connection().await? {
            return Ok(());
        }
        Err(SendError::Temporary(format!(
            "{} does not answer as a mail server",
            self.server
        )))
    }
}

/// Strict in both modes: a server that offers no TLS gets no mail.
fn tls(settings: &SmtpSettings) -> Result<Tls, SettingsError> {
    let parameters =
        || TlsParameters::new(settings.host.clone()).map_err(|e| SettingsError::Host(e.to_string()));
    Ok(match settings.tls {
        TlsMode::None => Tls::None,
        TlsMode::StartTls => Tls::Required(parameters()?),
        TlsMode::Tls => Tls::Wrapper(parameters()?),
    })
}
