//! How often somebody may call: by class of route, tenant and caller.
//!
//! Every process counts for itself and decides at once; ten times a second it tells the others through Redis, and hears
//! of them, so that between two such moments each replica may let through what it does not know of yet. Classes with few
//! calls ([`Class::is_exact`]) ask Redis each time. Without Redis, or while it is away, each process counts alone.

mod class;
mod headers;
mod limiter;
mod stretch;

pub use class::{Class, Rate, Rates};
pub use headers::Verdict;
pub(crate) use headers::tell_wait;
pub use limiter::{Limiter, Subject};
