//! The forms of files that are read and written.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Whose form a file has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum FileForm {
    /// Our own.
    Vitrina,
    /// What Shopify exports and imports.
    Shopify,
    /// What `WooCommerce` exports and imports.
    Woocommerce,
}

impl FileForm {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Vitrina, Self::Shopify, Self::Woocommerce];

    /// As stored, in the API and in the keys of its texts.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Vitrina => "vitrina",
            Self::Shopify => "shopify",
            Self::Woocommerce => "woocommerce",
        }
    }
}
