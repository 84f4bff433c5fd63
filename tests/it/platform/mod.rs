//! What all slices stand on.

mod architecture;
mod away;
mod caching;
mod composed_texts;
mod contract;
mod documents;
mod migrations;
mod openapi;
mod private_cluster;
mod texts;
