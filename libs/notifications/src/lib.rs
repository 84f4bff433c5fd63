//! What the shop tells people: mails, written in the transaction that makes them necessary. See the README.

mod batch;
mod frame;
mod jobs;
mod model;
mod ops;
pub mod queries;
mod web;

pub use self::batch::SendBatch;
pub use self::jobs::{Mailer, PurgeMails, SendMail, jobs};
pub use mail::{CalendarPart, Method};
pub use model::{Mail, MailContent, MailId, TimelyMail};
pub use ops::send_mail::{send_invitations, send_mail, send_mails, send_timely};

/// What this slice brings.
pub fn slice() -> http::Slice {
    http::Slice {
        name: "notifications",
        texts: [include_str!("../i18n/es.ftl"), include_str!("../i18n/en.ftl")],
        errors: &[],
        routes: web::routes,
    }
}
