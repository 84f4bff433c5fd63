//! What is refused of imports and exports.

kernel::error_codes! {
    /// Refusals of imports.
    pub enum ExchangeError {
        /// The file has faults: it is mended and brought again.
        ImportHasFaults => Conflict "import_has_faults",
        /// It was applied already, or is about to be.
        ImportNotReady => Conflict "import_not_ready",
        /// Products that the file is about were changed after it was looked at.
        ImportStale => Conflict "import_stale",
    }
}
