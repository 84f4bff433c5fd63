//! Pages: where customers pay, and how the shop is known at its providers.

pub mod banks;
pub mod card;
mod card_form;
mod card_page;
mod card_seen;
pub mod connect;
pub mod differences;
pub mod disconnect;
pub mod events;
mod keys;
pub(crate) mod kpis;
pub mod pay;
mod pay_page;
pub mod payment;
mod pse_form;
pub mod saved_cards;
