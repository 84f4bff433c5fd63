//! JSON.

pub(super) mod desk;
pub(super) mod photos;
pub(super) mod reviews;
pub(super) mod wishes;
