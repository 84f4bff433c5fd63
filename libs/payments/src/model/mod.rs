//! What is owed, the ways to pay, and the states of an attempt. No database here.

pub mod attempt;
pub mod card;
mod card_number;
pub mod decline;
pub mod difference;
pub mod event;
pub mod intent;
pub mod kpis;
pub mod method;
pub mod payer;
pub mod provider;
pub mod refund;
pub mod snapshot;

pub use attempt::{Attempt, AttemptId, AttemptStatus};
pub use card::{CardRequest, SavedCard, SavedCardId, card_face};
pub use card_number::holds_card_number;
pub use decline::Decline;
pub use intent::{Intent, IntentId, IntentStatus, Payable, PayableKind};
pub use method::{MethodCode, MethodSetting};
pub use payer::{Payer, PseRequest};
pub use provider::{Access, Account, AccountId, Bank, ProviderCode};
pub use refund::{Refund, RefundId, RefundStatus};
pub use snapshot::{DisputeMovement, KeptAt, Snapshot, SnapshotCard, SnapshotDispute, SnapshotState};
