//! What all slices stand on.

mod architecture;
mod away;
mod documents;
mod migrations;
mod private_cluster;
mod texts;
