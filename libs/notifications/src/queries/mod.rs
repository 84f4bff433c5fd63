//! Reads shared by pages, API and jobs.

pub mod channels;
pub mod contacts;
pub mod log;
pub mod mailbox;
pub mod notices;
pub mod quiet;
pub mod templates;
