//! The demo's content, as it lies in `apps/vitrina/demo`.

use rust_embed::Embed;
use serde::Deserialize;

/// Files of the shops, small to read at every start.
pub const SHOPS: [&str; 2] = [
    include_str!("../../demo/demo.json"),
    include_str!("../../demo/bordados.json"),
];

/// The pictures, drawn by `apps/web/demo`.
#[derive(Embed)]
#[folder = "demo/pictures"]
pub struct Pictures;

/// One shop.
#[derive(Debug, Deserialize)]
pub struct Content {
    pub shop: Shop,
    pub brands: Vec<Brand>,
    pub categories: Vec<Category>,
    pub products: Vec<Product>,
    pub synonyms: Vec<Vec<String>>,
    pub stop_words: Vec<String>,
}

impl Content {
    /// Reads one of [`SHOPS`].
    pub fn read(source: &str) -> anyhow::Result<Self> {
        Ok(serde_json::from_str(source)?)
    }
}

#[derive(Debug, Deserialize)]
pub struct Shop {
    pub slug: String,
    pub name: String,
    pub tagline: String,
    pub announcement: String,
    pub brand_color: String,
    pub phone: String,
    pub email: String,
    pub address: Address,
    pub about: String,
}

#[derive(Debug, Deserialize)]
pub struct Address {
    pub street: String,
    pub municipality_code: String,
}

#[derive(Debug, Deserialize)]
pub struct Brand {
    pub slug: String,
    pub name: String,
}

#[derive(Debug, Deserialize)]
pub struct Category {
    pub slug: String,
    pub name: String,
    pub description: String,
    pub parent: Option<String>,
    pub picture: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct Product {
    pub slug: String,
    pub name: String,
    pub short_description: String,
    pub description: String,
    pub brand: Option<String>,
    pub category: String,
    pub tags: Vec<String>,
    pub tax: String,
    pub featured: bool,
    pub status: String,
    pub pictures: Vec<Picture>,
    pub options: Vec<Choice>,
    pub variants: Vec<Variant>,
}

#[derive(Debug, Deserialize)]
pub struct Picture {
    pub file: String,
    pub alt: String,
}

#[derive(Debug, Deserialize)]
pub struct Choice {
    pub name: String,
    pub values: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub struct Variant {
    pub sku: String,
    pub barcode: Option<String>,
    pub option_values: Vec<String>,
    pub price: i64,
    pub compare_price: Option<i64>,
    pub cost: Option<i64>,
    pub weight_g: i32,
    pub stock: i32,
}
