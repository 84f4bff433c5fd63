//! What billing refuses.

kernel::error_codes! {
    /// Refusals of billing.
    pub enum BillingError {
        /// A plan that costs something, while nobody takes the money yet.
        PlanNotForSale => Conflict "plan_not_for_sale",
        /// The shop has that plan.
        SamePlan => Conflict "plan_same",
        /// There is nothing to take back.
        NotLeaving => Conflict "plan_not_leaving",
    }
}
