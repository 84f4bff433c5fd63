//! Who asks. Extractors put the tenant, the person and the permission into a handler's signature.

mod address;
mod can;
mod key;
mod session;
mod visit;
mod visitor;

pub use address::{client_address, network};
pub use can::{Can, Permit, SignedIn, permit};
pub use key::{KEY_PREFIX, KeyUse};
pub use session::{SESSION_COOKIE, SignedInPerson};
pub use visit::Visit;
pub use visitor::{Visitor, locale_of};
