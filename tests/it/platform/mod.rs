//! What all slices stand on.

mod announcements;
mod architecture;
mod audit;
mod away;
mod caching;
mod commands;
mod composed_texts;
mod contract;
mod doctor;
mod documents;
mod form_pages;
mod health;
mod log;
pub mod mail_server;
mod mails;
mod maintenance;
mod metrics;
mod migrations;
mod openapi;
mod private_cluster;
mod refusals;
mod settings;
mod texts;
mod transactions;
