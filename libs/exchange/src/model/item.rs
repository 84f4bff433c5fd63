//! What a file makes or changes, kept until it is applied.

use catalog::ProductId;
use serde::{Deserialize, Serialize};

use super::{DraftPicture, Whole};

/// A product that is new, or that is not as the file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Which; a new product has its id from now on.
    pub product: ProductId,
    /// As it was when the file was looked at; none for a new one.
    pub version: Option<i64>,
    /// What it becomes.
    pub body: ItemBody,
}

impl Item {
    /// Of these parts.
    pub fn new(
        product: ProductId,
        version: Option<i64>,
        whole: Whole,
        pictures: Vec<ItemPicture>,
        changes_product: bool,
    ) -> Self {
        Self {
            product,
            version,
            body: ItemBody {
                whole,
                pictures,
                changes_product,
            },
        }
    }
}

/// What it becomes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemBody {
    /// The product.
    pub whole: Whole,
    /// Pictures that it does not have yet.
    pub pictures: Vec<ItemPicture>,
    /// Whether something else than pictures and pieces changes.
    pub changes_product: bool,
}

/// A picture to be fetched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemPicture {
    /// Where it is to be had.
    pub url: String,
    /// What it shows.
    pub alt: Option<String>,
}

impl ItemPicture {
    /// As the file has it.
    pub fn of(picture: &DraftPicture) -> Self {
        Self {
            url: picture.url.clone(),
            alt: picture.alt.as_ref().map(ToString::to_string),
        }
    }
}
