//! What can be done to the catalog: one use case a file.

pub mod add_picture;
pub mod archive_product;
pub mod change_brand;
pub mod change_pictures;
pub mod change_statuses;
pub mod create_category;
pub mod create_product;
pub mod delete_category;
pub mod duplicate_product;
mod free_names;
mod lock_product;
pub mod put_variants;
pub mod put_words;
mod refresh_products;
pub mod reorder_categories;
pub mod set_availability;
pub mod set_category_picture;
pub mod update_category;
pub mod update_product;
pub mod write_products;
