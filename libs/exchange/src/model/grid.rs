//! Many products changed at once, as in a spreadsheet.

use catalog::{CategoryId, ProductId, ProductStatus, VariantId};
use inventory::model::MOST;
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;
use validator::Validate;

/// Largest price, in minor units, as the catalog has it.
const MOST_MONEY: i64 = 1_000_000_000_000;

/// Products that change, all or none.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GridChange {
    /// One for each product.
    #[validate(length(max = 100), nested)]
    pub rows: Vec<GridRow>,
}

/// What changes of a product: what is left out stays.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GridRow {
    /// Which.
    pub product_id: ProductId,
    /// As it was read: the whole is refused (412) when it is another by now.
    pub version: i64,
    /// Whether customers see it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<ProductStatus>,
    /// Its category; `null` for none.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<CategoryId>)]
    pub category_id: Option<Option<CategoryId>>,
    /// What changes of its variants.
    #[serde(default)]
    #[validate(length(max = 100), nested)]
    pub variants: Vec<GridVariant>,
}

/// What changes of a variant: what is left out stays.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GridVariant {
    /// Which.
    pub variant_id: VariantId,
    /// Its price, in minor units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(range(min = 0, max = MOST_MONEY))]
    pub price: Option<i64>,
    /// Pieces on the shelf.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(range(min = 0, max = MOST))]
    pub stock: Option<i32>,
}

/// Tells `null` from nothing.
fn given<'de, D: Deserializer<'de>, T: Deserialize<'de>>(d: D) -> Result<Option<T>, D::Error> {
    T::deserialize(d).map(Some)
}
