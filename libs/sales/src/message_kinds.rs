//! What customers and the shop are told of orders, and a shop may say in its own words. The mail with a lost link is none of them: it lets
//! somebody in.

use notifications::{Form, MessageKind, Topic};

const PLACEHOLDERS: &[&str] = &["name", "number", "total", "shop"];

const fn kind(purpose: &'static str, texts: &'static str) -> MessageKind {
    MessageKind {
        purpose,
        form: Form::Mail,
        texts,
        button: "sales-mail-button",
        placeholders: PLACEHOLDERS,
    }
}

/// They.
pub const MESSAGES: &[MessageKind] = &[
    kind("sales.order_placed", "sales-mail-pending"),
    kind("sales.order_confirmed", "sales-mail-confirmed"),
    kind("sales.order_processing", "sales-mail-processing"),
    kind("sales.order_shipped", "sales-mail-shipped"),
    kind("sales.order_delivered", "sales-mail-delivered"),
    kind("sales.order_cancelled", "sales-mail-cancelled"),
    kind("sales.order_paid", "sales-mail-paid"),
    MessageKind::notice(
        Topic::OrderPlaced,
        "sales-mail-new",
        "sales-mail-new-button",
        PLACEHOLDERS,
    ),
    MessageKind::notice(
        Topic::OrderCancelled,
        "sales-mail-called-off",
        "sales-mail-new-button",
        PLACEHOLDERS,
    ),
];
