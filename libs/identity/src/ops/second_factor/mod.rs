//! The second factor: offered, switched on by a first code, asked for at each sign-in, switched off.

mod factor;
mod recovery;
pub mod reset;
pub mod switch;
pub mod take_code;

pub(crate) use factor::SEALED;
pub use factor::{Factor, find_factor, is_asked_for, offer};
pub use recovery::count_recovery_codes;
