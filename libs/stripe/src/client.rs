//! The calls (<https://docs.stripe.com/api>). None is repeated here: whoever keeps the key and a clock asks
//! [`StripeError::again_after`].

use std::collections::HashMap;
use std::fmt;
use std::time::Duration;

use jiff::Timestamp;
use outbound::Outbound;
use secrecy::SecretString;
use serde::Deserialize;
use stripe_client_core::{RequestBuilder, StripeMethod, StripeRequest as _};
use stripe_core::balance_transaction::ListBalanceTransaction;
use stripe_core::customer::{CreateCustomer, ListPaymentMethodsCustomer, ListPaymentMethodsCustomerType};
use stripe_core::dispute::{ListDispute, RetrieveDispute};
use stripe_core::event::ListEvent;
use stripe_core::payment_intent::{
    CancelPaymentIntent, ListPaymentIntent, RetrievePaymentIntent, SearchPaymentIntent,
};
use stripe_core::refund::{CreateRefund, ListRefund};
use stripe_types::{RangeBoundsTs, RangeQueryTs};
use url::{ParseError, Url};

use crate::account::Account;
use crate::card::Card;
use crate::dispute::Dispute;
use crate::error::StripeError;
use crate::id::{CardId, CustomerId, DisputeId, PaymentIntentId, is_name};
use crate::intent::PaymentIntent;
use crate::order::{ATTEMPT, PaymentOrder, WHOLE};
use crate::page::{EventPage, MovementPage, Page};
use crate::refund::{OURS, Refund};
use crate::wire::Wire;

/// Where it is.
const API: &str = "https://api.stripe.com";
/// Things of a page: as many as there may be.
const PAGE: i64 = 100;
/// What stands whole in a list of movements.
const SOURCE: &str = "data.source";
/// What a customer says of our name for whoever it is.
const CUSTOMER: &str = "customer";

/// Stripe, as one account of it. Cheap to clone.
#[derive(Clone)]
pub struct Stripe {
    pub(crate) wire: Wire,
}

impl fmt::Debug for Stripe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Stripe(…)")
    }
}

impl Stripe {
    /// Calls nobody yet.
    pub fn new(outbound: Outbound, secret_key: SecretString) -> Result<Self, ParseError> {
        Self::at(outbound, secret_key, &Url::parse(API)?)
    }

    /// The same at another address: what stands in for Stripe. Fails when nothing can stand below that address.
    pub fn at(outbound: Outbound, secret_key: SecretString, base: &Url) -> Result<Self, ParseError> {
        Ok(Self {
            wire: Wire::new(outbound, secret_key, base)?,
        })
    }

    /// The same, waiting so long for each answer; 30 seconds otherwise.
    pub fn patience(mut self, patience: Duration) -> Self {
        self.wire = self.wire.patience(patience);
        self
    }

    /// Whether the secret key opens real money, as it says itself.
    pub fn live(&self) -> bool {
        self.wire.is_live()
    }

    /// Whose secret key it is.
    pub async fn account(&self) -> Result<Account, StripeError> {
        let call = RequestBuilder::new(StripeMethod::Get, "/account");
        Account::read(&self.wire.get(call).await?, self.live())
    }

    /// Begins a payment, and pays it when a kept card is named. `key`: 1 to 255 visible characters, the same for each try of
    /// one attempt and no other. Stripe remembers it for a day; whoever comes later looks first ([`Self::find`]).
    pub async fn pay(&self, key: &str, order: &PaymentOrder) -> Result<PaymentIntent, StripeError> {
        PaymentIntent::begun(self.wire.answer(key, order.call()?).await?)
    }

    /// A payment as it is.
    pub async fn payment(&self, id: &PaymentIntentId) -> Result<PaymentIntent, StripeError> {
        let call = RetrievePaymentIntent::new(id.as_str()).expand([WHOLE.to_owned()]);
        PaymentIntent::read(&self.wire.get(call.build()).await?)
    }

    /// Payments that an attempt has begun, newest first. Stripe's index follows by about a minute: that it knows nothing of a
    /// younger one proves nothing.
    pub async fn find(&self, attempt: &str) -> Result<Vec<PaymentIntent>, StripeError> {
        let call = SearchPaymentIntent::new(query(ATTEMPT, attempt))
            .limit(PAGE)
            .expand([format!("data.{WHOLE}")]);
        let page = Page::read(&self.wire.get(call.build()).await?)?;
        if !page.skipped.is_empty() {
            return Err(StripeError::Unreadable);
        }
        let mut payments = page.payments;
        payments.retain(|payment| payment.attempt.as_deref() == Some(attempt));
        Ok(payments)
    }

    /// A page of the payments that were made from one moment until before another, for reconciliation, newest first. Stripe
    /// lists none by when they changed.
    pub async fn list(
        &self,
        from: Timestamp,
        until: Timestamp,
        after: Option<&PaymentIntentId>,
    ) -> Result<Page, StripeError> {
        let call = ListPaymentIntent::new()
            .created(span(from, until))
            .limit(PAGE)
            .expand([format!("data.{WHOLE}")]);
        let call = match after {
            Some(last) => call.starting_after(last.as_str()),
            None => call,
        };
        Page::read(&self.wire.get(call.build()).await?)
    }

    /// Takes back a payment that nobody has paid yet.
    pub async fn cancel(&self, key: &str, id: &PaymentIntentId) -> Result<PaymentIntent, StripeError> {
        let call = CancelPaymentIntent::new(id.as_str()).expand([WHOLE.to_owned()]);
        PaymentIntent::read(&self.wire.change(key, call.build()).await?)
    }

    /// Gives money back: this much in minor units, or all that is left. `key` as for [`Self::pay`]; the refund says it, too.
    pub async fn refund(
        &self,
        key: &str,
        id: &PaymentIntentId,
        amount: Option<i64>,
    ) -> Result<Refund, StripeError> {
        let call = CreateRefund::new()
            .payment_intent(id.as_str())
            .metadata(HashMap::from([(OURS.to_owned(), key.to_owned())]));
        let call = match amount {
            Some(amount) => call.amount(amount),
            None => call,
        };
        Refund::read(&self.wire.change(key, call.build()).await?)
    }

    /// Everything that went back of a payment, newest first: the last hundred.
    pub async fn refunds(&self, id: &PaymentIntentId) -> Result<Vec<Refund>, StripeError> {
        let call = ListRefund::new().payment_intent(id.as_str()).limit(PAGE);
        Refund::read_all(&self.wire.get(call.build()).await?)
    }

    /// A dispute, by the name that a notification told.
    pub async fn dispute(&self, id: &DisputeId) -> Result<Dispute, StripeError> {
        Dispute::read(&self.wire.get(RetrieveDispute::new(id.as_str()).build()).await?)
    }

    /// Every dispute of a payment, newest first: the last hundred.
    pub async fn disputes(&self, id: &PaymentIntentId) -> Result<Vec<Dispute>, StripeError> {
        let call = ListDispute::new().payment_intent(id.as_str()).limit(PAGE);
        Dispute::read_all(&self.wire.get(call.build()).await?)
    }

    /// A page of what moved the balance from one moment until before another, newest first, with what did it.
    pub async fn movements(
        &self,
        from: Timestamp,
        until: Timestamp,
        after: Option<&str>,
    ) -> Result<MovementPage, StripeError> {
        let call = ListBalanceTransaction::new()
            .created(span(from, until))
            .limit(PAGE)
            .expand([SOURCE.to_owned()]);
        let call = match after {
            Some(last) if !is_name(last) => return Err(StripeError::NotFound),
            Some(last) => call.starting_after(last),
            None => call,
        };
        MovementPage::read(&self.wire.get(call.build()).await?)
    }

    /// Makes somebody known who pays, by our own name and an e-mail address. `key` as for [`Self::pay`].
    pub async fn customer(&self, key: &str, ours: &str, email: &str) -> Result<CustomerId, StripeError> {
        let call = CreateCustomer::new()
            .email(email)
            .metadata(HashMap::from([(CUSTOMER.to_owned(), ours.to_owned())]));
        let json = self.wire.change(key, call.build()).await?;
        let made: Made = serde_json::from_slice(&json).map_err(|_| StripeError::Unreadable)?;
        Ok(made.id)
    }

    /// Cards that are kept for somebody: a hundred at most.
    pub async fn cards(&self, customer: &CustomerId) -> Result<Vec<Card>, StripeError> {
        let call = ListPaymentMethodsCustomer::new(customer.as_str())
            .type_(ListPaymentMethodsCustomerType::Card)
            .limit(PAGE);
        Card::read_all(&self.wire.get(call.build()).await?)
    }

    /// A card is kept no longer, and never pays again. `key` as for [`Self::pay`].
    pub async fn forget_card(&self, key: &str, id: &CardId) -> Result<(), StripeError> {
        let path = format!("/payment_methods/{id}/detach");
        let call = RequestBuilder::new(StripeMethod::Post, path);
        self.wire.change(key, call).await.map(drop)
    }

    /// A page of what was told from one moment until before another, newest first: for whoever was away for longer than
    /// Stripe repeats itself. It keeps thirty days.
    pub async fn events(
        &self,
        from: Timestamp,
        until: Timestamp,
        after: Option<&str>,
    ) -> Result<EventPage, StripeError> {
        let call = ListEvent::new().created(span(from, until)).limit(PAGE);
        let call = match after {
            Some(last) if !is_name(last) => return Err(StripeError::NotFound),
            Some(last) => call.starting_after(last),
            None => call,
        };
        EventPage::read(&self.wire.get(call.build()).await?)
    }
}

#[derive(Deserialize)]
struct Made {
    id: CustomerId,
}

/// Whole seconds, as Stripe counts: spans that follow each other have each payment once.
fn span(from: Timestamp, until: Timestamp) -> RangeQueryTs {
    RangeQueryTs::Bounds(RangeBoundsTs {
        gte: Some(from.as_second()),
        lt: Some(until.as_second()),
        ..RangeBoundsTs::default()
    })
}

/// In the language of Stripe's search: those whose metadata say so.
pub(crate) fn query(name: &str, text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('\'', "\\'");
    format!("metadata['{name}']:'{text}'")
}

#[cfg(test)]
mod tests {
    use outbound::{Outbound, Reach};

    use super::{Stripe, query};

    #[test]
    fn nobody_gets_out_of_a_search() {
        assert_eq!(query("attempt", "0199"), "metadata['attempt']:'0199'");
        assert_eq!(
            query("attempt", "a' OR 'b\\"),
            "metadata['attempt']:'a\\' OR \\'b\\\\'"
        );
    }

    #[test]
    fn nothing_secret_is_printed() {
        let outbound = Outbound::new(Reach::Internet, "tests").unwrap();
        let account = Stripe::new(outbound, "sk_live_secret".into()).unwrap();
        assert_eq!(format!("{account:?}"), "Stripe(…)");
        assert!(account.live());
    }
}
