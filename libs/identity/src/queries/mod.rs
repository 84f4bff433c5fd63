//! Reads shared by screens, API and other slices.

pub mod passkeys;
pub mod people;
pub mod sessions;
