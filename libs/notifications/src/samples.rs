//! Our own words as a shop finds them when it begins to write, and examples of what goes in.

use http::App;
use kernel::Locale;

use crate::model::kind::{Form, MessageKind};
use crate::model::template::{MessageWords, Values};

/// What we say, with placeholders where values go.
pub(crate) fn ours(app: &App, locale: Locale, kind: &MessageKind) -> MessageWords {
    let written: Values = kind
        .placeholders
        .iter()
        .map(|name| (*name, format!("{{{name}}}")))
        .collect();
    let part = |part: &str| word(app, locale, kind, part, &written);
    MessageWords {
        subject: (kind.form != Form::Text).then(|| part("subject")),
        heading: (kind.form == Form::Mail).then(|| part("heading")),
        body: part("text"),
        footer: None,
    }
}

/// The heading of a mail that tells a notice, with examples put in: no shop says that in its own words.
pub(crate) fn our_heading(app: &App, shop: &str, locale: Locale, kind: &MessageKind) -> String {
    word(app, locale, kind, "heading", &samples(app, shop, locale, kind))
}

fn word(
    app: &App,
    locale: Locale,
    kind: &MessageKind,
    part: &str,
    values: &[(&'static str, String)],
) -> String {
    let args: Vec<(&str, &str)> = values
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    app.i18n.text(locale, &format!("{}-{part}", kind.texts), &args)
}

/// An example of each value.
pub(crate) fn samples(app: &App, shop: &str, locale: Locale, kind: &MessageKind) -> Values {
    kind.placeholders
        .iter()
        .map(|name| (*name, sample(app, shop, locale, name)))
        .collect()
}

fn sample(app: &App, shop: &str, locale: Locale, placeholder: &str) -> String {
    match placeholder {
        "shop" => shop.to_owned(),
        other => app.i18n.text(locale, &format!("message-sample-{other}"), &[]),
    }
}
