//! What the inventory refuses.

kernel::error_codes! {
    /// Refusals of the inventory.
    pub enum InventoryError {
        /// There is less of something than was asked for. The fields are the ids of the variants.
        OutOfStock => Conflict "out_of_stock",
        /// What an order had reserved was given back; it cannot reserve again.
        AlreadyReleased => Conflict "stock_already_released",
        /// It can be bought now: nobody need wait for it.
        InStock => Conflict "already_in_stock",
    }
}
