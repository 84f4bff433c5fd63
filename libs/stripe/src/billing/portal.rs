//! Stripe's own page where somebody changes the card, looks at invoices, or leaves.

use serde::Deserialize;
use stripe_billing::BillingPortalSessionLocale;
use stripe_billing::billing_portal_session::{
    CreateBillingPortalSession, CreateBillingPortalSessionFlowData,
    CreateBillingPortalSessionFlowDataSubscriptionCancel, CreateBillingPortalSessionFlowDataType,
};
use stripe_client_core::StripeRequest as _;
use url::Url;

use super::words::read;
use crate::client::Stripe;
use crate::error::StripeError;
use crate::id::{CustomerId, SubscriptionId};
use crate::text::door;

/// Where in it somebody comes in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PortalPage {
    /// At its beginning.
    Home,
    /// Where the card is changed.
    Card,
    /// Where a subscription is ended.
    Cancel(SubscriptionId),
}

#[derive(Deserialize)]
struct Raw {
    url: String,
}

impl PortalPage {
    fn flow(&self) -> Option<CreateBillingPortalSessionFlowData> {
        use CreateBillingPortalSessionFlowDataType as Kind;
        match self {
            Self::Home => None,
            Self::Card => Some(CreateBillingPortalSessionFlowData::new(Kind::PaymentMethodUpdate)),
            Self::Cancel(id) => {
                let mut flow = CreateBillingPortalSessionFlowData::new(Kind::SubscriptionCancel);
                let cancel = CreateBillingPortalSessionFlowDataSubscriptionCancel::new(id.as_str());
                flow.subscription_cancel = Some(cancel);
                Some(flow)
            }
        }
    }
}

impl Stripe {
    /// A door to it for one customer, open for a few minutes. Whoever has the address may do everything there: it is made when
    /// somebody asks for it, never stored, never logged. `back` is where its way out leads. `key` as for [`Self::pay`].
    pub async fn portal(
        &self,
        key: &str,
        customer: &CustomerId,
        page: &PortalPage,
        back: &Url,
    ) -> Result<Url, StripeError> {
        let call = CreateBillingPortalSession::new()
            .customer(customer.as_str())
            .locale(BillingPortalSessionLocale::Es)
            .return_url(back.as_str());
        let call = match page.flow() {
            Some(flow) => call.flow_data(flow),
            None => call,
        };
        let raw: Raw = read(&self.wire.change(key, call.build()).await?)?;
        door(&raw.url).ok_or(StripeError::Unreadable)
    }
}
