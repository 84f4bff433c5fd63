//! What is to be paid.

use std::collections::BTreeMap;
use std::fmt;
use std::net::IpAddr;

use serde::Serialize;
use url::Url;

use crate::payer::{Document, PsePayer};

/// A payment from a bank account.
#[derive(Clone, PartialEq, Eq)]
pub struct PsePayment {
    /// Centavos; whole pesos, within [`crate::PseTerms`].
    pub amount: i64,
    /// What the payer reads at the bank.
    pub description: String,
    /// Our name for this attempt: what it is found by.
    pub external_reference: String,
    /// For ourselves.
    pub metadata: BTreeMap<String, String>,
    /// The bank's code, as [`crate::Bank`] has it.
    pub bank: String,
    /// Who pays.
    pub payer: PsePayer,
    /// The address that the payer's browser has on the internet.
    pub ip: IpAddr,
    /// Where the browser goes after the bank. That it comes proves nothing.
    pub callback_url: Url,
    /// Where Mercado Pago tells what becomes of it, in place of the account's own setting.
    pub notification_url: Option<Url>,
}

/// A payment by a card that the browser has turned into a token.
#[derive(Clone, PartialEq, Eq)]
pub struct CardPayment {
    /// Centavos; whole pesos.
    pub amount: i64,
    /// What it is for.
    pub description: String,
    /// Our name for this attempt: what it is found by.
    pub external_reference: String,
    /// For ourselves.
    pub metadata: BTreeMap<String, String>,
    /// Stands for the card, once.
    pub token: String,
    /// In so many parts: 1 for all at once.
    pub installments: u8,
    /// Brand: `visa`, `master`, `amex` …
    pub method: String,
    /// Bank of the card, if the browser learnt it.
    pub issuer: Option<String>,
    /// E-mail of who pays.
    pub email: String,
    /// Document of who pays.
    pub document: Option<Document>,
    /// What the card's statement says: 13 letters are sure to be shown.
    pub statement: Option<String>,
    /// Whether the card's bank may, or must, ask its owner.
    pub three_d_secure: Option<ThreeDSecure>,
    /// The address that the payer's browser has on the internet.
    pub ip: IpAddr,
    /// Where Mercado Pago tells what becomes of it, in place of the account's own setting.
    pub notification_url: Option<Url>,
}

/// Whether the card's bank asks its owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ThreeDSecure {
    /// Where the risk seems to want it.
    Optional,
    /// Always.
    Mandatory,
}

/// Holds a person's data.
impl fmt::Debug for PsePayment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PsePayment({} …)", self.external_reference)
    }
}

/// Holds a person's data, and what stands for a card.
impl fmt::Debug for CardPayment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CardPayment({} …)", self.external_reference)
    }
}
