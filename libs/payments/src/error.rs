//! What payments refuse.

use kernel::Error;

kernel::error_codes! {
    /// Refusals about payments.
    pub enum PaymentsError {
        /// The attempt ended without money; only a new one can bring it.
        AttemptClosed => Conflict "payment_closed",
        /// The money is there already.
        AlreadyPaid => Conflict "payment_received",
        /// There is no money to give back.
        NotPaid => Conflict "payment_not_received",
        /// A payment is on its way: it ends first.
        UnderWay => Conflict "payment_under_way",
        /// This way to pay is not offered now.
        MethodOff => Conflict "payment_method_off",
        /// The sum is below or above what this way takes.
        SumOutOfRange => Conflict "payment_sum_out_of_range",
        /// More than is left of it cannot go back.
        TooMuchBack => Conflict "refund_too_large",
        /// Somebody said already what became of it.
        DifferenceClosed => Conflict "payment_difference_closed",
        /// It is about no payment: there is nothing to act on.
        EventIgnored => Conflict "payment_event_ignored",
        /// The credential is another account's.
        OtherAccount => Conflict "payment_other_account",
        /// The shop let go of the account, and what opens it is gone.
        Disconnected => Conflict "payment_account_disconnected",
        /// The provider does not answer now.
        ProviderAway => Unavailable "payment_provider_away",
    }
}

/// Whether nothing can be asked of the provider, as the key of an account that the shop let go of is gone.
pub fn is_without_key(error: &Error) -> bool {
    error.code() == Some(PaymentsError::Disconnected.code().code)
}
