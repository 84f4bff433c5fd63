//! What payments refuse.

kernel::error_codes! {
    /// Refusals about payments.
    pub enum PaymentsError {
        /// The attempt ended without money; only a new one can bring it.
        AttemptClosed => Conflict "payment_closed",
        /// The money is there already.
        AlreadyPaid => Conflict "payment_received",
        /// There is no money to give back.
        NotPaid => Conflict "payment_not_received",
    }
}
