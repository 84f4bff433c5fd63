//! Pages.

pub(super) mod admin;
pub(super) mod notice;
