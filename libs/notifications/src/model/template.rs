//! Words with placeholders, and how they are filled. A template can spoil no mail: what has no value becomes nothing, and the
//! frame escapes whatever comes out.

use kernel::{Error, FieldError, Line, Locale, Prose, Result};
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use utoipa::ToSchema;
use validator::Validate;

use super::MailContent;
use super::kind::{Form, MessageKind};

/// Longest subject, and longest heading.
pub const LINE: usize = 150;
/// Longest text.
pub const BODY: usize = 4_000;
/// Longest small print.
pub const FOOTER: usize = 500;
/// Longest text to a phone: three messages in the cheap letters, which each cost something.
pub const TEXT: usize = 480;

/// What goes in: a placeholder's name and its value.
pub type Values = Vec<(&'static str, String)>;

/// What a message says, placeholders and all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromRow, ToSchema)]
pub struct MessageWords {
    /// One line; the title of a notice. None of a text message.
    pub subject: Option<String>,
    /// First line, large; of a mail alone.
    pub heading: Option<String>,
    /// A paragraph a line.
    pub body: String,
    /// Small print; of a mail alone.
    pub footer: Option<String>,
}

/// A shop's own words for a kind of message in one language.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Template {
    pub purpose: String,
    pub locale: Locale,
    #[serde(flatten)]
    pub words: MessageWords,
}

/// What a shop wants said; `{name}` and the like are replaced in each message.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TemplateRequest {
    /// One line; the title of a notice. A text message has none.
    #[schema(value_type = Option<String>, max_length = 150)]
    pub subject: Option<Line<LINE>>,
    /// First line, large; of a mail alone.
    #[schema(value_type = Option<String>, max_length = 150)]
    pub heading: Option<Line<LINE>>,
    /// A paragraph a line; of a text message 480 letters at most.
    #[schema(value_type = String, max_length = 4000)]
    pub body: Prose<BODY>,
    /// Small print, of a mail alone; none leaves ours.
    #[schema(value_type = Option<String>, max_length = 500)]
    pub footer: Option<Prose<FOOTER>>,
}

impl TemplateRequest {
    /// The words, if they have the parts that this kind has, and every placeholder in them is one of its own; else names each
    /// field that does not fit.
    pub(crate) fn words_for(&self, kind: &MessageKind) -> Result<MessageWords> {
        let words = self.words();
        let mut wrong = words.misfits(kind.form);
        wrong.extend(words.strangers(kind));
        if wrong.is_empty() {
            Ok(words)
        } else {
            Err(Error::invalid_fields(wrong))
        }
    }

    fn words(&self) -> MessageWords {
        MessageWords {
            subject: self.subject.as_ref().map(ToString::to_string),
            heading: self.heading.as_ref().map(ToString::to_string),
            body: self.body.to_string(),
            footer: self.footer.as_ref().map(ToString::to_string),
        }
    }
}

impl MessageWords {
    fn fields(&self) -> [(&'static str, &str); 4] {
        [
            ("subject", self.subject.as_deref().unwrap_or_default()),
            ("heading", self.heading.as_deref().unwrap_or_default()),
            ("body", &self.body),
            ("footer", self.footer.as_deref().unwrap_or_default()),
        ]
    }

    /// The fields in which something stands in braces that such a message does not know: what it is, and what it may be.
    pub(crate) fn strangers(&self, kind: &MessageKind) -> Vec<FieldError> {
        let unknown = |text: &str| {
            let names = placeholders_in(text).filter(|name| !kind.placeholders.contains(name));
            let written: Vec<String> = names.map(|name| format!("{{{name}}}")).collect();
            written.join(", ")
        };
        let found = self.fields().map(|(field, text)| (field, unknown(text)));
        let wrong = found.into_iter().filter(|(_, unknown)| !unknown.is_empty());
        wrong
            .map(|(field, unknown)| FieldError {
                field: field.into(),
                code: "unknown_placeholder",
                args: vec![
                    ("unknown", unknown),
                    ("placeholders", kind.written_placeholders()),
                ],
            })
            .collect()
    }

    /// Parts that are missing, and those that such a message does not have.
    fn misfits(&self, form: Form) -> Vec<FieldError> {
        let has = |part: &Option<String>| part.is_some();
        let [subject, heading, footer] = [&self.subject, &self.heading, &self.footer].map(has);
        let is_long = self.body.chars().count() > TEXT;
        let parts = match form {
            Form::Mail => vec![
                ("subject", !subject, "required"),
                ("heading", !heading, "required"),
            ],
            Form::Notice => vec![
                ("subject", !subject, "required"),
                ("heading", heading, "not_a_part"),
                ("footer", footer, "not_a_part"),
            ],
            Form::Text => vec![
                ("subject", subject, "not_a_part"),
                ("heading", heading, "not_a_part"),
                ("body", is_long, "too_long"),
                ("footer", footer, "not_a_part"),
            ],
        };
        let wrong = parts.into_iter().filter(|(_, is_wrong, _)| *is_wrong);
        wrong
            .map(|(field, _, code)| FieldError {
                field: field.into(),
                code,
                args: vec![],
            })
            .collect()
    }

    /// With the values put in, once: a value that looks like a placeholder stays what it is.
    pub fn filled(&self, values: &[(&'static str, String)]) -> Self {
        let fill = |text: &str| put_in(text, values);
        Self {
            subject: self.subject.as_deref().map(fill),
            heading: self.heading.as_deref().map(fill),
            body: fill(&self.body),
            footer: self.footer.as_deref().map(fill),
        }
    }

    /// Its text, a paragraph each.
    pub fn paragraphs(&self) -> impl Iterator<Item = &str> {
        self.body.lines().map(str::trim).filter(|line| !line.is_empty())
    }

    /// These words in place of ours, which are the heading and the first paragraph. What the occasion adds stays: further
    /// paragraphs, rows, buttons.
    pub(crate) fn replace(&self, ours: &MailContent) -> MailContent {
        let own = self.paragraphs().map(ToOwned::to_owned);
        let added = ours.paragraphs.iter().skip(1).cloned();
        MailContent {
            heading: self.heading.clone().unwrap_or_else(|| ours.heading.clone()),
            paragraphs: own.chain(added).collect(),
            footer: self.footer.clone().or_else(|| ours.footer.clone()),
            ..ours.clone()
        }
    }
}

fn put_in(text: &str, values: &[(&'static str, String)]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, name, after)) = split_at_placeholder(rest) {
        filled.push_str(before);
        let value = values.iter().find(|(known, _)| *known == name);
        filled.push_str(value.map_or("", |(_, value)| value));
        rest = after;
    }
    filled.push_str(rest);
    filled
}

fn placeholders_in(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (_, name, after) = split_at_placeholder(rest)?;
        rest = after;
        Some(name)
    })
}

/// What stands before the first placeholder, its name, and what follows. Braces around nothing, around more than 40 bytes or
/// over several lines are just braces.
fn split_at_placeholder(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    while let Some(open) = text[from..].find('{').map(|at| from + at) {
        let inside = &text[open + 1..];
        let end = inside.find(['{', '}', '\n']);
        if let Some(end) = end.filter(|end| inside[*end..].starts_with('}') && (1..=40).contains(end)) {
            return Some((&text[..open], inside[..end].trim(), &inside[end + 1..]));
        }
        from = open + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{MessageWords, placeholders_in, put_in};
    use crate::model::MailContent;

    #[test]
    fn values_go_in_once_and_what_has_none_becomes_nothing() {
        let values = [("name", "{shop}".to_owned()), ("shop", "Café".to_owned())];
        for (text, filled) in [
            ("Hola, {name}: {shop}", "Hola, {shop}: Café"),
            ("{ name }", "{shop}"),
            ("{gone}!", "!"),
            ("{{shop}}", "{Café}"),
            ("{} { {shop", "{} { {shop"),
            ("a {\n} b", "a {\n} b"),
            ("ñ{shop}ñ", "ñCaféñ"),
            ("", ""),
        ] {
            assert_eq!(put_in(text, &values), filled, "{text:?}");
        }
    }

    #[test]
    fn placeholders_are_found() {
        let found: Vec<_> = placeholders_in("{name} { time } {{shop}} {}").collect();
        assert_eq!(found, ["name", "time", "shop"]);
        let many = "{".repeat(4_000);
        assert_eq!(placeholders_in(&many).count(), 0);
    }

    #[test]
    fn what_the_occasion_adds_stays() {
        let own = MessageWords {
            subject: Some("s".into()),
            heading: Some("h".into()),
            body: "one\n\n two ".into(),
            footer: None,
        };
        let ours = MailContent {
            heading: "ours".into(),
            paragraphs: vec!["ours".into(), "how to pay".into()],
            rows: vec![("a".into(), "b".into())],
            footer: Some("small".into()),
            ..MailContent::default()
        };
        let said = own.replace(&ours);
        assert_eq!(said.paragraphs, ["one", "two", "how to pay"]);
        assert_eq!(
            (said.heading.as_str(), said.footer.as_deref()),
            ("h", Some("small"))
        );
        assert_eq!(said.rows, ours.rows);
    }
}
