//! Passkeys: added by who has proved who they are, used to sign in, renamed, removed. What authenticators say is judged by
//! the crate `passkeys`.

pub mod add;
pub mod begin;
mod ceremony;
mod forget;
pub mod remove;
pub mod rename;
pub mod sign_in;

pub(crate) use ceremony::end_ceremonies;
pub use ceremony::{Ceremony, CeremonyId, LIVES};
pub(crate) use forget::forget_passkeys;
