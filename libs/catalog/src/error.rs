//! What the catalog refuses.

kernel::error_codes! {
    /// Refusals of the catalog.
    pub enum CatalogError {
        /// A category that holds products or other categories cannot be deleted.
        CategoryInUse => Conflict "category_in_use",
        /// A brand that products bear cannot be deleted.
        BrandInUse => Conflict "brand_in_use",
        /// A product has as many pictures as it may.
        TooManyPictures => Conflict "too_many_pictures",
    }
}
