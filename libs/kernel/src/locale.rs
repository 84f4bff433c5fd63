//! Languages of the pages and mails.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A language that the product speaks completely.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, sqlx::Type, ToSchema)]
#[sqlx(type_name = "text")]
pub enum Locale {
    /// Colombian Spanish: the first language.
    #[default]
    #[serde(rename = "es-CO")]
    #[sqlx(rename = "es-CO")]
    Es,
    /// English.
    #[serde(rename = "en")]
    #[sqlx(rename = "en")]
    En,
}

impl Locale {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Es, Self::En];

    /// BCP 47 tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Es => "es-CO",
            Self::En => "en",
        }
    }

    /// The first language of an `Accept-Language` header (RFC 9110 §12.5.4) that we speak, by weight.
    pub fn from_accept_language(header: &str) -> Option<Self> {
        let mut wanted: Vec<(f32, &str)> = header
            .split(',')
            .take(16)
            .map(|part| {
                let (tag, q) = part.split_once(";q=").unwrap_or((part, "1"));
                (q.trim().parse().unwrap_or(0.0), tag.trim())
            })
            .collect();
        wanted.sort_by(|a, b| b.0.total_cmp(&a.0));
        wanted
            .into_iter()
            .filter(|(q, _)| *q > 0.0)
            .find_map(|(_, tag)| Self::from_tag(tag))
    }

    /// By its tag or any regional form of it (`es`, `es-MX`, `en-US`).
    pub fn from_tag(tag: &str) -> Option<Self> {
        match tag.split('-').next()?.to_ascii_lowercase().as_str() {
            "es" => Some(Self::Es),
            "en" => Some(Self::En),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Locale;

    #[test]
    fn the_heaviest_language_we_speak_wins() {
        assert_eq!(
            Locale::from_accept_language("fr, en;q=0.8, es;q=0.9"),
            Some(Locale::Es)
        );
        assert_eq!(Locale::from_accept_language("en-US,en;q=0.9"), Some(Locale::En));
        assert_eq!(Locale::from_accept_language("de"), None);
    }
}
