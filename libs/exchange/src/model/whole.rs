//! A product with everything that a file can say of it, by names instead of ids: as it is, and as it is to be.

use catalog::model::{OptionInput, ProductInput, VariantInput, VariantSet};
use catalog::{BrandId, CategoryId, ProductStatus, TaxClass, VariantId};
use kernel::text::TextError;
use kernel::{Error, Line, Prose, Result};
use serde::{Deserialize, Serialize};

/// A product.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Whole {
    /// Part of its address.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// A sentence or two.
    pub short_description: Option<String>,
    /// Everything worth knowing.
    pub description: Option<String>,
    /// Its category with those above it, from the top; empty for none.
    pub category: Vec<String>,
    /// Its brand.
    pub brand: Option<String>,
    /// Whether customers see it.
    pub status: ProductStatus,
    /// Shown on the first page.
    pub featured: bool,
    /// How it is taxed.
    pub tax_class: TaxClass,
    /// Words to group and find it by.
    pub tags: Vec<String>,
    /// Length of the parcel, in millimetres.
    pub length_mm: Option<i32>,
    /// Width of the parcel.
    pub width_mm: Option<i32>,
    /// Height of the parcel.
    pub height_mm: Option<i32>,
    /// Title for search engines.
    pub seo_title: Option<String>,
    /// Description for search engines.
    pub seo_description: Option<String>,
    /// What customers choose by.
    pub options: Vec<WholeOption>,
    /// What is sold.
    pub variants: Vec<WholeVariant>,
}

/// An option with its choices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WholeOption {
    /// Its name.
    pub name: String,
    /// In their order.
    pub choices: Vec<String>,
}

/// One form of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WholeVariant {
    /// Which, unless it is new.
    pub id: Option<VariantId>,
    /// One choice of each option.
    pub options: Vec<String>,
    /// Its code; none until one is made.
    pub sku: Option<String>,
    /// Its barcode.
    pub barcode: Option<String>,
    /// Its price, in minor units.
    pub price: i64,
    /// Its price before.
    pub compare_price: Option<i64>,
    /// What it costs the shop.
    pub cost: Option<i64>,
    /// Its weight, in grams.
    pub weight_g: Option<i32>,
    /// Whether it is sold at present.
    pub active: bool,
    /// Pieces on the shelf; `None` for a new one that nobody counted.
    pub stock: Option<i32>,
    /// Of them, promised to orders.
    pub reserved: i32,
}

impl Whole {
    /// As the catalog takes it, without variants.
    pub fn input(&self, category: Option<CategoryId>, brand: Option<BrandId>) -> Result<ProductInput> {
        let tags: Result<Vec<_>> = self.tags.iter().map(|tag| line(tag)).collect();
        Ok(ProductInput {
            short_description: prose(self.short_description.as_deref())?,
            description: prose(self.description.as_deref())?,
            category_id: category,
            brand_id: brand,
            status: Some(self.status),
            featured: self.featured,
            tax_class: self.tax_class,
            tags: tags?,
            length_mm: self.length_mm,
            width_mm: self.width_mm,
            height_mm: self.height_mm,
            seo_title: self.seo_title.as_deref().map(line).transpose()?,
            seo_description: self.seo_description.as_deref().map(line).transpose()?,
            ..ProductInput::named(line(&self.name)?)
        })
    }

    /// Its options and variants, as the catalog takes them; new ones get an id.
    pub fn set(&self, mut new_id: impl FnMut() -> VariantId) -> Result<VariantSet> {
        let option = |option: &WholeOption| {
            Ok(OptionInput {
                name: line(&option.name)?,
                choices: lines(&option.choices)?,
            })
        };
        let mut variant = |variant: &WholeVariant| {
            Ok(VariantInput {
                id: Some(variant.id.unwrap_or_else(&mut new_id)),
                options: lines(&variant.options)?,
                sku: variant.sku.as_deref().map(line).transpose()?,
                barcode: variant.barcode.as_deref().map(line).transpose()?,
                price: variant.price,
                compare_price: variant.compare_price,
                cost: variant.cost,
                weight_g: variant.weight_g,
                active: variant.active,
            })
        };
        let variants: Result<Vec<_>> = self.variants.iter().map(&mut variant).collect();
        let options: Result<Vec<_>> = self.options.iter().map(option).collect();
        Ok(VariantSet {
            options: options?,
            variants: variants?,
        })
    }
}

fn line<const MAX: usize>(text: &str) -> Result<Line<MAX>> {
    Line::parse(text).map_err(broken)
}

fn lines<const MAX: usize>(texts: &[String]) -> Result<Vec<Line<MAX>>> {
    texts.iter().map(|text| line(text)).collect()
}

fn prose<const MAX: usize>(text: Option<&str>) -> Result<Option<Prose<MAX>>> {
    text.map(Prose::parse).transpose().map_err(broken)
}

/// What was read through these types fits them.
fn broken(error: TextError) -> Error {
    Error::fault(format!("a text does not fit its type: {error}"))
}
