//! A product as people type it.

use kernel::{Line, Prose, Slug};
use serde::{Deserialize, Deserializer};
use utoipa::ToSchema;
use validator::Validate;

use super::{BrandId, CategoryId, OptionInput, ProductStatus, TaxClass, VariantInput};

/// Largest price, in minor units.
pub(crate) const MAX_PRICE: i64 = 1_000_000_000_000;
/// Largest weight, in grams.
pub(crate) const MAX_WEIGHT: i32 = 1_000_000;
/// Longest side, in millimetres.
const MAX_SIDE: i32 = 100_000;

/// A whole product. Prices are in minor units, tax included.
///
/// A product with one form only gives `price` and what belongs to it (down to `weight_g`) at the top; one with several
/// gives `options` and `variants`. When a product is changed and neither is given, its variants stay as they are.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProductInput {
    /// Name for people.
    pub name: Line<200>,
    /// Part of its address; made from the name when left out, kept as it is when a product is changed.
    #[serde(default)]
    pub slug: Option<Slug>,
    /// A sentence or two.
    #[serde(default)]
    pub short_description: Option<Prose<300>>,
    /// Everything worth knowing.
    #[serde(default)]
    pub description: Option<Prose<20_000>>,
    /// Its category.
    #[serde(default)]
    pub category_id: Option<CategoryId>,
    /// Its brand.
    #[serde(default)]
    pub brand_id: Option<BrandId>,
    /// Draft when left out; kept as it is when a product is changed.
    #[serde(default)]
    pub status: Option<ProductStatus>,
    /// Shown on the first page.
    #[serde(default)]
    pub featured: bool,
    /// How it is taxed.
    #[serde(default)]
    pub tax_class: TaxClass,
    /// Words to group and find it by.
    #[serde(default)]
    #[validate(length(max = 30))]
    pub tags: Vec<Line<40>>,
    /// Length of the parcel, in millimetres.
    #[serde(default)]
    #[validate(range(min = 1, max = MAX_SIDE))]
    pub length_mm: Option<i32>,
    /// Width of the parcel, in millimetres.
    #[serde(default)]
    #[validate(range(min = 1, max = MAX_SIDE))]
    pub width_mm: Option<i32>,
    /// Height of the parcel, in millimetres.
    #[serde(default)]
    #[validate(range(min = 1, max = MAX_SIDE))]
    pub height_mm: Option<i32>,
    /// Title for search engines; the name when left out.
    #[serde(default)]
    pub seo_title: Option<Line<120>>,
    /// Description for search engines; the short description when left out.
    #[serde(default)]
    pub seo_description: Option<Line<320>>,
    /// Price of a product without options.
    #[serde(default)]
    #[validate(range(min = 0, max = MAX_PRICE))]
    pub price: Option<i64>,
    /// Its price before, if it is reduced.
    #[serde(default)]
    #[validate(range(min = 0, max = MAX_PRICE))]
    pub compare_price: Option<i64>,
    /// What it costs the shop.
    #[serde(default)]
    #[validate(range(min = 0, max = MAX_PRICE))]
    pub cost: Option<i64>,
    /// Its code; made from the slug when left out.
    #[serde(default)]
    pub sku: Option<Line<60>>,
    /// Its barcode.
    #[serde(default)]
    pub barcode: Option<Line<60>>,
    /// Its weight, in grams.
    #[serde(default)]
    #[validate(range(min = 0, max = MAX_WEIGHT))]
    pub weight_g: Option<i32>,
    /// What customers choose between.
    #[serde(default)]
    #[validate(length(max = 3), nested)]
    pub options: Option<Vec<OptionInput>>,
    /// What is sold: one for each combination that exists.
    #[serde(default)]
    #[validate(length(min = 1, max = 100), nested)]
    pub variants: Option<Vec<VariantInput>>,
}

impl ProductInput {
    /// A product of which only the name is known.
    pub fn named(name: Line<200>) -> Self {
        Self {
            name,
            slug: None,
            short_description: None,
            description: None,
            category_id: None,
            brand_id: None,
            status: None,
            featured: false,
            tax_class: TaxClass::default(),
            tags: vec![],
            length_mm: None,
            width_mm: None,
            height_mm: None,
            seo_title: None,
            seo_description: None,
            price: None,
            compare_price: None,
            cost: None,
            sku: None,
            barcode: None,
            weight_g: None,
            options: None,
            variants: None,
        }
    }

    /// Without what stands at the top for an only variant.
    pub(crate) fn without_price(self) -> Self {
        Self {
            price: None,
            compare_price: None,
            cost: None,
            sku: None,
            barcode: None,
            weight_g: None,
            ..self
        }
    }

    /// Whether anything of the only variant is given at the top.
    pub(crate) fn describes_only_variant(&self) -> bool {
        let numbers = [
            self.price,
            self.compare_price,
            self.cost,
            self.weight_g.map(i64::from),
        ];
        numbers.iter().any(Option::is_some) || self.sku.is_some() || self.barcode.is_some()
    }
}

/// Some fields of a product: what is left out stays, what is `null` is emptied (RFC 7396).
#[derive(Debug, Clone, Default, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ProductPatch {
    /// See [`ProductInput`].
    pub name: Option<Line<200>>,
    /// See [`ProductInput`].
    pub slug: Option<Slug>,
    /// See [`ProductInput`].
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<Prose<300>>)]
    pub short_description: Option<Option<Prose<300>>>,
    /// See [`ProductInput`].
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<Prose<20_000>>)]
    pub description: Option<Option<Prose<20_000>>>,
    /// See [`ProductInput`].
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<CategoryId>)]
    pub category_id: Option<Option<CategoryId>>,
    /// See [`ProductInput`].
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<BrandId>)]
    pub brand_id: Option<Option<BrandId>>,
    /// See [`ProductInput`].
    pub status: Option<ProductStatus>,
    /// See [`ProductInput`].
    pub featured: Option<bool>,
    /// See [`ProductInput`].
    pub tax_class: Option<TaxClass>,
    /// See [`ProductInput`].
    #[validate(length(max = 30))]
    pub tags: Option<Vec<Line<40>>>,
    /// See [`ProductInput`].
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<Line<120>>)]
    pub seo_title: Option<Option<Line<120>>>,
    /// See [`ProductInput`].
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<Line<320>>)]
    pub seo_description: Option<Option<Line<320>>>,
    /// Price of a product without options.
    #[validate(range(min = 0, max = MAX_PRICE))]
    pub price: Option<i64>,
    /// Its price before.
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<i64>)]
    pub compare_price: Option<Option<i64>>,
    /// See [`ProductInput`].
    #[validate(length(max = 3), nested)]
    pub options: Option<Vec<OptionInput>>,
    /// See [`ProductInput`].
    #[validate(length(min = 1, max = 100), nested)]
    pub variants: Option<Vec<VariantInput>>,
}

/// Tells `null` from nothing.
fn given<'de, D: Deserializer<'de>, T: Deserialize<'de>>(d: D) -> Result<Option<T>, D::Error> {
    T::deserialize(d).map(Some)
}

impl ProductPatch {
    /// The whole product with these changes.
    #[must_use]
    pub fn applied_to(self, whole: ProductInput) -> ProductInput {
        let mut whole = self.variants_applied_to(whole);
        set(&mut whole.name, self.name);
        whole.slug = self.slug.or(whole.slug);
        set(&mut whole.short_description, self.short_description);
        set(&mut whole.description, self.description);
        set(&mut whole.category_id, self.category_id);
        set(&mut whole.brand_id, self.brand_id);
        whole.status = self.status.or(whole.status);
        set(&mut whole.featured, self.featured);
        set(&mut whole.tax_class, self.tax_class);
        set(&mut whole.tags, self.tags);
        set(&mut whole.seo_title, self.seo_title);
        set(&mut whole.seo_description, self.seo_description);
        whole
    }

    /// Variants replace what stands at the top; else the price and its like change there.
    fn variants_applied_to(&self, whole: ProductInput) -> ProductInput {
        let variants = self.variants.clone();
        if variants.is_some() {
            let (options, price) = (self.options.clone(), self.price);
            return ProductInput {
                price,
                options,
                variants,
                ..whole.without_price()
            };
        }
        let price = self.price.or(whole.price);
        let compare_price = self.compare_price.unwrap_or(whole.compare_price);
        ProductInput {
            price,
            compare_price,
            options: self.options.clone(),
            ..whole
        }
    }
}

fn set<T>(field: &mut T, new: Option<T>) {
    if let Some(new) = new {
        *field = new;
    }
}
