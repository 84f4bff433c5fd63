//! Types and pure rules.

mod endpoint;
mod kind;
mod patience;
mod token;

pub use endpoint::{DeliveryStatus, StopReason};
pub use kind::EventKind;
pub use patience::{endpoint_pause, is_hopeless, pause_after};
pub use token::NewToken;

/// Most keys in use at one shop.
pub const MOST_KEYS: i64 = 50;
/// Most addresses of one shop.
pub const MOST_ENDPOINTS: i64 = 20;

kernel::define_id!(
    /// An address that is told events.
    EndpointId
);
kernel::define_id!(
    /// Something that happened.
    EventId
);
kernel::define_id!(
    /// An event on its way to one address.
    DeliveryId
);

impl EventId {
    /// As receivers know it: the same at every try and at every replay.
    pub fn called(self) -> String {
        format!("evt_{}", self.0.simple())
    }
}
