//! Pages.

pub mod admin;
