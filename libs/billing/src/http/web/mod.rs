//! Pages.

pub mod leave;
pub mod plan;
