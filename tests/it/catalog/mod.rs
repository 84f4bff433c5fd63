//! Products, categories, pictures and search.

mod categories;
mod pictures;
mod products;
mod search;
mod variants;
