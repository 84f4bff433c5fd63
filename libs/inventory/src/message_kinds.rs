//! What the shop is told of its stock, and may say in its own words.

use notifications::{MessageKind, Topic};

/// They.
pub const MESSAGES: &[MessageKind] = &[MessageKind::notice(
    Topic::LowStock,
    "inventory-mail-low",
    "inventory-mail-low-button",
    &["products", "shop"],
)];
