//! One call, or a few, that change something at Stripe: made ready in a transaction, sent outside of any.

use std::collections::BTreeMap;

use db::TenantTx;
use http::{App, Shop};
use kernel::{Email, Error, Instant, Result};
use stripe::billing::{
    CardNeeded, Checkout, CheckoutId, CheckoutOrder, Discount, PlanChange, PriceId, PromotionCodeId,
    Proration, ScheduleId, Subscriber, Subscription as Said, SubscriptionId, SubscriptionItemId, TaxRateId,
};
use stripe::{CustomerId, Stripe, StripeError};

use crate::model::operation::{Operation, OperationKind};
use crate::queries::operations::last_checkout;
use crate::queries::prices::{PlanPrice, price_of};
use crate::queries::subscription::{Subscription, find};

/// Where somebody comes back to who subscribed at Stripe, or who did not.
const BACK: &str = "/admin/plan/return";
const PLAN: &str = "/admin/plan";

/// What came of it.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// The shop is known there.
    Known(CustomerId),
    /// A page on which somebody subscribes.
    Page(Box<Checkout>),
    /// The subscription is another one now, or as soon as it is paid.
    Changed(Box<Said>),
    /// Something begins, or ends, with the next period.
    Planned,
}

/// All that the calls take.
pub(crate) struct Task {
    kind: OperationKind,
    /// Of idempotency: the operation's id, the same each time.
    key: String,
    has: Subscription,
    subscriber: Subscriber,
    price: Option<PlanPrice>,
    counted_at: Option<Instant>,
    order: Option<CheckoutOrder>,
    /// The page before, on which nobody is to subscribe any more.
    page_before: Option<CheckoutId>,
}

impl Task {
    /// Of an operation that stands in the database.
    pub async fn prepare(
        tx: &mut TenantTx,
        (app, shop): (&App, &Shop),
        live: bool,
        operation: &Operation,
    ) -> Result<Self> {
        let has = find(tx).await?.ok_or_else(Error::not_found)?;
        let price = match (operation.plan_version_id, operation.period) {
            (Some(version), Some(period)) => price_of(tx, version, (operation.money(), period), live).await?,
            _ => None,
        };
        let order = match (operation.kind, &price) {
            (OperationKind::Checkout, Some(price)) => {
                Some(order(tx, app, (&has, price), &shop.host, operation)?)
            }
            _ => None,
        };
        let page_before = match operation.kind {
            OperationKind::Checkout => last_checkout(tx).await?,
            _ => None,
        };
        Ok(Self {
            kind: operation.kind,
            key: operation.operation_id.to_string(),
            subscriber: Subscriber {
                tenant: tx.tenant().to_string(),
                email: owner_of(tx).await?.to_string(),
                name: shop.name.clone(),
            },
            counted_at: operation.counted_at,
            page_before: page_before
                .and_then(|page| page.outside_id)
                .and_then(|id| CheckoutId::parse(&id)),
            has,
            price,
            order,
        })
    }

    /// Sends it. Sent again it happens once, as long as Stripe remembers the key: a day.
    pub async fn send(&self, stripe: &Stripe) -> Result<Outcome, StripeError> {
        match self.kind {
            OperationKind::Customer => {
                let known = stripe.create_subscriber(&self.key, &self.subscriber).await?;
                Ok(Outcome::Known(known))
            }
            OperationKind::Checkout => self.open_page(stripe).await,
            OperationKind::Upgrade => self.upgrade(stripe).await,
            OperationKind::Downgrade => self.downgrade(stripe).await,
            OperationKind::Cancel => self.cancel(stripe).await,
            OperationKind::Stay => self.stay(stripe).await,
        }
    }

    /// For who comes after Stripe has forgotten the key: whether the shop is known there by now.
    pub async fn find_customer(&self, stripe: &Stripe) -> Result<Option<CustomerId>, StripeError> {
        let found = stripe.find_subscribers(&self.subscriber.tenant).await?;
        Ok(found.into_iter().next())
    }

    async fn open_page(&self, stripe: &Stripe) -> Result<Outcome, StripeError> {
        let order = self.order.as_ref().ok_or_else(missing)?;
        if let Some(page) = &self.page_before
            && let Err(error) = stripe.expire_checkout(&self.step("page"), page).await
        {
            // It is over already; if by somebody who subscribed there, their subscription is found, and two are told of.
            tracing::debug!(%error, "the page before could not be closed");
        }
        let page = stripe.create_checkout(&self.key, order).await?;
        Ok(Outcome::Page(Box::new(page)))
    }

    async fn upgrade(&self, stripe: &Stripe) -> Result<Outcome, StripeError> {
        self.release(stripe).await?;
        if self.has.cancel_at.is_some() {
            let id = self.subscription()?;
            stripe
                .cancel_at_period_end(&self.step("stay"), &id, false)
                .await?;
        }
        let change = self.plan_change()?;
        let changed = stripe
            .change_plan(&self.key, &self.subscription()?, &change)
            .await?;
        Ok(Outcome::Changed(Box::new(changed)))
    }

    async fn downgrade(&self, stripe: &Stripe) -> Result<Outcome, StripeError> {
        let mut said = stripe.subscription(&self.subscription()?).await?;
        if said.cancel_at_period_end {
            said = stripe
                .cancel_at_period_end(&self.step("stay"), &said.id, false)
                .await?;
        }
        let price = self.price_id()?;
        stripe.change_at_period_end(&self.key, &said, &price).await?;
        Ok(Outcome::Planned)
    }

    /// Who owes leaves at once; who has paid, when that ends.
    async fn cancel(&self, stripe: &Stripe) -> Result<Outcome, StripeError> {
        self.release(stripe).await?;
        let id = self.subscription()?;
        if self.has.owes() || self.has.status == "paused" {
            stripe.cancel_now(&self.key, &id).await?;
        } else {
            stripe.cancel_at_period_end(&self.key, &id, true).await?;
        }
        Ok(Outcome::Planned)
    }

    async fn stay(&self, stripe: &Stripe) -> Result<Outcome, StripeError> {
        self.release(stripe).await?;
        let id = self.subscription()?;
        stripe.cancel_at_period_end(&self.key, &id, false).await?;
        Ok(Outcome::Planned)
    }

    /// What was to begin with the next period does not.
    async fn release(&self, stripe: &Stripe) -> Result<(), StripeError> {
        let schedule = self.has.schedule_id.as_deref().and_then(ScheduleId::parse);
        match schedule {
            Some(schedule) => stripe
                .release_schedule(&self.step("free"), &schedule)
                .await
                .map(drop),
            None => Ok(()),
        }
    }

    pub fn plan_change(&self) -> Result<PlanChange, StripeError> {
        let item = self.has.item_id.as_deref().and_then(SubscriptionItemId::parse);
        let at = self.counted_at.ok_or_else(missing)?;
        Ok(PlanChange {
            item: item.ok_or_else(missing)?,
            price: self.price_id()?,
            at: at.0,
            proration: Proration::InvoiceNow,
        })
    }

    pub fn subscription(&self) -> Result<SubscriptionId, StripeError> {
        let id = self.has.outside_id.as_deref().and_then(SubscriptionId::parse);
        id.ok_or_else(missing)
    }

    fn price_id(&self) -> Result<PriceId, StripeError> {
        let id = self
            .price
            .as_ref()
            .and_then(|price| PriceId::parse(&price.price_id));
        id.ok_or_else(missing)
    }

    fn step(&self, name: &str) -> String {
        format!("{}.{name}", self.key)
    }
}

/// Something that the call needs is not there any more: as good as a no.
fn missing() -> StripeError {
    StripeError::Refused {
        status: 0,
        code: Some("missing".to_owned()),
        message: "what the call names is not there any more".to_owned(),
    }
}

fn order(
    tx: &TenantTx,
    app: &App,
    (has, price): (&Subscription, &PlanPrice),
    host: &str,
    operation: &Operation,
) -> Result<CheckoutOrder> {
    let customer = has.customer_id.as_deref().and_then(CustomerId::parse);
    let promotion = operation.promotion_id.as_deref().and_then(PromotionCodeId::parse);
    let page = |path: &str| {
        app.link(host, path)
            .parse()
            .map_err(|e: url::ParseError| Error::Fault(e.into()))
    };
    let tax_rate = price.tax_rate_id.as_deref().and_then(TaxRateId::parse);
    Ok(CheckoutOrder {
        customer: customer.ok_or_else(|| Error::fault("a page for a shop that is nobody at Stripe"))?,
        price: PriceId::parse(&price.price_id)
            .ok_or_else(|| Error::fault("a price without a name of Stripe's"))?,
        tenant: tx.tenant().to_string(),
        trial_days: operation.trial_days.and_then(|days| u32::try_from(days).ok()),
        card: CardNeeded::Always,
        discount: promotion.map_or(Discount::Typed, Discount::Code),
        tax_rates: tax_rate.into_iter().collect(),
        success_url: page(BACK)?,
        cancel_url: page(PLAN)?,
        expires_at: None,
        metadata: BTreeMap::new(),
    })
}

/// Where invoices go: to the shop's first owner.
async fn owner_of(tx: &mut TenantTx) -> Result<Email> {
    let found: Option<Email> = sqlx::query_scalar(
        "select email from person
          where tenant_id = $1 and role = 'owner' and status = 'active' order by person_id limit 1",
    )
    .bind(tx.tenant())
    .fetch_optional(&mut **tx)
    .await?;
    found.ok_or_else(|| Error::fault("a shop without an owner"))
}
