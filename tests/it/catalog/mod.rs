//! Products, categories, pictures and search.

mod categories;
mod logo;
mod pictures;
mod products;
mod search;
mod variants;
