//! Pure parts: what the figures are.

mod figures;

pub use figures::{Day, Figures, Totals};
