//! A message of the log in people's words.

use http::Visitor;

use crate::queries::log::LogEntry;

/// Why it was sent; a purpose that no slice has words for keeps its name.
pub(super) fn why(ctx: &Visitor, entry: &LogEntry) -> String {
    if let Some(topic) = entry.topic {
        return ctx.t(topic.name_key());
    }
    let key = format!("message-{}", entry.purpose.replace('.', "-"));
    let words = ctx.app.i18n.find(ctx.locale, &key, &[]);
    words.unwrap_or_else(|| entry.purpose.clone())
}

/// What is the matter with it, or nothing: our own names for troubles have words, and what others said is shown as it is.
pub(super) fn trouble(ctx: &Visitor, entry: &LogEntry) -> String {
    let Some(error) = entry.error.as_deref() else {
        return String::new();
    };
    let known = error
        .bytes()
        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    let key = format!("messages-error-{error}");
    let words = known.then(|| ctx.app.i18n.find(ctx.locale, &key, &[])).flatten();
    words.unwrap_or_else(|| error.to_owned())
}
