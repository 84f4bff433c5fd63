//! What is to be paid.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use kernel::Currency;
use stripe_client_core::{RequestBuilder, StripeRequest as _};
use stripe_core::payment_intent::{CreatePaymentIntent, CreatePaymentIntentOffSession};
use stripe_core::{PaymentIntentAllowedPaymentMethodTypes, PaymentIntentSetupFutureUsage};
use url::Url;

use crate::error::StripeError;
use crate::id::{CardId, CustomerId};
use crate::text::is_the_same;

/// What a payment says of our name for the attempt.
pub(crate) const ATTEMPT: &str = "attempt";
/// What stands whole in the answer about one payment.
pub(crate) const WHOLE: &str = "latest_charge.balance_transaction";

/// A payment by card.
#[derive(Clone, PartialEq, Eq)]
pub struct PaymentOrder {
    /// Minor units of the currency.
    pub amount: i64,
    /// Of what.
    pub currency: Currency,
    /// Our name for this attempt: what it is found by.
    pub attempt: String,
    /// For ourselves.
    pub metadata: BTreeMap<String, String>,
    /// What it is for.
    pub description: String,
    /// By which card.
    pub means: Means,
}

/// By which card, and who is there.
#[derive(Clone, PartialEq, Eq)]
pub enum Means {
    /// One that the payer types in the browser.
    NewCard {
        /// Who it is at Stripe, if we know.
        customer: Option<CustomerId>,
    },
    /// The same, and it is kept for later payments, also without its owner.
    CardToKeep {
        /// For whom.
        customer: CustomerId,
    },
    /// A kept one, whose owner is here: paid at once, unless the bank asks.
    KeptCard {
        /// Whose.
        customer: CustomerId,
        /// Which.
        card: CardId,
        /// Where the browser goes after the bank has asked. That it comes proves nothing.
        return_url: Url,
    },
    /// A kept one, and nobody is here: paid or declined at once.
    KeptCardAlone {
        /// Whose.
        customer: CustomerId,
        /// Which.
        card: CardId,
    },
}

/// Says what a person buys.
impl fmt::Debug for PaymentOrder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PaymentOrder({} …)", self.attempt)
    }
}

/// Names a person.
impl fmt::Debug for Means {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NewCard { .. } => "NewCard(…)",
            Self::CardToKeep { .. } => "CardToKeep(…)",
            Self::KeptCard { .. } => "KeptCard(…)",
            Self::KeptCardAlone { .. } => "KeptCardAlone(…)",
        })
    }
}

impl PaymentOrder {
    /// The call that begins it. Fails for a currency whose smallest unit is another one at Stripe.
    pub(crate) fn call(&self) -> Result<RequestBuilder, StripeError> {
        if !is_the_same(self.currency) {
            return Err(StripeError::here(
                "amounts of this currency mean something else at Stripe",
            ));
        }
        let mut metadata: HashMap<String, String> = self.metadata.clone().into_iter().collect();
        metadata.insert(ATTEMPT.to_owned(), self.attempt.clone());
        let call = CreatePaymentIntent::new(self.amount, stripe_currency(self.currency))
            .allowed_payment_method_types([PaymentIntentAllowedPaymentMethodTypes::Card])
            .description(self.description.clone())
            .metadata(metadata)
            .expand([WHOLE.to_owned()]);
        Ok(self.means.of(call).build())
    }
}

impl Means {
    /// The call with what this way of paying adds.
    fn of(&self, call: CreatePaymentIntent) -> CreatePaymentIntent {
        match self {
            Self::NewCard { customer: None } => call,
            Self::NewCard {
                customer: Some(customer),
            } => call.customer(customer.as_str()),
            Self::CardToKeep { customer } => call
                .customer(customer.as_str())
                .setup_future_usage(PaymentIntentSetupFutureUsage::OffSession),
            Self::KeptCard {
                customer,
                card,
                return_url,
            } => kept(call, customer, card).return_url(return_url.as_str()),
            Self::KeptCardAlone { customer, card } => {
                kept(call, customer, card).off_session(CreatePaymentIntentOffSession::Bool(true))
            }
        }
    }
}

fn kept(call: CreatePaymentIntent, customer: &CustomerId, card: &CardId) -> CreatePaymentIntent {
    call.customer(customer.as_str())
        .payment_method(card.as_str())
        .confirm(true)
}

/// Never an error: what is unknown to it is passed on as it is.
pub(crate) fn stripe_currency(currency: Currency) -> stripe_types::Currency {
    let code = currency.as_str().to_ascii_lowercase();
    let Ok(known) = code.parse::<stripe_types::Currency>();
    known
}

#[cfg(test)]
mod tests {
    use kernel::Currency;
    use url::form_urlencoded;

    use super::{Means, PaymentOrder};
    use crate::id::{CardId, CustomerId};

    fn order(means: Means) -> PaymentOrder {
        PaymentOrder {
            amount: 5_890_000,
            currency: Currency::COP,
            attempt: "0199".into(),
            metadata: [("order".to_owned(), "1001".to_owned())].into(),
            description: "Pedido 1001".into(),
            means,
        }
    }

    fn said(means: Means) -> Vec<String> {
        let call = order(means).call().unwrap();
        assert_eq!((call.path.as_str(), call.query), ("/payment_intents", None));
        let body = call.body.unwrap();
        let pairs = form_urlencoded::parse(body.as_bytes());
        let mut pairs: Vec<String> = pairs.map(|(name, value)| format!("{name}={value}")).collect();
        pairs.sort_unstable();
        pairs
    }

    fn with(more: &[&str]) -> Vec<String> {
        let mut all = vec![
            "allowed_payment_method_types[0]=card",
            "amount=5890000",
            "currency=cop",
            "description=Pedido 1001",
            "expand[0]=latest_charge.balance_transaction",
            "metadata[attempt]=0199",
            "metadata[order]=1001",
        ];
        all.extend(more);
        all.sort_unstable();
        all.into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn every_way_of_paying_has_its_own_fields() {
        let customer = CustomerId::parse("cus_1").unwrap();
        let card = CardId::parse("pm_1").unwrap();
        let whose = "customer=cus_1";
        assert_eq!(said(Means::NewCard { customer: None }), with(&[]));
        let known = Means::NewCard {
            customer: Some(customer.clone()),
        };
        assert_eq!(said(known), with(&[whose]));
        let to_keep = Means::CardToKeep {
            customer: customer.clone(),
        };
        assert_eq!(said(to_keep), with(&[whose, "setup_future_usage=off_session"]));
        let kept = Means::KeptCard {
            customer: customer.clone(),
            card: card.clone(),
            return_url: "https://demo.example.com/pago".parse().unwrap(),
        };
        let both = [whose, "payment_method=pm_1", "confirm=true"];
        assert_eq!(
            said(kept),
            with(&[&both[..], &["return_url=https://demo.example.com/pago"]].concat())
        );
        assert_eq!(
            said(Means::KeptCardAlone { customer, card }),
            with(&[&both[..], &["off_session=true"]].concat())
        );
    }

    #[test]
    fn a_currency_that_stripe_counts_otherwise_is_not_sent() {
        let mut order = order(Means::NewCard { customer: None });
        order.currency = Currency::parse("KRW").unwrap();
        assert!(order.call().is_err());
        assert_eq!(
            format!("{order:?} {:?}", order.means),
            "PaymentOrder(0199 …) NewCard(…)"
        );
    }
}
