//! Text messages through Twilio. Protocol only; see the README beside this crate.

mod callback;
mod error;
mod number;
mod segments;
mod twilio;

pub use callback::{CallbackError, Delivery, DeliveryReport};
pub use error::{Refusal, SmsError, Trouble};
pub use number::{E164, Home};
pub use segments::{Alphabet, Segments, thrifty};
pub use twilio::{Accepted, Account, Sms, Twilio};
