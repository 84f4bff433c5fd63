//! Types and pure rules of the catalog.

mod prices;
mod product;
mod question;
mod tree;
mod variants;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use prices::{PriceRange, price_ranges};
pub use product::{ProductInput, ProductPatch};
pub use question::{Part, Question, Words, word_of};
pub use tree::{Branch, Tree, TreeFault};
pub use variants::{OptionInput, VariantInput, VariantSet, option_text};

kernel::define_id!(
    /// A product.
    ProductId
);
kernel::define_id!(
    /// What is sold of a product: one combination of its options.
    VariantId
);
kernel::define_id!(
    /// A category.
    CategoryId
);
kernel::define_id!(
    /// A brand.
    BrandId
);
kernel::define_id!(
    /// A picture of a product.
    PictureId
);
kernel::define_id!(
    /// A group of words that mean the same.
    SynonymId
);

/// Whether customers see a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum ProductStatus {
    /// Being prepared.
    #[default]
    Draft,
    /// For sale.
    Active,
    /// No longer sold; kept for the orders that mention it.
    Archived,
}

impl ProductStatus {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Draft, Self::Active, Self::Archived];

    /// As stored and as in the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Active => "active",
            Self::Archived => "archived",
        }
    }
}

/// How a product is taxed (Colombia). Its rate by date is in `tax_rate`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text")]
pub enum TaxClass {
    /// IVA 19 %.
    #[default]
    #[serde(rename = "iva_19")]
    #[sqlx(rename = "iva_19")]
    Iva19,
    /// IVA 5 %.
    #[serde(rename = "iva_5")]
    #[sqlx(rename = "iva_5")]
    Iva5,
    /// IVA 0 % (exempt).
    #[serde(rename = "iva_0")]
    #[sqlx(rename = "iva_0")]
    Iva0,
    /// Consumption tax 8 %.
    #[serde(rename = "inc_8")]
    #[sqlx(rename = "inc_8")]
    Inc8,
    /// Not subject to tax.
    #[serde(rename = "excluded")]
    #[sqlx(rename = "excluded")]
    Excluded,
}

impl TaxClass {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Iva19, Self::Iva5, Self::Iva0, Self::Inc8, Self::Excluded];

    /// As stored and as in the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Iva19 => "iva_19",
            Self::Iva5 => "iva_5",
            Self::Iva0 => "iva_0",
            Self::Inc8 => "inc_8",
            Self::Excluded => "excluded",
        }
    }
}
