//! What the shop and who waits are told of its stock, and a shop may say in its own words.

use notifications::{Form, MessageKind, Topic};

/// They.
pub const MESSAGES: &[MessageKind] = &[
    MessageKind {
        purpose: "inventory.back_in_stock",
        form: Form::Mail,
        texts: "inventory-mail-back",
        button: "inventory-mail-back-button",
        placeholders: &["product", "shop"],
    },
    MessageKind::notice(
        Topic::LowStock,
        "inventory-mail-low",
        "inventory-mail-low-button",
        &["products", "shop"],
    ),
];
