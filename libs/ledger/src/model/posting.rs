//! What is written into the ledger at once.

use kernel::id::Uuid;
use kernel::{Currency, Error, Instant, Result};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Account;

/// Why money moved. Adding one: here, in the table's `CHECK`, and its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum TxnKind {
    /// A customer paid.
    PaymentReceived,
    /// A customer got money back.
    PaymentRefunded,
    /// A provider kept something for its service.
    ProviderFee,
    /// A provider handed over what it had collected.
    Settlement,
    /// A customer complained at the bank, which holds the money back.
    DisputeOpened,
    /// The shop was right: the money comes back.
    DisputeWon,
    /// The customer was right: the money is gone.
    DisputeLost,
    /// Somebody of the shop corrected something.
    Adjustment,
    /// Takes another transaction back; made by [`reverse`](crate::reverse) alone.
    Reversal,
}

impl TxnKind {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::PaymentReceived,
        Self::PaymentRefunded,
        Self::ProviderFee,
        Self::Settlement,
        Self::DisputeOpened,
        Self::DisputeWon,
        Self::DisputeLost,
        Self::Adjustment,
        Self::Reversal,
    ];

    /// As stored and as in the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PaymentReceived => "payment_received",
            Self::PaymentRefunded => "payment_refunded",
            Self::ProviderFee => "provider_fee",
            Self::Settlement => "settlement",
            Self::DisputeOpened => "dispute_opened",
            Self::DisputeWon => "dispute_won",
            Self::DisputeLost => "dispute_lost",
            Self::Adjustment => "adjustment",
            Self::Reversal => "reversal",
        }
    }
}

/// A line: so much more or less in an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Where.
    pub account: Account,
    /// Minor units: debits are more than nothing, credits less.
    pub amount: i64,
}

impl Entry {
    /// So much is added to what the shop has or spends. An amount that is not more than nothing makes an entry that
    /// [`post`](crate::post) refuses.
    pub fn debit(account: Account, amount: i64) -> Self {
        Self {
            account,
            amount: amount.max(0),
        }
    }

    /// So much is added to what the shop earns or owes, or taken from what it has. Amounts as in [`Self::debit`].
    pub fn credit(account: Account, amount: i64) -> Self {
        Self {
            account,
            amount: -amount.max(0),
        }
    }
}

/// What is written at once: entries that sum to nothing.
#[derive(Debug, Clone)]
pub struct Posting {
    /// Why.
    pub kind: TxnKind,
    /// The kind of thing it came from, in small letters and `_`, at most 40: `order`, `payment_attempt`.
    pub source_type: &'static str,
    /// Which one.
    pub source_id: Uuid,
    /// The same is written once: 1 to 200 characters, by convention `<what>:<id>`.
    pub key: String,
    /// When the money moved, which may be before it is written.
    pub occurred_at: Instant,
    /// Of all entries.
    pub currency: Currency,
    /// In words, for people; at most 300 characters.
    pub memo: Option<String>,
    /// 2 to 100.
    pub entries: Vec<Entry>,
}

/// Largest amount of an entry, in minor units; the table's `CHECK` says the same.
const MOST: i64 = 1_000_000_000_000_000_000;

impl Posting {
    /// A fault when it is none: what is wrong is the program, not who uses it. The database would refuse it too.
    pub(crate) fn check(&self) -> Result<()> {
        let fault = |what: &str| {
            Err(Error::fault(format!(
                "the posting {} ({}) {what}",
                self.key,
                self.kind.as_str()
            )))
        };
        if self.kind == TxnKind::Reversal {
            return fault("says that it is a reversal: use ledger::reverse");
        }
        if !(2..=100).contains(&self.entries.len()) {
            return fault("has not 2 to 100 entries");
        }
        if self
            .entries
            .iter()
            .any(|e| e.amount == 0 || !(-MOST..=MOST).contains(&e.amount))
        {
            return fault("has an entry of nothing or out of range");
        }
        if self.entries.iter().map(|e| i128::from(e.amount)).sum::<i128>() != 0 {
            return fault("does not balance");
        }
        if !self.entries.iter().all(|e| e.account.is_well_named()) {
            return fault("names an owner that the table does not take");
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Entry, Posting, TxnKind};
    use crate::model::{Account, AccountKind};
    use kernel::{Currency, Instant, id::Uuid};

    fn posting(entries: Vec<Entry>) -> Posting {
        Posting {
            kind: TxnKind::PaymentReceived,
            source_type: "order",
            source_id: Uuid::nil(),
            key: "payment:1".into(),
            occurred_at: Instant("2026-11-27T12:00:00Z".parse().unwrap()),
            currency: Currency::COP,
            memo: None,
            entries,
        }
    }

    #[test]
    fn only_what_balances_is_a_posting() {
        let bank = || Account::of(AccountKind::Bank);
        let sales = || Account::of(AccountKind::Sales);
        let is_fine = |entries| posting(entries).check().is_ok();
        assert!(is_fine(vec![Entry::debit(bank(), 5), Entry::credit(sales(), 5)]));
        assert!(!is_fine(vec![Entry::debit(bank(), 5), Entry::credit(sales(), 4)]));
        assert!(!is_fine(vec![]));
        assert!(!is_fine(vec![Entry::debit(bank(), 5)]));
        // A credit of less than nothing is no debit.
        assert!(!is_fine(vec![
            Entry::debit(bank(), 5),
            Entry::credit(sales(), -5)
        ]));
        assert!(!is_fine(vec![Entry::debit(bank(), 0), Entry::credit(sales(), 0)]));
        // Sums that do not fit into 64 bits do not go round.
        assert!(!is_fine(vec![Entry::debit(bank(), i64::MAX); 3]));
        let shouting = Account::with(AccountKind::Clearing, "Stripe");
        assert!(!is_fine(vec![
            Entry::debit(shouting, 5),
            Entry::credit(sales(), 5)
        ]));
    }

    #[test]
    fn a_reversal_is_not_posted() {
        let bank = Account::of(AccountKind::Bank);
        let entries = vec![
            Entry::debit(bank.clone(), 5),
            Entry::credit(Account::of(AccountKind::Cash), 5),
        ];
        let reversal = Posting {
            kind: TxnKind::Reversal,
            ..posting(entries)
        };
        assert!(reversal.check().is_err());
    }
}
