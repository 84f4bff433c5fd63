//! Calls to addresses of a shop's: Slack's, and signed ones. Protocol only; see the README beside this crate.

mod call;
mod error;
mod secret;
mod slack;

pub use call::{Call, Webhook};
pub use error::HookError;
pub use secret::{Secret, SecretFault};
pub use slack::{Slack, SlackMessage};
