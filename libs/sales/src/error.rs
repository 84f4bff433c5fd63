//! What selling refuses.

kernel::error_codes! {
    /// Refusals of carts and orders.
    pub enum SalesError {
        /// Nothing in the cart.
        CartEmpty => Conflict "cart_empty",
        /// The cart became an order already.
        CartOrdered => Conflict "cart_already_ordered",
        /// The cart holds as many different things as it may.
        CartFull => Conflict "cart_full",
        /// The shop does not sell it (any more).
        NotForSale => Conflict "not_for_sale",
        /// It costs something else than the customer saw.
        PricesChanged => Conflict "prices_changed",
        /// That step does not follow the order's present state.
        StepNotAllowed => Conflict "order_step_not_allowed",
        /// The shop has begun with the order, so the customer asks the shop instead.
        NotCancellable => Conflict "order_not_cancellable",
    }
}
