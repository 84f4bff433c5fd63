//! Mercado Pago's Payments API, for Colombia. Protocol only; see the README beside this crate.

mod account;
mod amount;
mod body;
mod chargeback;
mod client;
mod error;
mod hook;
mod id;
mod order;
mod payer;
mod payment;
mod refund;
mod signature;
mod wire;

pub use account::{Account, Bank, PseTerms};
pub use chargeback::Chargeback;
pub use client::{By, MercadoPago, Page};
pub use error::{MOST_TRIES, MpError};
pub use hook::{Hint, Hook, HookError, Kind, Notification, hear};
pub use id::PaymentId;
pub use order::{CardPayment, PsePayment, ThreeDSecure};
pub use payer::{Address, Document, Entity, Limits, Phone, PsePayer};
pub use payment::{CardFace, Challenge, Payment, Status};
pub use refund::{Refund, RefundStatus};
