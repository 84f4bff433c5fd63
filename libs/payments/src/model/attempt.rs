//! One try to collect what is owed, and the states that it passes.

use kernel::{Currency, Instant, PersonId, id::Uuid};
use serde::Serialize;
use utoipa::ToSchema;

use super::intent::{IntentId, PayableKind};
use super::method::MethodCode;
use super::provider::{AccountId, ProviderCode};

kernel::define_id!(
    /// One try to collect what is owed.
    AttemptId
);

/// Where an attempt stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum AttemptStatus {
    /// Written; nobody outside knows of it yet.
    Created,
    /// A provider is being asked.
    Sending,
    /// The provider did not answer: it may have happened.
    Unknown,
    /// The payer must do something.
    RequiresAction,
    /// Under way; nobody can hurry it.
    Pending,
    /// Another sum or currency came than is owed: somebody has to look.
    Mismatched,
    /// The money is there.
    Approved,
    /// Refused by whoever moves the money.
    Rejected,
    /// Called off.
    Cancelled,
    /// Not paid in time.
    Expired,
    /// Some of it was given back.
    PartiallyRefunded,
    /// The payer's bank wants it back.
    Disputed,
    /// The bank left it to the shop.
    DisputeWon,
    /// The bank took it back.
    DisputeLost,
    /// All of it was given back.
    Refunded,
}

impl AttemptStatus {
    /// All of them.
    pub const ALL: [Self; 15] = [
        Self::Created,
        Self::Sending,
        Self::Unknown,
        Self::RequiresAction,
        Self::Pending,
        Self::Mismatched,
        Self::Approved,
        Self::Rejected,
        Self::Cancelled,
        Self::Expired,
        Self::PartiallyRefunded,
        Self::Disputed,
        Self::DisputeWon,
        Self::DisputeLost,
        Self::Refunded,
    ];

    /// The name as stored and as in the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Sending => "sending",
            Self::Unknown => "unknown",
            Self::RequiresAction => "requires_action",
            Self::Pending => "pending",
            Self::Mismatched => "mismatched",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
            Self::Cancelled => "cancelled",
            Self::Expired => "expired",
            Self::PartiallyRefunded => "partially_refunded",
            Self::Disputed => "disputed",
            Self::DisputeWon => "dispute_won",
            Self::DisputeLost => "dispute_lost",
            Self::Refunded => "refunded",
        }
    }

    /// Key of its name for people.
    pub fn name_key(self) -> String {
        format!("payments-status-{}", self.as_str())
    }

    /// Whether money may still come of its own.
    pub const fn is_open(self) -> bool {
        matches!(
            self,
            Self::Created | Self::Sending | Self::Unknown | Self::RequiresAction | Self::Pending
        )
    }

    /// Whether it was given up without money.
    pub const fn is_given_up(self) -> bool {
        matches!(self, Self::Rejected | Self::Cancelled | Self::Expired)
    }

    /// Whether money came, whatever became of it later.
    pub const fn is_paid(self) -> bool {
        matches!(
            self,
            Self::Approved
                | Self::PartiallyRefunded
                | Self::Refunded
                | Self::Disputed
                | Self::DisputeWon
                | Self::DisputeLost
        )
    }

    /// Whether some of it can go back.
    pub const fn is_refundable(self) -> bool {
        matches!(self, Self::Approved | Self::PartiallyRefunded | Self::DisputeWon)
    }

    /// Whether the next state is ahead of this one. The trigger `payment_attempt_step` says the same.
    pub const fn may_become(self, next: Self) -> bool {
        match self {
            Self::Created | Self::Sending | Self::Unknown | Self::RequiresAction | Self::Pending => {
                next.rank() > self.rank() && next.rank() <= Self::ENDS
            }
            Self::Rejected | Self::Cancelled | Self::Expired => {
                matches!(next, Self::Approved | Self::Mismatched)
            }
            Self::Approved => matches!(next, Self::PartiallyRefunded | Self::Refunded | Self::Disputed),
            Self::PartiallyRefunded => matches!(next, Self::Refunded | Self::Disputed),
            Self::Disputed => matches!(next, Self::DisputeWon | Self::DisputeLost),
            Self::Mismatched | Self::DisputeWon => matches!(next, Self::Refunded),
            Self::DisputeLost | Self::Refunded => false,
        }
    }

    /// Whether a refund that came to nothing after all leads back there. The trigger lets it where less went back than before.
    pub const fn may_return_to(self, earlier: Self) -> bool {
        match self {
            Self::Refunded => matches!(
                earlier,
                Self::Approved | Self::PartiallyRefunded | Self::DisputeWon | Self::Mismatched
            ),
            Self::PartiallyRefunded => matches!(earlier, Self::Approved),
            _ => false,
        }
    }

    /// Rank of the states in which trying ends.
    const ENDS: u8 = 5;

    const fn rank(self) -> u8 {
        match self {
            Self::Created => 0,
            Self::Sending => 1,
            Self::Unknown => 2,
            Self::RequiresAction => 3,
            Self::Pending => 4,
            Self::Approved | Self::Mismatched | Self::Rejected | Self::Cancelled | Self::Expired => {
                Self::ENDS
            }
            Self::PartiallyRefunded => 6,
            Self::Disputed => 7,
            Self::DisputeWon | Self::DisputeLost => 8,
            Self::Refunded => 9,
        }
    }
}

/// One try to collect what is owed.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Attempt {
    /// Its id, which is also its idempotency key towards others.
    pub attempt_id: AttemptId,
    /// What it is to collect.
    pub intent_id: IntentId,
    /// What sort of thing is paid.
    pub payable_kind: PayableKind,
    /// Which one.
    pub payable_id: Uuid,
    /// How.
    pub method: MethodCode,
    /// Who moves the money, if it is a provider.
    pub provider: Option<ProviderCode>,
    /// The shop's account there.
    pub account_id: Option<AccountId>,
    /// The provider's name for it.
    pub outside_id: Option<String>,
    /// Where it stands.
    pub status: AttemptStatus,
    /// Minor units.
    pub amount: i64,
    /// Of what.
    #[sqlx(try_from = "String")]
    pub currency: Currency,
    /// What the payer is to write on the payment.
    pub reference: Option<String>,
    /// What proves that the money came.
    pub receipt: Option<String>,
    /// Where the payer goes on.
    pub redirect_url: Option<String>,
    /// Code of the payer's bank.
    pub bank: Option<String>,
    /// What identified the payer: of which kind, not which one.
    pub document_type: Option<String>,
    /// Brand of the card: `visa`, `master` …
    pub card_brand: Option<String>,
    /// Its last four digits.
    pub card_last4: Option<String>,
    /// Who keeps the card for the next time.
    pub keeps_for: Option<PersonId>,
    /// Why not, in the provider's word.
    pub failure: Option<String>,
    /// Until when it can be paid at the provider.
    pub deadline: Option<Instant>,
    /// What the provider keeps of it, minor units.
    pub fee: Option<i64>,
    /// Of refunds that did not fail, minor units.
    pub refunding: i64,
    /// Of refunds that were done, minor units.
    pub refunded: i64,
    /// Money that nobody owed.
    pub surplus: bool,
    /// What came where it is not what is owed, minor units of `said_currency`.
    pub said_amount: Option<i64>,
    /// Of what that is, as the provider writes it.
    pub said_currency: Option<String>,
    /// When the provider changed it last, by its own word.
    pub said_at: Option<Instant>,
    /// How often the provider was asked what became of it.
    pub looks: i16,
    /// Since when.
    pub created_at: Instant,
    /// When it ended, one way or the other.
    pub settled_at: Option<Instant>,
}

impl Attempt {
    /// What came, minor units: what is owed, unless the provider says otherwise.
    pub fn came(&self) -> i64 {
        self.said_amount.unwrap_or(self.amount)
    }

    /// Of what that is, as the provider writes it.
    pub fn came_in(&self) -> &str {
        self.said_currency
            .as_deref()
            .unwrap_or_else(|| self.currency.as_str())
    }

    /// Whether it is still to be learnt what the provider keeps of it.
    pub fn lacks_fee(&self) -> bool {
        self.status.is_paid() && self.fee.is_none() && self.is_booked()
    }

    /// Whether what came is in the ledger: what is of another currency than is owed stands in the provider's books alone.
    pub fn is_booked(&self) -> bool {
        self.came_in() == self.currency.as_str()
    }

    /// Key of where it stands, for people: what is under way waits for somebody else each way.
    pub fn status_key(&self) -> String {
        match (self.status, self.method) {
            (AttemptStatus::Pending, MethodCode::CashOnDelivery) => "payments-pending-cash".to_owned(),
            (AttemptStatus::Pending, MethodCode::BankTransfer) => "payments-pending-transfer".to_owned(),
            (AttemptStatus::Pending, MethodCode::Card) => "payments-pending-card".to_owned(),
            (status, _) => status.name_key(),
        }
    }
}

/// The columns of [`Attempt`].
macro_rules! attempt_columns {
    () => {
        "attempt_id, intent_id, payable_kind, payable_id, method, provider, account_id, outside_id, status, amount, currency,
         reference, receipt, redirect_url, bank, document_type, card_brand, card_last4, keeps_for, failure, deadline, fee, refunding, refunded, surplus, said_amount,
         said_currency, said_at, looks, created_at, settled_at "
    };
}
pub(crate) use attempt_columns;

#[cfg(test)]
mod tests {
    use super::AttemptStatus;

    #[test]
    fn an_attempt_only_goes_forward() {
        use AttemptStatus as S;
        for from in S::ALL {
            for to in S::ALL.into_iter().filter(|to| from.may_become(*to)) {
                assert!(!to.may_become(from), "{from:?} and {to:?} lead to each other");
            }
        }
        assert!(S::RequiresAction.may_become(S::Approved));
        assert!(!S::Approved.may_become(S::Pending));
        assert!(!S::Pending.may_become(S::Refunded));
        assert!(S::Expired.may_become(S::Approved), "late money is money");
        assert!(!S::Expired.may_become(S::Pending));
    }

    #[test]
    fn only_what_went_back_leads_back() {
        use AttemptStatus as S;
        for from in S::ALL {
            for to in S::ALL.into_iter().filter(|to| from.may_return_to(*to)) {
                assert!(to.may_become(from), "{from:?} never came from {to:?}");
                assert!(to.is_refundable() || to == S::Mismatched, "{to:?}");
            }
        }
    }

    #[test]
    fn each_state_is_open_given_up_or_has_money() {
        for status in AttemptStatus::ALL {
            let kinds = [status.is_open(), status.is_given_up(), status.is_paid()];
            let count = kinds.into_iter().filter(|is| *is).count();
            assert_eq!(
                count,
                usize::from(status != AttemptStatus::Mismatched),
                "{status:?}"
            );
        }
    }
}
