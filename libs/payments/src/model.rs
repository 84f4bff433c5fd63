//! What is owed, the ways to pay, and the states of an attempt. No database here.

use kernel::{Currency, Instant, Locale, id::Uuid};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

kernel::define_id!(
    /// One try to collect what is owed.
    AttemptId
);

/// A way to pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum MethodCode {
    /// Cash to whoever hands the goods over.
    CashOnDelivery,
    /// The payer transfers to the shop's account, and the shop looks.
    BankTransfer,
}

impl MethodCode {
    /// All of them, in the order that a new shop shows them.
    pub const ALL: [Self; 2] = [Self::CashOnDelivery, Self::BankTransfer];

    /// The name as stored and as in the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CashOnDelivery => "cash_on_delivery",
            Self::BankTransfer => "bank_transfer",
        }
    }

    /// Key of its name for people.
    pub fn name_key(self) -> String {
        format!("payments-method-{}", self.as_str())
    }
}

/// What sort of thing is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum PayableKind {
    /// An order of the shop.
    Order,
}

/// Something owed.
#[derive(Debug, Clone)]
pub struct Payable {
    /// What sort of thing.
    pub kind: PayableKind,
    /// Which one.
    pub id: Uuid,
    /// Minor units.
    pub amount: i64,
    /// Of what.
    pub currency: Currency,
    /// How payer and shop name it: the order's number.
    pub reference: String,
}

/// Where an attempt stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum AttemptStatus {
    /// Written; nobody outside knows of it yet.
    Created,
    /// The payer must do something.
    RequiresAction,
    /// Under way; nobody can hurry it.
    Pending,
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
    /// All of it was given back.
    Refunded,
}

impl AttemptStatus {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Created,
        Self::RequiresAction,
        Self::Pending,
        Self::Approved,
        Self::Rejected,
        Self::Cancelled,
        Self::Expired,
        Self::PartiallyRefunded,
        Self::Refunded,
    ];

    /// Whether money may still come.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Created | Self::RequiresAction | Self::Pending)
    }

    /// Whether money came, whatever became of it later.
    pub const fn is_paid(self) -> bool {
        matches!(self, Self::Approved | Self::PartiallyRefunded | Self::Refunded)
    }

    /// Whether the next state is ahead of this one. The trigger `payment_attempt_step` says the same.
    pub const fn may_become(self, next: Self) -> bool {
        match self {
            Self::Created | Self::RequiresAction | Self::Pending => {
                next.rank() > self.rank() && !matches!(next, Self::PartiallyRefunded | Self::Refunded)
            }
            Self::Approved => matches!(next, Self::PartiallyRefunded | Self::Refunded),
            Self::PartiallyRefunded => matches!(next, Self::Refunded),
            Self::Rejected | Self::Cancelled | Self::Expired | Self::Refunded => false,
        }
    }

    const fn rank(self) -> u8 {
        match self {
            Self::Created => 0,
            Self::RequiresAction => 1,
            Self::Pending => 2,
            Self::Approved | Self::Rejected | Self::Cancelled | Self::Expired => 3,
            Self::PartiallyRefunded => 4,
            Self::Refunded => 5,
        }
    }
}

/// One try to collect what is owed.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Attempt {
    /// Its id, which is also its idempotency key towards others.
    pub attempt_id: AttemptId,
    /// What sort of thing is paid.
    pub payable_kind: PayableKind,
    /// Which one.
    pub payable_id: Uuid,
    /// How.
    pub method: MethodCode,
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
    /// Since when.
    pub created_at: Instant,
    /// When it ended, one way or the other.
    pub settled_at: Option<Instant>,
}

/// A way to pay as the shop set it up.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct MethodSetting {
    /// Which.
    pub code: MethodCode,
    /// Whether customers may choose it.
    pub enabled: bool,
    /// What the payer reads.
    pub instructions: Option<String>,
    /// The same in English; without it, everybody reads the first.
    pub instructions_en: Option<String>,
    /// Grows with each change.
    pub version: i64,
}

impl MethodSetting {
    /// What the payer reads, in their language if the shop wrote it.
    pub fn instructions_in(&self, locale: Locale) -> Option<&str> {
        match locale {
            Locale::Es => self.instructions.as_deref(),
            Locale::En => self.instructions_en.as_deref().or(self.instructions.as_deref()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{AttemptStatus, MethodSetting};
    use crate::MethodCode;
    use kernel::Locale;

    #[test]
    fn an_attempt_only_goes_forward() {
        use AttemptStatus as S;
        for from in S::ALL {
            for to in S::ALL.into_iter().filter(|to| from.may_become(*to)) {
                assert!(!to.may_become(from), "{from:?} and {to:?} lead to each other");
                assert!(from.is_open() || from.is_paid(), "{from:?} is an end");
            }
        }
        assert!(S::RequiresAction.may_become(S::Approved));
        assert!(!S::Approved.may_become(S::Pending));
        assert!(!S::Expired.may_become(S::Approved));
        assert!(!S::Pending.may_become(S::Refunded));
    }

    #[test]
    fn english_readers_get_the_spanish_text_rather_than_none() {
        let mut setting = MethodSetting {
            code: MethodCode::BankTransfer,
            enabled: true,
            instructions: Some("Ahorros 123".into()),
            instructions_en: None,
            version: 1,
        };
        assert_eq!(setting.instructions_in(Locale::En), Some("Ahorros 123"));
        setting.instructions_en = Some("Savings 123".into());
        assert_eq!(setting.instructions_in(Locale::En), Some("Savings 123"));
        assert_eq!(setting.instructions_in(Locale::Es), Some("Ahorros 123"));
    }
}
