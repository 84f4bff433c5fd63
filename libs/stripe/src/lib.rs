//! Stripe's API: payments by card, and subscriptions. Protocol only; see the README beside this crate.

pub mod billing;

mod account;
mod card;
mod charge;
mod client;
mod dispute;
mod error;
mod event;
mod hook;
mod id;
mod intent;
mod movement;
mod order;
mod page;
mod refund;
mod signature;
mod status;
mod text;
mod wire;

pub use account::Account;
pub use card::{Card, CardFace};
pub use charge::{Charge, Settled};
pub use client::Stripe;
pub use dispute::{Dispute, DisputeStatus};
pub use error::{MOST_TRIES, StripeError};
pub use event::{About, Notification};
pub use hook::{Hook, HookError, hear};
pub use id::{CardId, CustomerId, DisputeId, PaymentIntentId};
pub use intent::{ClientSecret, Decline, PaymentIntent};
pub use movement::{Movement, MovementKind};
pub use order::{Means, PaymentOrder};
pub use page::{EventPage, MovementPage, Page};
pub use refund::{Refund, RefundStatus};
pub use status::IntentStatus;
pub use wire::API_VERSION;
