//! Messages to browsers (RFC 8030), sealed for each (RFC 8291) and signed by us (RFC 8292). Protocol only; see the README
//! beside this crate.

mod error;
mod push;
mod seal;
mod subscription;
mod vapid;

pub use error::PushError;
pub use push::{Accepted, MOST_BYTES, Push, Topic, Urgency, WebPush};
pub use subscription::{Subscription, SubscriptionFault};
pub use vapid::{VapidFault, VapidKeys};
