//! Slugs: the readable part of an address.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use unicode_normalization::UnicodeNormalization as _;

/// 1 to 100 of `[a-z0-9-]`, no dash at either end nor two in a row.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct Slug(String);

impl Slug {
    /// Longest slug.
    pub const MAX: usize = 100;

    /// Accepts only what is already a slug.
    pub fn parse(raw: &str) -> Option<Self> {
        let ok = (1..=Self::MAX).contains(&raw.len())
            && raw
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !raw.starts_with('-')
            && !raw.ends_with('-')
            && !raw.contains("--");
        ok.then(|| Self(raw.to_owned()))
    }

    /// Makes one from a name: "Café Geisha, 340 g" → `cafe-geisha-340-g`. `None` when no letter or digit is left.
    pub fn from_name(name: &str) -> Option<Self> {
        let mut slug = String::with_capacity(name.len());
        for c in name
            .nfd()
            .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        {
            match c.to_ascii_lowercase() {
                c if c.is_ascii_alphanumeric() => slug.push(c),
                _ if slug.is_empty() || slug.ends_with('-') => {}
                _ => slug.push('-'),
            }
        }
        slug.truncate(Self::MAX);
        Self::parse(slug.trim_end_matches('-'))
    }

    /// `cafe-2`, `cafe-3`, …: for the second thing of the same name.
    #[must_use]
    pub fn numbered(&self, n: u32) -> Self {
        let suffix = format!("-{n}");
        let keep = Self::MAX - suffix.len();
        let base = self
            .0
            .get(..keep.min(self.0.len()))
            .unwrap_or(&self.0)
            .trim_end_matches('-');
        Self(format!("{base}{suffix}"))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Slug {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Slug {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let raw = Cow::<'de, str>::deserialize(d)?;
        Self::parse(&raw).ok_or_else(|| D::Error::custom("invalid_slug"))
    }
}

impl utoipa::PartialSchema for Slug {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .pattern(Some("^[a-z0-9]+(-[a-z0-9]+)*$"))
            .max_length(Some(Self::MAX))
            .into()
    }
}
impl utoipa::ToSchema for Slug {}

#[cfg(test)]
mod tests {
    use super::Slug;

    #[test]
    fn names_become_slugs() {
        assert_eq!(
            Slug::from_name("  Café Geisha, 340 g ").map(|s| s.to_string()),
            Some("cafe-geisha-340-g".into())
        );
        assert_eq!(
            Slug::from_name("¡Ñandú!").map(|s| s.to_string()),
            Some("nandu".into())
        );
        assert_eq!(Slug::from_name("日本"), None);
        assert_eq!(Slug::parse("a--b"), None);
    }
}
