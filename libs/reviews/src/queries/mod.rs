//! Reads shared by pages and API.

pub mod desk;
pub mod own;
mod row;
pub mod settings;
pub mod shown;
pub mod wishes;

pub use row::PhotoView;
