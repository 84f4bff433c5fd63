//! What the shop tells people: mails, written in the transaction that makes them necessary. See the README.

mod frame;
mod jobs;
mod model;
mod ops;
pub mod queries;
mod web;

pub use self::jobs::{Mailer, PurgeMails, SendMail, jobs};
pub use mail::{CalendarPart, Method};
pub use model::{Mail, MailContent, MailId};
pub use ops::send_mail::{send_invitations, send_mail, send_mails};

/// What this slice brings.
pub fn slice() -> http::Slice {
    http::Slice {
        name: "notifications",
        texts: [include_str!("../i18n/es.ftl"), include_str!("../i18n/en.ftl")],
        errors: &[],
        routes: web::routes,
    }
}
