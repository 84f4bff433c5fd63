//! One try of a payment with a card, and what it did to the account's balance.

use jiff::Timestamp;
use serde::Deserialize;

use crate::card::{CardFace, RawFace};
use crate::error::StripeError;
use crate::id::{Either, Named, PaymentIntentId};
use crate::text::{currency, moment, moment_or_none};

/// A try, whether it came to something or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Charge {
    /// Stripe's name for it.
    pub id: String,
    /// Of which payment.
    pub payment: Option<PaymentIntentId>,
    /// Whether it is money.
    pub paid: bool,
    /// Minor units of the currency.
    pub amount: i64,
    /// How much of it went back, or is on its way.
    pub refunded: i64,
    /// Whether its owner has disputed it.
    pub disputed: bool,
    /// ISO 4217.
    pub currency: String,
    /// What may be shown of the card.
    pub card: Option<CardFace>,
    /// Since when it is.
    pub created_at: Timestamp,
    /// What it did to the balance. None while Stripe does not say it yet: ask again later.
    pub settled: Option<Settled>,
}

/// A movement of the account's balance. Its currency is the balance's, which may be another one than the payment's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// Stripe's name for it.
    pub id: String,
    /// What came, before the fee; negative for what went.
    pub amount: i64,
    /// What Stripe took.
    pub fee: i64,
    /// What is left: amount less fee.
    pub net: i64,
    /// ISO 4217.
    pub currency: String,
    /// From when on it can be used.
    pub available_at: Option<Timestamp>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct RawCharge {
    id: String,
    payment_intent: Option<Either<Named>>,
    paid: Option<bool>,
    amount: i64,
    amount_refunded: Option<i64>,
    disputed: Option<bool>,
    currency: String,
    payment_method_details: Option<RawDetails>,
    created: i64,
    balance_transaction: Option<Either<RawSettled>>,
}

#[derive(Debug, Deserialize)]
struct RawDetails {
    card: Option<RawFace>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct RawSettled {
    id: String,
    amount: i64,
    fee: i64,
    net: i64,
    currency: String,
    available_on: Option<i64>,
}

impl Charge {
    pub(crate) fn of(raw: RawCharge) -> Result<Self, StripeError> {
        let payment = raw.payment_intent.map(Either::name);
        let card = raw.payment_method_details.and_then(|details| details.card);
        let settled = raw.balance_transaction.and_then(Either::whole);
        Ok(Self {
            id: raw.id,
            payment: payment.and_then(|id| PaymentIntentId::parse(&id)),
            paid: raw.paid.unwrap_or(false),
            amount: raw.amount,
            refunded: raw.amount_refunded.unwrap_or(0),
            disputed: raw.disputed.unwrap_or(false),
            currency: currency(&raw.currency)?.to_string(),
            card: card.and_then(CardFace::of),
            created_at: moment(raw.created)?,
            settled: settled.map(Settled::of).transpose()?,
        })
    }
}

impl Settled {
    pub(crate) fn of(raw: RawSettled) -> Result<Self, StripeError> {
        Ok(Self {
            id: raw.id,
            amount: raw.amount,
            fee: raw.fee,
            net: raw.net,
            currency: currency(&raw.currency)?.to_string(),
            available_at: moment_or_none(raw.available_on)?,
        })
    }
}
