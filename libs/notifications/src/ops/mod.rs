//! What can be done with mails.

pub mod deliver;
pub mod purge;
pub mod send_mail;
