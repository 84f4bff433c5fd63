//! What can be done with messages, and with what the shop is told over.

pub(crate) mod block;
pub(crate) mod bounce;
pub(crate) mod choose;
mod draft;
pub(crate) mod follow;
pub(crate) mod hear_report;
mod mark;
pub(crate) mod pack;
pub(crate) mod purge;
pub(crate) mod push_key;
mod put_off;
pub(crate) mod read_notices;
mod receivers;
pub(crate) mod reword;
pub(crate) mod save_choices;
pub mod send;
pub(crate) mod send_again;
pub(crate) mod send_test;
pub(crate) mod set_quiet;
pub(crate) mod set_slack;
pub(crate) mod set_webhook;
pub(crate) mod settle;
pub(crate) mod subscribe;
mod ways;
mod write;
