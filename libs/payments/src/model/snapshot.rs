//! What a provider says of a payment at one moment, in the words of all of them.

use kernel::Instant;

/// How it stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SnapshotState {
    /// The payer must do something.
    RequiresAction,
    /// Under way.
    Pending,
    /// The money is there, less what [`Snapshot::refunded`] says.
    Approved,
    /// Refused.
    Rejected,
    /// Called off.
    Cancelled,
    /// Not paid in time.
    Expired,
    /// The payer's bank wants it back.
    Disputed,
    /// The bank left it to the shop.
    DisputeWon,
    /// The bank took it back.
    DisputeLost,
    /// The provider says something that we do not know.
    Unread,
}

impl SnapshotState {
    /// Whether money came, whatever became of it later.
    pub const fn is_paid(self) -> bool {
        matches!(
            self,
            Self::Approved | Self::Disputed | Self::DisputeWon | Self::DisputeLost
        )
    }
}

/// A payment as its provider sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// The provider's name for it.
    pub outside_id: String,
    /// How it stands.
    pub state: SnapshotState,
    /// What came or is to come, minor units.
    pub amount: i64,
    /// Of what, as the provider writes it.
    pub currency: String,
    /// What went back so far, minor units.
    pub refunded: i64,
    /// Single refunds, also those that came to nothing.
    pub refunds: Vec<SnapshotRefund>,
    /// What we called it when we asked for it: an attempt's id.
    pub ours: Option<String>,
    /// Whose account it came to.
    pub account: Option<String>,
    /// Real money.
    pub live: bool,
    /// Where the payer goes on.
    pub redirect: Option<String>,
    /// What the provider keeps, minor units.
    pub fee: Option<i64>,
    /// Why it is so, in the provider's word.
    pub detail: String,
    /// When the money came.
    pub approved_at: Option<Instant>,
    /// When something about it changed last there, where the provider says so: of two words the later one counts.
    pub changed_at: Option<Instant>,
    /// Which card it was.
    pub card: Option<SnapshotCard>,
    /// What the payer's bank says where it wants the money back.
    pub dispute: Option<SnapshotDispute>,
}

/// What may be shown of a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SnapshotCard {
    /// `visa`, `master` …
    pub brand: String,
    /// Four digits.
    pub last4: String,
    /// What it takes to pay with it again, where the provider keeps it.
    pub kept: Option<KeptAt>,
}

/// A card that a provider keeps for its owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptAt {
    /// The provider's name for the owner.
    pub customer: String,
    /// The provider's name for the card.
    pub card: String,
    /// Year and month after which it is good no more.
    pub expires: (i16, i16),
}

/// A dispute as its provider sees it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SnapshotDispute {
    /// The provider's word, where it gives one.
    pub reason: Option<String>,
    /// Until when the shop may answer there.
    pub due_at: Option<Instant>,
    /// How much is disputed, minor units; none where the provider does not tell: all that is left.
    pub amount: Option<i64>,
    /// What it did to the shop's balance there, the oldest first; none where the provider does not tell, or counts in another
    /// currency than the payment's.
    pub moved: Option<Vec<DisputeMovement>>,
}

/// Something that a dispute did to the shop's balance at the provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisputeMovement {
    /// The provider's name for it.
    pub outside_id: String,
    /// What came, before the fee; less than nothing for what was taken. Minor units.
    pub amount: i64,
    /// What the provider took for it; less than nothing where it gave that back.
    pub fee: i64,
}

impl Snapshot {
    /// Whether it can still be paid there.
    pub const fn is_open(&self) -> bool {
        matches!(self.state, SnapshotState::RequiresAction | SnapshotState::Pending)
    }
}

/// A refund as its provider sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SnapshotRefund {
    /// The provider's name for it.
    pub outside_id: String,
    /// Minor units.
    pub amount: i64,
    /// Who asked for it.
    pub origin: RefundOrigin,
    /// What became of it.
    pub outcome: RefundOutcome,
}

/// Who asked for a refund.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefundOrigin {
    /// We, under this name: the refund's id.
    Ours(String),
    /// Somebody at the provider itself.
    Theirs,
    /// The provider does not tell.
    Untold,
}

/// What became of a refund.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefundOutcome {
    /// The provider sees to it.
    UnderWay,
    /// It went back.
    Done,
    /// It came to nothing, for this reason in the provider's word; what had gone back came again.
    Failed(String),
}

impl SnapshotRefund {
    /// In which order they are taken over: what came to nothing makes room, and what was begun at the provider itself took its
    /// part before ours.
    pub(crate) const fn turn(&self) -> u8 {
        match (&self.outcome, &self.origin) {
            (RefundOutcome::Failed(_), _) => 0,
            (_, RefundOrigin::Theirs) => 1,
            _ => 2,
        }
    }
}
