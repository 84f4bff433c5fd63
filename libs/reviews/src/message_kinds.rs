//! What customers and the shop are told of reviews, and a shop may say in its own words.

use notifications::{Form, MessageKind, Topic};

/// They.
pub const MESSAGES: &[MessageKind] = &[
    MessageKind {
        purpose: "reviews.invitation",
        form: Form::Mail,
        texts: "reviews-mail-invite",
        button: "reviews-mail-invite-button",
        placeholders: &["name", "number", "shop"],
    },
    MessageKind::notice(
        Topic::ReviewWritten,
        "reviews-mail-written",
        "reviews-mail-written-button",
        &["product", "shop"],
    ),
];
