//! What the panel refuses.

kernel::error_codes! {
    /// Refusals of the provider's panel.
    pub enum PanelError {
        /// The support access was used before, has ended, or never was one.
        SupportAccessOver => Conflict "support_access_over",
        /// Nobody helps at a shop that is not served.
        ShopNotServed => Conflict "shop_not_served",
    }
}
