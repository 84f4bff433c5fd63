//! What can be done with files: one use case a file.

pub mod apply_import;
pub mod check_file;
pub mod fetch_pictures;
pub mod save_grid;
pub mod start_import;
