//! What a payer's browser has of a provider: its own fields for cards, and what it has to go on with.

use http::Admits;
use secrecy::SecretString;

/// A provider's own fields for cards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardDesk {
    /// Address of the script that brings them.
    pub script: String,
    /// What a page that has them needs of other sites.
    pub admits: Admits,
    /// When they read the card.
    pub reads: Reads,
    /// Whether the provider keeps cards for their owners.
    pub keeps: bool,
}

/// When a provider's fields read a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reads {
    /// Before the money is asked for: they give something that stands for the card.
    Before,
    /// After the money was asked for: they finish it themselves.
    After,
}

/// What a payer's browser has to go on with. Asked for as it is needed, and never kept.
#[derive(Debug, Clone)]
pub enum Onward {
    /// Nothing: it stands as it is.
    Nothing,
    /// The card's bank asks its owner, in a frame.
    Question {
        /// Where.
        url: String,
        /// What the page there wants to have, under the name `creq`.
        creq: String,
    },
    /// The provider's fields read the card, with this.
    Fields {
        /// For the payer's browser only.
        secret: SecretString,
    },
}
