//! What everybody may see is made once and kept until it changes: the shop's public pages and the catalogue's answers.
//!
//! Kept only for callers who show neither session nor token, and apart by everything of a caller that such an answer may
//! depend on ([`key::Key`]). Forgotten exactly: triggers announce each change of what pages show when it commits, every
//! replica hears that and gives the tenant a new age ([`crate::ages::Ages`]); what was made at another age is never served.
//! While announcements are not heard, nothing is served from here.

mod encoding;
mod kept;
mod key;
mod middleware;
mod pages;

use kernel::Instant;

pub use middleware::keep;
pub use pages::Pages;

/// Put into an answer's extensions: from then on it is another one, though nobody changed anything.
#[derive(Debug, Clone, Copy)]
pub struct KeptUntil(pub Instant);

/// Whether an answer of a route may be kept, and what it depends on besides the tenant and its address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sharing {
    /// On the language, the theme, the font and the number beside the cart: pages.
    Page,
    /// On nothing: data.
    Data,
    /// On nothing but the hour: times that can be booked. The handler says until when its answer holds ([`KeptUntil`]).
    Times,
}
