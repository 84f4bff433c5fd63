//! What tenancy refuses.

kernel::error_codes! {
    /// Refusals about a shop itself.
    pub enum TenancyError {
        /// The host leads to another shop already.
        HostTaken => Conflict "host_taken",
    }
}
