//! Texts from outside: trimmed, normalised (NFC), bounded, without control characters. Made only by parsing.

use std::borrow::Cow;
use std::fmt::Write as _;

use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use unicode_normalization::UnicodeNormalization as _;

/// Why a text was refused; its `Display` is the stable field code, so serde errors carry it to the edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Nothing left after trimming.
    #[error("required")]
    Required,
    /// More characters than allowed.
    #[error("too_long")]
    TooLong,
    /// Control, private-use or direction-changing characters, or a pile of combining marks.
    #[error("bad_characters")]
    BadCharacters,
}

/// One line of 1 to `MAX` characters.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct Line<const MAX: usize>(String);

/// Several lines (line feeds and tabs allowed), 1 to `MAX` characters.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct Prose<const MAX: usize>(String);

/// Cleans a text and checks it; `multiline` permits line feeds and tabs.
pub fn clean(raw: &str, max: usize, multiline: bool) -> Result<String, TextError> {
    // Bounds first, on bytes, so that normalising is never fed megabytes.
    if raw.len() > max.saturating_mul(16) {
        return Err(TextError::TooLong);
    }
    let unified: Cow<'_, str> = if raw.contains('\r') {
        raw.replace("\r\n", "\n").into()
    } else {
        raw.into()
    };
    let text: String = unified.trim().nfc().collect();
    if text.is_empty() {
        return Err(TextError::Required);
    }
    if text.chars().count() > max {
        return Err(TextError::TooLong);
    }
    if text.chars().all(is_invisible) {
        return Err(TextError::Required);
    }
    if text.chars().any(|c| is_forbidden(c, multiline)) || has_mark_pile(&text) {
        return Err(TextError::BadCharacters);
    }
    Ok(text)
}

/// Takes no ink: nothing but these is no text. Some of them are needed between letters (emoji, Persian).
fn is_invisible(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}')
}

fn is_forbidden(c: char, multiline: bool) -> bool {
    match c {
        '\n' | '\t' => !multiline,
        // Bidirectional overrides and isolates can make a name read as another one (Unicode TR 36).
        // Private use has no meaning that anybody else could read.
        '\u{202A}'..='\u{202E}'
        | '\u{2066}'..='\u{2069}'
        | '\u{FEFF}'
        | '\u{FFFE}'
        | '\u{FFFF}'
        | '\u{E000}'..='\u{F8FF}'
        | '\u{E0000}'..='\u{10FFFF}' => true,
        c => c.is_control(),
    }
}

/// More than four combining marks on one letter is no language but vandalism.
fn has_mark_pile(text: &str) -> bool {
    let mut run = 0;
    text.chars().any(|c| {
        run = if unicode_normalization::char::is_combining_mark(c) {
            run + 1
        } else {
            0
        };
        run > 4
    })
}

/// Percent-encoded for an address (RFC 3986): all but letters, digits, `-._~` and the bytes that are `kept`.
pub fn percent_encoded(text: &str, kept: &[u8]) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) || kept.contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // A String takes whatever is written.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

macro_rules! text_type {
    ($name:ident, $multiline:literal) => {
        impl<const MAX: usize> $name<MAX> {
            /// Parses; see [`clean`].
            pub fn parse(raw: &str) -> Result<Self, TextError> {
                clean(raw, MAX, $multiline).map(Self)
            }
            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
            /// The text, owned.
            pub fn into_string(self) -> String {
                self.0
            }
        }
        impl<const MAX: usize> std::ops::Deref for $name<MAX> {
            type Target = str;
            fn deref(&self) -> &str {
                &self.0
            }
        }
        impl<const MAX: usize> std::fmt::Display for $name<MAX> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl<'de, const MAX: usize> Deserialize<'de> for $name<MAX> {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let raw = Cow::<'de, str>::deserialize(d)?;
                Self::parse(&raw).map_err(D::Error::custom)
            }
        }
        impl<const MAX: usize> utoipa::PartialSchema for $name<MAX> {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .min_length(Some(1))
                    .max_length(Some(MAX))
                    .into()
            }
        }
        impl<const MAX: usize> utoipa::ToSchema for $name<MAX> {
            fn name() -> Cow<'static, str> {
                Cow::Owned(format!("{}{}", stringify!($name), MAX))
            }
        }
    };
}

text_type!(Line, false);
text_type!(Prose, true);

/// For optional form fields: an empty or blank text is none.
pub fn blank_as_none<'de, D, T>(d: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    let raw = Option::<Cow<'de, str>>::deserialize(d)?;
    match raw.as_deref().map(str::trim) {
        None | Some("") => Ok(None),
        Some(text) => T::deserialize(serde::de::value::StrDeserializer::<D::Error>::new(text)).map(Some),
    }
}

#[cfg(test)]
mod tests {
    use super::{Line, Prose, TextError};

    #[test]
    fn what_takes_no_ink_is_no_text() {
        for blank in ["\u{200B}\u{200B}", "\u{2060}", "\u{FEFF} \u{200D}"] {
            assert_eq!(Line::<9>::parse(blank), Err(TextError::Required), "{blank:?}");
        }
        // Between letters some of them are needed.
        assert!(Line::<9>::parse("👩\u{200D}🍳").is_ok());
    }

    #[test]
    fn lines_are_trimmed_bounded_and_clean() {
        assert_eq!(
            Line::<5>::parse("  hola ").map(Line::into_string),
            Ok("hola".into())
        );
        assert_eq!(Line::<3>::parse("hola"), Err(TextError::TooLong));
        assert_eq!(Line::<9>::parse(" \t "), Err(TextError::Required));
        for bad in [
            "a\0b",
            "a\nb",
            "a\u{202E}b",
            "a\u{300}\u{300}\u{300}\u{300}\u{300}\u{300}",
        ] {
            assert_eq!(Line::<20>::parse(bad), Err(TextError::BadCharacters), "{bad:?}");
        }
        assert!(Prose::<20>::parse("a\r\nb").is_ok_and(|p| p.as_str() == "a\nb"));
    }

    #[test]
    fn an_accent_typed_in_two_pieces_becomes_one_letter() {
        assert_eq!(
            Line::<9>::parse("cafe\u{301}").map(Line::into_string),
            Ok("café".into())
        );
    }
}
