//! What is refused of keys and webhooks.

kernel::error_codes! {
    /// Refusals of keys and webhooks.
    pub enum IntegratorsError {
        /// As many keys are in use as there may be.
        TooManyKeys => Conflict "too_many_keys",
        /// As many addresses are told as there may be.
        TooManyWebhooks => Conflict "too_many_webhooks",
        /// It is on its way already.
        DeliveryWaits => Conflict "delivery_waits",
        /// Nothing is told there: it is switched on first.
        WebhookStopped => Conflict "webhook_stopped",
    }
}
