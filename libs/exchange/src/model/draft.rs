//! A product as a file has it.

use catalog::{ProductStatus, TaxClass};
use kernel::{Line, Prose, Slug};

/// A cell: `None` when the file has no such column, so that what the product has stays; `Some(None)` when it is empty.
pub type Given<T> = Option<Option<T>>;

/// A product of a file, put together from its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its first line.
    pub line: u64,
    /// Part of its address, where the form has it; what else it is known by are its codes and its name.
    pub slug: Option<Slug>,
    /// Its name; a new product needs one.
    pub name: Option<Line<200>>,
    /// A sentence or two.
    pub short_description: Given<Prose<300>>,
    /// Everything worth knowing.
    pub description: Given<Prose<20_000>>,
    /// Its category with those above it, from the top.
    pub category: Given<Vec<Line<120>>>,
    /// Its brand.
    pub brand: Given<Line<120>>,
    /// Whether customers see it.
    pub status: Option<ProductStatus>,
    /// Shown on the first page.
    pub featured: Option<bool>,
    /// How it is taxed.
    pub tax_class: Option<TaxClass>,
    /// Words to group and find it by.
    pub tags: Option<Vec<Line<40>>>,
    /// Length of the parcel, in millimetres.
    pub length_mm: Given<i32>,
    /// Width of the parcel.
    pub width_mm: Given<i32>,
    /// Height of the parcel.
    pub height_mm: Given<i32>,
    /// Title for search engines.
    pub seo_title: Given<Line<120>>,
    /// Description for search engines.
    pub seo_description: Given<Line<320>>,
    /// What customers choose by.
    pub options: Vec<Line<40>>,
    /// What is sold.
    pub variants: Vec<DraftVariant>,
    /// Addresses of its pictures, the cover first.
    pub pictures: Vec<DraftPicture>,
}

/// One form of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftVariant {
    /// Its line.
    pub line: u64,
    /// One choice of each option.
    pub options: Vec<Line<40>>,
    /// Its code.
    pub sku: Option<Line<60>>,
    /// Its barcode.
    pub barcode: Given<Line<60>>,
    /// Its price, in minor units; a new variant needs one.
    pub price: Option<i64>,
    /// Its price before.
    pub compare_price: Given<i64>,
    /// What it costs the shop.
    pub cost: Given<i64>,
    /// Its weight, in grams.
    pub weight_g: Given<i32>,
    /// Whether it is sold at present.
    pub active: Option<bool>,
    /// Pieces on the shelf; `None` leaves the count alone.
    pub stock: Option<i32>,
}

/// Where a picture is to be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftPicture {
    /// The line that names it.
    pub line: u64,
    /// Its address.
    pub url: String,
    /// What it shows.
    pub alt: Option<Line<200>>,
}
