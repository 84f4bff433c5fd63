//! Sending mail: a message, ways to send it, and which failures are worth another try. No tables, no templates.

mod bounce;
mod calendar;
mod error;
mod message;
mod settings;
mod status;
mod transport;

pub use bounce::{Bounce, BounceError};
pub use calendar::{CalendarPart, Method};
pub use error::SendError;
pub use message::{Address, Message};
pub use settings::{SettingsError, SmtpSettings, TlsMode};
pub use status::Status;
pub use transport::{Smtp, Transport};
