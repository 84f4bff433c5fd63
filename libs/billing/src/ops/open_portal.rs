//! The page at Stripe on which somebody changes the card, and sees what was paid.

use http::Visitor;
use kernel::id::Uuid;
use kernel::{Error, Result};
use stripe::CustomerId;
use stripe::billing::PortalPage;
use url::Url;

use crate::error::{BillingError, trouble};
use crate::queries::subscription::find;
use crate::till::Till;

/// Its address, which lets in whoever has it, for a short time: it is made when somebody asks, and kept nowhere. Nothing changes
/// by making one, so that its key is its own.
pub async fn open_portal(ctx: &Visitor) -> Result<Url> {
    let till = Till::of(&ctx.app);
    let stripe = till.stripe()?;
    let mut tx = ctx.begin().await?;
    let has = find(&mut tx).await?;
    let key: Uuid = tx.new_id();
    tx.commit().await?;
    let customer = has
        .and_then(|has| has.customer_id)
        .ok_or(BillingError::NoCustomer)?;
    let customer = CustomerId::parse(&customer);
    let customer = customer.ok_or_else(|| Error::fault("a customer without a name of Stripe's"))?;
    let back = ctx.app.link(&ctx.shop.host, "/admin/plan");
    let back: Url = back
        .parse()
        .map_err(|e: url::ParseError| Error::Fault(e.into()))?;
    let page = stripe
        .portal(&key.to_string(), &customer, &PortalPage::Home, &back)
        .await;
    page.map_err(|error| trouble(&error))
}
