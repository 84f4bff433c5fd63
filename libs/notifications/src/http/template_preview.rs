//! The page where the words of a message are written, and beside them how it comes out.

use askama::Template;
use http::page::{Notice, Tab};
use http::{FormState, Page, Typed, Visitor};
use kernel::Locale;

use super::templates_api::TextSize;
use super::templates_page::{language_key, template_path};
use super::wording::with_samples;
use crate::model::kind::{Form, MessageKind};
use crate::model::template::{BODY, MessageWords, TEXT};
use crate::samples::samples;

/// It.
#[derive(Template)]
#[template(path = "notifications/template.html")]
pub struct TemplatePage {
    page: Page,
    f: FormState,
    /// Before `?lang=`.
    path: String,
    lang: &'static str,
    languages: Vec<Tab>,
    placeholders: Vec<Placeholder>,
    subtitle: String,
    /// Whether it has a heading and small print.
    is_mail: bool,
    /// Whether it goes to a phone, as a text alone.
    is_text: bool,
    /// Letters that its text may have.
    longest: u32,
    preview: Preview,
}

/// What may be written, and what it becomes.
struct Placeholder {
    written: String,
    sample: String,
}

struct Preview {
    /// What stands in braces and nobody knows, a sentence each.
    strangers: Vec<String>,
    subject: String,
    heading: String,
    paragraphs: Vec<String>,
    button: String,
    footer: String,
    /// Of a text message: how long it is.
    size: String,
}

impl TemplatePage {
    /// With these words drawn as they arrive.
    pub fn new(
        ctx: &Visitor,
        page: Page,
        f: FormState,
        (kind, locale): (&MessageKind, Locale),
        words: &MessageWords,
    ) -> Self {
        let shown = with_samples(&ctx.app, &ctx.shop.name, (kind, locale), words);
        let values = samples(&ctx.app, &ctx.shop.name, locale, kind);
        let placeholders = values.into_iter().map(|(name, sample)| Placeholder {
            written: format!("{{{name}}}"),
            sample,
        });
        Self {
            path: format!("/admin/messages/templates/{}", kind.purpose),
            lang: locale.tag(),
            languages: languages(&page, kind, locale),
            placeholders: placeholders.collect(),
            subtitle: page.t(subtitle_key(kind.form)),
            is_mail: kind.form == Form::Mail,
            is_text: kind.form == Form::Text,
            longest: longest(kind.form),
            preview: Preview {
                strangers: strangers(&page, kind, words),
                paragraphs: shown.paragraphs().map(ToOwned::to_owned).collect(),
                button: match kind.form {
                    Form::Text => String::new(),
                    Form::Mail | Form::Notice => ctx.app.i18n.text(locale, kind.button, &[]),
                },
                size: size(&page, kind, &shown.body),
                subject: shown.subject.unwrap_or_default(),
                heading: shown.heading.unwrap_or_default(),
                footer: shown.footer.unwrap_or_default(),
            },
            page,
            f,
        }
    }

    /// Says where what was to try out went.
    #[must_use]
    pub fn tested(mut self, to: &str) -> Self {
        self.page.notices.push(Notice {
            kind: "success",
            text: self.page.tn("message-template-tested", "address", to),
        });
        self
    }
}

/// The same sentence is said once, however many fields it is about.
fn strangers(page: &Page, kind: &MessageKind, words: &MessageWords) -> Vec<String> {
    let mut said: Vec<String> = words
        .strangers(kind)
        .iter()
        .map(|error| page.field_error(error))
        .collect();
    said.dedup();
    said
}

fn longest(form: Form) -> u32 {
    let most = match form {
        Form::Text => TEXT,
        Form::Mail | Form::Notice => BODY,
    };
    u32::try_from(most).unwrap_or(u32::MAX)
}

fn subtitle_key(form: Form) -> &'static str {
    match form {
        Form::Mail => "message-template-subtitle",
        Form::Text => "message-template-subtitle-text",
        Form::Notice => "message-template-subtitle-notice",
    }
}

fn size(page: &Page, kind: &MessageKind, text: &str) -> String {
    if kind.form != Form::Text {
        return String::new();
    }
    let size = TextSize::of(text);
    let args = [
        ("letters", size.units.to_string()),
        ("count", size.segments.to_string()),
    ];
    page.ta("message-template-size", &args)
}

fn languages(page: &Page, kind: &MessageKind, current: Locale) -> Vec<Tab> {
    let tab = |locale: Locale| Tab {
        href: template_path(kind, locale),
        label: page.t(language_key(locale)),
        current: locale == current,
        count: None,
    };
    Locale::ALL.into_iter().map(tab).collect()
}

/// As the fields show it.
pub fn written(words: &MessageWords, version: i64) -> Vec<(&'static str, String)> {
    vec![
        ("subject", words.subject.clone().unwrap_or_default()),
        ("heading", words.heading.clone().unwrap_or_default()),
        ("body", words.body.clone()),
        ("footer", words.footer.clone().unwrap_or_default()),
        ("version", version.to_string()),
    ]
}

/// As somebody typed it so far.
pub fn typed_words(typed: &Typed) -> MessageWords {
    let text = |name: &str| Some(typed.get(name).to_owned());
    MessageWords {
        subject: text("subject"),
        heading: text("heading"),
        body: typed.get("body").to_owned(),
        footer: text("footer"),
    }
}
