//! What billing refuses.

use kernel::Error;
use stripe::StripeError;

kernel::error_codes! {
    /// Refusals of billing.
    pub enum BillingError {
        /// A plan that costs something, while nobody takes the money.
        PlanNotForSale => Conflict "plan_not_for_sale",
        /// The shop has that plan.
        SamePlan => Conflict "plan_same",
        /// There is nothing to take back.
        NotLeaving => Conflict "plan_not_leaving",
        /// It costs something, and nobody said yet how it is paid.
        CheckoutNeeded => Conflict "plan_checkout_needed",
        /// It costs something at once, and what has not been shown.
        PreviewNeeded => Conflict "plan_preview_needed",
        /// It is paid for already: it is changed, not begun.
        AlreadySubscribed => Conflict "plan_already_subscribed",
        /// What was shown holds no more: too late, or something changed.
        PreviewOver => Conflict "plan_preview_over",
        /// Another change is being made.
        UnderWay => Conflict "plan_change_under_way",
        /// The plan is offered to nobody new any more.
        PlanGone => Conflict "plan_gone",
        /// Stripe sees to this subscription: it is changed there, or by the shop.
        AtStripe => Conflict "plan_at_stripe",
        /// There is no trial to be longer.
        NotTrying => Conflict "plan_not_trying",
        /// The shop has paid nothing yet.
        NoCustomer => Conflict "plan_never_paid",
        /// Stripe says no.
        StripeRefuses => Conflict "stripe_refuses",
        /// Stripe did not answer: it is asked again by itself.
        StripeAway => Unavailable "stripe_away",
    }
}

/// What a failed call means for who asked. The cause is for the log.
pub(crate) fn trouble(error: &StripeError) -> Error {
    tracing::warn!(%error, "Stripe was asked in vain");
    match error {
        StripeError::Unknown(_) | StripeError::Busy { .. } | StripeError::Unreadable => {
            BillingError::StripeAway.into()
        }
        StripeError::Unauthorized | StripeError::Refused { .. } | StripeError::NotFound => {
            BillingError::StripeRefuses.into()
        }
    }
}
