//! Who moves money over the network, and how the shop is known there.

use kernel::Instant;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::method::MethodCode;

kernel::define_id!(
    /// A shop's account at a provider.
    AccountId
);

/// A provider of payments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "lowercase")]
#[sqlx(type_name = "text", rename_all = "lowercase")]
pub enum ProviderCode {
    /// PSE and cards in Colombia.
    Mercadopago,
    /// Cards.
    Stripe,
}

impl ProviderCode {
    /// The name as stored, in addresses and in the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Mercadopago => "mercadopago",
            Self::Stripe => "stripe",
        }
    }

    /// As people know it.
    pub const fn brand(self) -> &'static str {
        match self {
            Self::Mercadopago => "Mercado Pago",
            Self::Stripe => "Stripe",
        }
    }
}

/// A shop's account at a provider, without its secrets.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Account {
    /// Which.
    pub account_id: AccountId,
    /// At whom.
    pub provider: ProviderCode,
    /// The provider's name for it.
    pub outside_id: String,
    /// As its owner called it there.
    pub name: String,
    /// Real money.
    pub live: bool,
    /// What browsers may know.
    pub public_key: String,
    /// Whether webhooks can be checked.
    pub has_hook_secret: bool,
    /// Since when the provider takes its credentials no more.
    pub refused_at: Option<Instant>,
    /// Since when the shop wants no more of it.
    pub disconnected_at: Option<Instant>,
    /// Whether its credential is still kept: of one that was let go of, until nothing is on its way.
    pub has_secret: bool,
    /// When its banks were read.
    pub banks_at: Option<Instant>,
    /// Least sum that it takes by PSE, minor units.
    pub least: Option<i64>,
    /// Most.
    pub most: Option<i64>,
    /// Grows with each change.
    pub version: i64,
}

impl Account {
    /// Whether the shop wants it.
    pub const fn is_connected(&self) -> bool {
        self.disconnected_at.is_none()
    }

    /// Whether something can begin there.
    pub const fn is_usable(&self) -> bool {
        self.is_connected() && self.refused_at.is_none()
    }

    /// Whether its provider moves money this way.
    pub const fn moves(&self, method: MethodCode) -> bool {
        match method {
            MethodCode::Pse => matches!(self.provider, ProviderCode::Mercadopago),
            MethodCode::Card => true,
            MethodCode::CashOnDelivery | MethodCode::BankTransfer => false,
        }
    }

    /// Whether customers can pay this way over it.
    pub const fn offers(&self, method: MethodCode) -> bool {
        self.is_usable()
            && self.moves(method)
            && (!matches!(method, MethodCode::Pse) || self.banks_at.is_some())
    }
}

/// The columns of [`Account`].
macro_rules! account_columns {
    () => {
        "account_id, provider, outside_id, name, live, public_key, hook_secret_sealed is not null as has_hook_secret, refused_at,
         disconnected_at, secret_sealed is not null as has_secret, banks_at, least, most, version "
    };
}
pub(crate) use account_columns;

/// What asking the provider takes.
#[derive(Debug, Clone)]
pub struct Access {
    /// The account.
    pub account: Account,
    /// Its credential.
    pub secret: SecretString,
}

/// A bank that PSE reaches.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Bank {
    /// As the provider wants it.
    pub code: String,
    /// As people know it.
    pub name: String,
    /// Somebody of the shop switched it off.
    #[sqlx(default)]
    pub off_by_hand: bool,
    /// It failed too often, and rests.
    #[sqlx(default)]
    pub rests: bool,
}

impl Bank {
    /// Whether customers may choose it now.
    pub const fn is_offered(&self) -> bool {
        !self.off_by_hand && !self.rests
    }
}
