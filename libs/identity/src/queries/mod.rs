//! Reads shared by screens, API and other slices.

pub mod people;
pub mod sessions;
