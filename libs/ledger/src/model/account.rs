//! Where money is, or what it came or went for.

use std::borrow::Cow;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What sort of account. Adding one: here, in the table's `CHECK`, and its two texts.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, sqlx::Type, ToSchema,
)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum AccountKind {
    /// Notes and coins.
    Cash,
    /// What is in the bank.
    Bank,
    /// Paid by customers, and still with a provider or on its way; its owner is the provider or the way to pay.
    Clearing,
    /// What was sold, less what was given back.
    Sales,
    /// What a provider, its owner, kept for its service.
    Fees,
    /// Held back while a bank looks into a customer's complaint.
    Disputes,
    /// Lost by such complaints.
    DisputeLosses,
    /// Money received that nobody owes: it came late or twice, and belongs to whoever paid it.
    CustomerCredit,
    /// Paid in advance for what is still to be done.
    Deposits,
    /// What was too much or too little when the till was counted.
    CashOverShort,
}

/// Which entries make an account grow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// What the shop has, and what it spends.
    Debit,
    /// What the shop earns, and what it owes.
    Credit,
}

impl AccountKind {
    /// All of them, in the order in which people read them.
    pub const ALL: [Self; 10] = [
        Self::Cash,
        Self::Bank,
        Self::Clearing,
        Self::Disputes,
        Self::CustomerCredit,
        Self::Deposits,
        Self::Sales,
        Self::Fees,
        Self::DisputeLosses,
        Self::CashOverShort,
    ];

    /// As stored and as in the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Cash => "cash",
            Self::Bank => "bank",
            Self::Clearing => "clearing",
            Self::Sales => "sales",
            Self::Fees => "fees",
            Self::Disputes => "disputes",
            Self::DisputeLosses => "dispute_losses",
            Self::CustomerCredit => "customer_credit",
            Self::Deposits => "deposits",
            Self::CashOverShort => "cash_over_short",
        }
    }

    /// Which entries make it grow.
    pub const fn side(self) -> Side {
        match self {
            Self::Sales | Self::CustomerCredit | Self::Deposits => Side::Credit,
            Self::Cash
            | Self::Bank
            | Self::Clearing
            | Self::Fees
            | Self::Disputes
            | Self::DisputeLosses
            | Self::CashOverShort => Side::Debit,
        }
    }

    /// Whether there is one for each provider or way to pay.
    pub const fn has_owners(self) -> bool {
        matches!(self, Self::Clearing | Self::Fees)
    }
}

impl FromStr for AccountKind {
    type Err = NoAccount;

    fn from_str(text: &str) -> Result<Self, NoAccount> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == text)
            .ok_or(NoAccount)
    }
}

/// An account, by what it is. Its row is made when something is first written into it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Account {
    /// What sort.
    pub kind: AccountKind,
    /// Whose: a provider or way to pay, in small letters, digits and `_.-`, at most 60; empty where there is only one.
    pub owner: Cow<'static, str>,
}

impl Account {
    /// The only one of its kind.
    pub const fn of(kind: AccountKind) -> Self {
        Self {
            kind,
            owner: Cow::Borrowed(""),
        }
    }

    /// The one of this owner.
    pub fn with(kind: AccountKind, owner: impl Into<Cow<'static, str>>) -> Self {
        Self {
            kind,
            owner: owner.into(),
        }
    }

    /// Whether the table takes the owner.
    pub fn is_well_named(&self) -> bool {
        let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_.-".contains(&b);
        self.owner.len() <= 60 && self.owner.bytes().all(fits)
    }
}

/// The text names no account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoAccount;

impl std::fmt::Display for NoAccount {
    /// A stable field code, so that a decoder's refusal carries it to the edge.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("unknown")
    }
}

/// `bank`, `clearing:stripe`.
impl std::fmt::Display for Account {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.kind.as_str())?;
        if self.owner.is_empty() {
            Ok(())
        } else {
            write!(f, ":{}", self.owner)
        }
    }
}

impl FromStr for Account {
    type Err = NoAccount;

    fn from_str(text: &str) -> Result<Self, NoAccount> {
        let (kind, owner) = text.split_once(':').unwrap_or((text, ""));
        let account = Self::with(kind.parse()?, owner.to_owned());
        let may_have_owner = account.kind.has_owners() || owner.is_empty();
        if may_have_owner && account.is_well_named() {
            Ok(account)
        } else {
            Err(NoAccount)
        }
    }
}

impl<'de> Deserialize<'de> for Account {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(d)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl utoipa::PartialSchema for Account {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        let kinds: Vec<&str> = AccountKind::ALL.iter().map(|kind| kind.as_str()).collect();
        let owners = "(clearing|fees)(:[a-z0-9_.-]{1,60})?";
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .pattern(Some(format!("^({owners}|{})$", kinds.join("|"))))
            .examples(["bank", "clearing:stripe"])
            .into()
    }
}
impl ToSchema for Account {
    fn name() -> std::borrow::Cow<'static, str> {
        "LedgerAccount".into()
    }
}

#[cfg(test)]
mod tests {
    use super::{Account, AccountKind};

    #[test]
    fn accounts_are_written_and_read() {
        for kind in AccountKind::ALL {
            assert_eq!(kind.as_str().parse(), Ok(Account::of(kind)));
        }
        let stripe = Account::with(AccountKind::Clearing, "stripe");
        assert_eq!(stripe.to_string(), "clearing:stripe");
        assert_eq!("clearing:stripe".parse(), Ok(stripe));
        for bad in ["", "Bank", "bank:one", "clearing:Ñ", "clearing:a b", "gold"] {
            assert!(bad.parse::<Account>().is_err(), "{bad}");
        }
    }
}
