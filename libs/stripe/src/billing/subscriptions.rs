//! What is done with a subscription.

use jiff::Timestamp;
use stripe_billing::subscription::{
    CancelSubscription, DeleteDiscountSubscription, DiscountsDataParam, ListSubscription,
    ListSubscriptionStatus, ResumeSubscription, RetrieveSubscription, UpdateSubscription,
    UpdateSubscriptionItems, UpdateSubscriptionPaymentBehavior, UpdateSubscriptionProrationBehavior,
    UpdateSubscriptionTrialEnd,
};
use stripe_client_core::{RequestBuilder, StripeRequest as _};

use super::subscription::Subscription;
use crate::client::Stripe;
use crate::error::StripeError;
use crate::id::{CouponId, CustomerId, PriceId, SubscriptionId, SubscriptionItemId};
use crate::page::Read;

/// Another plan, from now on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanChange {
    /// What the subscription is for: without its name a second thing would be added.
    pub item: SubscriptionItemId,
    /// At which price from now on.
    pub price: PriceId,
    /// From when on it is counted, to the second. The same in [`Stripe::preview_change`] and in [`Stripe::change_plan`], so
    /// that what was shown is what is charged.
    pub at: Timestamp,
    /// What becomes of what was paid already.
    pub proration: Proration,
}

/// What becomes of what was paid already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proration {
    /// It is counted to the second, and the difference is charged at once.
    InvoiceNow,
    /// Nothing: the new price counts from the next period on.
    None,
}

impl Proration {
    const fn theirs(self) -> UpdateSubscriptionProrationBehavior {
        match self {
            Self::InvoiceNow => UpdateSubscriptionProrationBehavior::AlwaysInvoice,
            Self::None => UpdateSubscriptionProrationBehavior::None,
        }
    }
}

impl PlanChange {
    /// Only once it is paid does anything change.
    fn call(&self, id: &SubscriptionId) -> RequestBuilder {
        let mut item = UpdateSubscriptionItems::new();
        item.id = Some(self.item.to_string());
        item.price = Some(self.price.to_string());
        UpdateSubscription::new(id.as_str())
            .items([item])
            .payment_behavior(UpdateSubscriptionPaymentBehavior::PendingIfIncomplete)
            .proration_behavior(self.proration.theirs())
            .proration_date(self.at.as_second())
            .build()
    }
}

impl Stripe {
    /// A subscription as it is.
    pub async fn subscription(&self, id: &SubscriptionId) -> Result<Subscription, StripeError> {
        let call = RetrieveSubscription::new(id.as_str());
        Subscription::read(&self.wire.get(call.build()).await?)
    }

    /// All that a customer has and had, newest first: a hundred at most.
    pub async fn subscriptions(&self, customer: &CustomerId) -> Result<Vec<Subscription>, StripeError> {
        let call = ListSubscription::new()
            .customer(customer.as_str())
            .status(ListSubscriptionStatus::All)
            .limit(100);
        Read::whole(&self.wire.get(call.build()).await?, Subscription::read)
    }

    /// Another plan, from now on. When the difference is not paid at once, nothing changes yet: [`Subscription::pending`] says
    /// until when it can be, and the newest invoice where. `key` as for [`Self::pay`].
    pub async fn change_plan(
        &self,
        key: &str,
        id: &SubscriptionId,
        change: &PlanChange,
    ) -> Result<Subscription, StripeError> {
        Subscription::read(&self.wire.change(key, change.call(id)).await?)
    }

    /// It ends with what is paid already, or does not any more.
    pub async fn cancel_at_period_end(
        &self,
        key: &str,
        id: &SubscriptionId,
        yes: bool,
    ) -> Result<Subscription, StripeError> {
        let call = UpdateSubscription::new(id.as_str()).cancel_at_period_end(yes);
        Subscription::read(&self.wire.change(key, call.build()).await?)
    }

    /// It ends. Nothing goes back.
    pub async fn cancel_now(&self, key: &str, id: &SubscriptionId) -> Result<Subscription, StripeError> {
        let call = CancelSubscription::new(id.as_str());
        Subscription::read(&self.wire.change(key, call.build()).await?)
    }

    /// Nothing is paid until then.
    pub async fn move_trial_end(
        &self,
        key: &str,
        id: &SubscriptionId,
        until: Timestamp,
    ) -> Result<Subscription, StripeError> {
        let call = UpdateSubscription::new(id.as_str())
            .trial_end(UpdateSubscriptionTrialEnd::Timestamp(until.as_second()))
            .proration_behavior(UpdateSubscriptionProrationBehavior::None);
        Subscription::read(&self.wire.change(key, call.build()).await?)
    }

    /// What waited for a card (`paused`) goes on: a new period begins now, and is to be paid.
    pub async fn resume(&self, key: &str, id: &SubscriptionId) -> Result<Subscription, StripeError> {
        let call = ResumeSubscription::new(id.as_str());
        Subscription::read(&self.wire.change(key, call.build()).await?)
    }

    /// A discount in place of whichever it has, or none any more.
    pub async fn use_coupon(
        &self,
        key: &str,
        id: &SubscriptionId,
        coupon: Option<&CouponId>,
    ) -> Result<Subscription, StripeError> {
        let Some(coupon) = coupon else {
            let call = DeleteDiscountSubscription::new(id.as_str()).build();
            self.wire.change(key, call).await?;
            return self.subscription(id).await;
        };
        let mut discount = DiscountsDataParam::new();
        discount.coupon = Some(coupon.to_string());
        let call = UpdateSubscription::new(id.as_str()).discounts([discount]);
        Subscription::read(&self.wire.change(key, call.build()).await?)
    }
}

#[cfg(test)]
mod tests {
    use url::form_urlencoded;

    use super::{PlanChange, Proration};
    use crate::id::{PriceId, SubscriptionId, SubscriptionItemId};

    #[test]
    fn a_change_names_its_item_and_its_second() {
        let change = PlanChange {
            item: SubscriptionItemId::parse("si_1").unwrap(),
            price: PriceId::parse("price_2").unwrap(),
            at: "2026-11-22T15:00:00.9Z".parse().unwrap(),
            proration: Proration::InvoiceNow,
        };
        let call = change.call(&SubscriptionId::parse("sub_1").unwrap());
        assert_eq!(call.path, "/subscriptions/sub_1");
        let body = call.body.unwrap();
        let pairs = form_urlencoded::parse(body.as_bytes());
        let mut pairs: Vec<String> = pairs.map(|(name, value)| format!("{name}={value}")).collect();
        pairs.sort_unstable();
        assert_eq!(
            pairs,
            [
                "items[0][id]=si_1",
                "items[0][price]=price_2",
                "payment_behavior=pending_if_incomplete",
                "proration_behavior=always_invoice",
                "proration_date=1795359600",
            ]
        );
    }
}
