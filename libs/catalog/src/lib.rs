//! What the shop sells: products with variants and pictures, categories, brands; and how customers find it.
//! See the README.

mod error;
mod http;
mod jobs;
pub mod model;
pub mod ops;
mod parts;
pub mod queries;

pub use error::CatalogError;
pub use jobs::jobs;
pub use model::{BrandId, CategoryId, PictureId, ProductId, ProductStatus, TaxClass, VariantId};
pub use ops::set_availability::set_availability;
pub use parts::{PartOfProduct, PartsOfProduct, ProductPart};
pub use queries::sellable::{SellableVariant, TaxRate, sellable_variants, tax_rates};

/// This slice's contribution.
pub fn slice() -> ::http::Slice {
    ::http::Slice {
        name: "catalog",
        texts: [
            concat!(
                include_str!("../i18n/es.ftl"),
                include_str!("../i18n/storefront.es.ftl"),
                include_str!("../i18n/admin.es.ftl")
            ),
            concat!(
                include_str!("../i18n/en.ftl"),
                include_str!("../i18n/storefront.en.ftl"),
                include_str!("../i18n/admin.en.ftl")
            ),
        ],
        errors: CatalogError::ALL,
        routes: http::routes,
    }
}
