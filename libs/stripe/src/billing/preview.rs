//! What a change would cost, before anybody makes it.

use stripe_billing::invoice::{
    CreatePreviewInvoice, CreatePreviewInvoiceSubscriptionDetails,
    CreatePreviewInvoiceSubscriptionDetailsItems, CreatePreviewInvoiceSubscriptionDetailsProrationBehavior,
};
use stripe_client_core::{RequestBuilder, StripeRequest as _};

use super::invoice::{InvoiceLine, RawSums};
use super::subscriptions::{PlanChange, Proration};
use crate::client::Stripe;
use crate::error::StripeError;
use crate::id::SubscriptionId;
use crate::text::currency;

/// The invoice that a change would make. Amounts are minor units of its currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// ISO 4217.
    pub currency: String,
    /// All lines.
    pub subtotal: i64,
    /// The taxes, in the total or on top.
    pub tax: i64,
    /// What it comes to: less than nothing when more goes back than is due.
    pub total: i64,
    /// What is charged at once.
    pub amount_due: i64,
    /// Its lines.
    pub lines: Vec<InvoiceLine>,
    /// What the customer has left from before.
    pub credit_before: i64,
}

impl Preview {
    fn read(json: &[u8]) -> Result<Self, StripeError> {
        let sums: RawSums = super::words::read(json)?;
        Ok(Self {
            currency: currency(&sums.currency)?.to_string(),
            subtotal: sums.subtotal,
            tax: sums.tax(),
            total: sums.total,
            amount_due: sums.amount_due,
            // What they owe counts from the other side: a credit is less than nothing.
            credit_before: sums.starting_balance.unwrap_or(0).min(0).saturating_neg(),
            lines: sums.lines()?,
        })
    }
}

impl PlanChange {
    fn preview(&self, id: &SubscriptionId) -> RequestBuilder {
        let mut item = CreatePreviewInvoiceSubscriptionDetailsItems::new();
        item.id = Some(self.item.to_string());
        item.price = Some(self.price.to_string());
        let mut details = CreatePreviewInvoiceSubscriptionDetails::new();
        details.items = Some(vec![item]);
        details.proration_date = Some(self.at.as_second());
        details.proration_behavior = Some(match self.proration {
            Proration::InvoiceNow => CreatePreviewInvoiceSubscriptionDetailsProrationBehavior::AlwaysInvoice,
            Proration::None => CreatePreviewInvoiceSubscriptionDetailsProrationBehavior::None,
        });
        CreatePreviewInvoice::new()
            .subscription(id.as_str())
            .subscription_details(details)
            .build()
    }
}

impl Stripe {
    /// What [`Self::change_plan`] would charge for the same change. Changes nothing.
    pub async fn preview_change(
        &self,
        id: &SubscriptionId,
        change: &PlanChange,
    ) -> Result<Preview, StripeError> {
        Preview::read(&self.wire.get(change.preview(id)).await?)
    }
}
