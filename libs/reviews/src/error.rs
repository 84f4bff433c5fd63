//! What reviews and wish lists refuse.

kernel::error_codes! {
    /// Refusals of reviews and wish lists.
    pub enum ReviewsError {
        /// Nobody reviews what they did not buy.
        NotBought => Conflict "review_not_bought",
        /// The order has not arrived yet.
        NotArrived => Conflict "review_not_arrived",
        /// The review has as many photos as it may.
        TooManyPhotos => Conflict "too_many_review_photos",
        /// The list holds as many products as it may.
        WishListFull => Conflict "wish_list_full",
    }
}
