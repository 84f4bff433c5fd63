//! What a provider is asked to do. Kept as it was asked, since the same key wants the same words.

use std::fmt;
use std::net::IpAddr;

use kernel::PersonId;
use kernel::id::Uuid;
use serde::{Deserialize, Serialize};

use crate::model::Payer;
use crate::model::payer::DocumentType;

/// Money to collect.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CollectOrder {
    /// The attempt: key of idempotency, and the name by which we find it again.
    pub attempt: Uuid,
    /// Minor units.
    pub amount: i64,
    /// ISO 4217.
    pub currency: String,
    /// What the payer reads in their bank.
    pub description: String,
    /// Where the browser comes back to. It proves nothing.
    pub return_url: String,
    /// Where the provider tells of changes.
    pub hook_url: Option<String>,
    /// The payer's address on the network.
    pub ip: IpAddr,
    /// By which way.
    pub means: Means,
}

/// The way.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Means {
    /// From a bank account.
    Pse {
        /// The bank's code.
        bank: String,
        /// Who pays.
        payer: Box<Payer>,
    },
    /// By a card.
    Card(Box<CardMeans>),
}

/// A card, by what stands for it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CardMeans {
    /// Where the provider writes to.
    pub email: String,
    /// Which.
    pub source: CardSource,
    /// Who keeps it for the next time, having agreed to that.
    pub keeper: Option<Keeper>,
}

/// Where the card comes from.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CardSource {
    /// The provider's fields read it, and gave this for it.
    Token(CardToken),
    /// The provider's fields read it afterwards.
    Later,
    /// The provider keeps it.
    Kept {
        /// The provider's name for its owner.
        customer: String,
        /// The provider's name for it.
        card: String,
    },
}

/// What a provider's fields gave for a card: good once.
#[derive(Clone, Serialize, Deserialize)]
pub struct CardToken {
    /// Stands for the card.
    pub token: String,
    /// Brand, in the provider's word.
    pub method: String,
    /// Its bank, in the provider's word.
    pub issuer: Option<String>,
    /// In so many parts.
    pub installments: u8,
    /// What identifies its owner: kind and number.
    pub document: Option<(DocumentType, String)>,
}

/// Holds what stands for a card, and a person's number.
impl fmt::Debug for CardToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CardToken({} …)", self.method)
    }
}

/// A customer who keeps a card.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Keeper {
    /// Whom we know as.
    pub person: PersonId,
    /// The provider's name for them, if it has one already.
    pub customer: Option<String>,
}

/// Money to give back.
#[derive(Debug, Clone)]
pub struct GiveBack {
    /// The refund: key of idempotency.
    pub refund: Uuid,
    /// The payment, at the provider.
    pub outside_id: String,
    /// Minor units. Always said, so that the provider refuses what is more than is left there.
    pub amount: i64,
}
