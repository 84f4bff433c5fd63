//! What people are told, and over which ways. No database here.

mod channel;
pub(crate) mod contact;
pub(crate) mod kind;
mod mail;
pub(crate) mod name;
mod post;
pub(crate) mod quiet;
pub(crate) mod template;
mod topic;
pub(crate) mod wording;

pub use channel::{Channel, Status};
pub use mail::{Mail, MailContent};
pub(crate) use mail::{Shop, ink_on, subject_line};
pub use post::{Notice, Post, PushNote, ShopMail, TextMessage, TimelyPost};
pub use topic::Topic;

kernel::define_id!(
    /// A message, sent or to be sent.
    MessageId
);

kernel::define_id!(
    /// A browser that takes pushes.
    DeviceId
);
