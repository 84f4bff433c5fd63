//! What people are told, over every channel, written in the transaction that makes it necessary. See the README.

mod batch;
mod couriers;
mod error;
mod frame;
mod http;
mod jobs;
mod links;
mod model;
mod ops;
mod parcel;
pub mod queries;
mod samples;
mod sealed;

pub use self::batch::SendBatch;
pub use self::couriers::{Carriers, Mailer};
pub use self::jobs::{PurgeMessages, SendMessage, jobs};
pub use self::sealed::SEALED;
pub use error::NotificationsError;
pub use http::bounces::BounceKey;
pub use http::devices_api::DeviceIdView;
pub use http::follows::{add_follower, remove_follower};
pub use links::ChoiceLinks;
pub use mail::{CalendarPart, Method};
pub use model::contact::{Class, Contact, ContactChannel, Sort, Source};
pub use model::kind::{Form, MessageKind, MessageKinds};
pub use model::{
    Channel, DeviceId, Mail, MailContent, MessageId, Notice, Post, PushNote, ShopMail, Status, TextMessage,
    TimelyPost, Topic,
};
pub use ops::choose::choose;
pub use ops::send::{send_all, send_invitations, send_mail, send_mails, send_timely, tell_shop};
pub use ops::subscribe::SubscribeRequest;

/// What this slice brings.
pub fn slice() -> ::http::Slice {
    ::http::Slice {
        name: "notifications",
        texts: [include_str!("../i18n/es.ftl"), include_str!("../i18n/en.ftl")],
        errors: NotificationsError::ALL,
        routes: http::routes,
    }
}
