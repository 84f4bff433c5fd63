//! What all slices stand on.

mod announcements;
mod architecture;
mod away;
mod caching;
mod composed_texts;
mod contract;
mod audit;
mod commands;
mod documents;
mod mail_server;
mod mails;
mod health;
mod log;
mod metrics;
mod migrations;
mod openapi;
mod private_cluster;
mod settings;
mod texts;
