//! What the ledger refuses to people. What programs do wrong is a fault.

kernel::error_codes! {
    /// Refusals of the ledger.
    pub enum LedgerError {
        /// It was taken back before.
        AlreadyReversed => Conflict "ledger_already_reversed",
        /// What payments wrote is not taken back by hand.
        NotByHand => Conflict "ledger_not_by_hand",
        /// The same form was sent before, with something else in it.
        AlreadyRecorded => Conflict "ledger_already_recorded",
        /// More lines than a file takes.
        FileTooLong => Conflict "ledger_file_too_long",
    }
}
