//! Pages.

pub(super) mod admin;
