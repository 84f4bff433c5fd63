//! What all slices stand on.

mod architecture;
mod documents;
mod migrations;
mod private_cluster;
mod texts;
