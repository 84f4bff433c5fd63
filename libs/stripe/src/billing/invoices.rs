//! What is done with invoices.

use outbound::StatusCode;
use serde::Deserialize;
use stripe_billing::invoice::{ListInvoice, PayInvoice, RetrieveInvoice};
use stripe_client_core::StripeRequest as _;

use super::invoice::Invoice;
use crate::client::Stripe;
use crate::error::StripeError;
use crate::id::{CustomerId, InvoiceId};
use crate::intent::{Decline, RawDecline};
use crate::page::Read;
use crate::wire::fine;

/// A page of invoices, newest first.
#[derive(Debug, Clone)]
pub struct InvoicePage {
    /// Those that can be read.
    pub invoices: Vec<Invoice>,
    /// Names of those that cannot.
    pub skipped: Vec<String>,
    /// After which one the next page begins. None after the last page.
    pub next: Option<InvoiceId>,
}

/// What came of a try to pay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Paying {
    /// It is paid.
    Paid(Box<Invoice>),
    /// The card was declined, or its bank has to ask: the invoice waits.
    Declined(Decline),
}

#[derive(Deserialize)]
struct Declined {
    error: RawDecline,
}

impl InvoicePage {
    fn read(json: &[u8]) -> Result<Self, StripeError> {
        let read = Read::of(json, Invoice::read)?;
        let next = read.next.as_deref().map(InvoiceId::parse);
        // Without the last one's name nobody knows where the next page begins.
        if next == Some(None) {
            return Err(StripeError::Unreadable);
        }
        Ok(Self {
            invoices: read.all,
            skipped: read.skipped,
            next: next.flatten(),
        })
    }
}

impl Stripe {
    /// An invoice as it is.
    pub async fn invoice(&self, id: &InvoiceId) -> Result<Invoice, StripeError> {
        let call = RetrieveInvoice::new(id.as_str());
        Invoice::read(&self.wire.get(call.build()).await?)
    }

    /// A page of a customer's invoices.
    pub async fn invoices(
        &self,
        customer: &CustomerId,
        after: Option<&InvoiceId>,
    ) -> Result<InvoicePage, StripeError> {
        let call = ListInvoice::new().customer(customer.as_str()).limit(100);
        let call = match after {
            Some(last) => call.starting_after(last.as_str()),
            None => call,
        };
        InvoicePage::read(&self.wire.get(call.build()).await?)
    }

    /// Tries the customer's card now. `key` as for [`Self::pay`]. Refused for what is paid already.
    pub async fn pay_invoice(&self, key: &str, id: &InvoiceId) -> Result<Paying, StripeError> {
        let call = PayInvoice::new(id.as_str());
        let answer = self.wire.answer(key, call.build()).await?;
        if answer.status == StatusCode::PAYMENT_REQUIRED
            && let Ok(declined) = serde_json::from_slice::<Declined>(&answer.body)
        {
            return Ok(Paying::Declined(Decline::of(declined.error)));
        }
        Ok(Paying::Paid(Box::new(Invoice::read(&fine(answer)?)?)))
    }
}
