//! Money that goes back.

use kernel::Instant;
use serde::Serialize;
use utoipa::ToSchema;

use super::attempt::AttemptId;

kernel::define_id!(
    /// Money that goes back once; its id is the key of idempotency at the provider.
    RefundId
);

/// How far it has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum RefundStatus {
    /// The provider has not answered yet.
    Sending,
    /// The provider sees to it.
    Pending,
    /// It went back.
    Done,
    /// Nothing went back.
    Failed,
}

impl RefundStatus {
    /// The name as stored and as in the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sending => "sending",
            Self::Pending => "pending",
            Self::Done => "done",
            Self::Failed => "failed",
        }
    }

    /// Whether nothing comes after it.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Done | Self::Failed)
    }
}

/// Money that goes back.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Refund {
    /// Which.
    pub refund_id: RefundId,
    /// Of which payment.
    pub attempt_id: AttemptId,
    /// Minor units.
    pub amount: i64,
    /// How far it has come.
    pub status: RefundStatus,
    /// Why, as the shop said.
    pub reason: Option<String>,
    /// The provider's name for it.
    pub outside_id: Option<String>,
    /// Why not, in the provider's word.
    pub failure: Option<String>,
    /// How often the provider was asked for it.
    pub tries: i16,
    /// Since when.
    pub created_at: Instant,
    /// When it ended, one way or the other.
    pub settled_at: Option<Instant>,
}

/// The columns of [`Refund`].
macro_rules! refund_columns {
    () => {
        "refund_id, attempt_id, amount, status, reason, outside_id, failure, tries, created_at, settled_at "
    };
}
pub(crate) use refund_columns;
