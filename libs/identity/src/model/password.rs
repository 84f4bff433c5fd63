//! Passwords as typed, and what a new one must be.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::LazyLock;

use kernel::{Email, Error, Result};
use serde::{Deserialize, Deserializer, de::Error as _};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// A password as somebody typed it: 1 to 200 characters, never shown. Normalised (NFC), since one keyboard types an
/// accent in one piece and another in two.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    /// Longest password; longer ones would only make hashing costly.
    pub const MAX: usize = 200;

    /// Normalises and bounds it; the error is the field code.
    pub fn parse(raw: &str) -> Result<Self, &'static str> {
        if raw.len() > Self::MAX * 4 {
            return Err("too_long");
        }
        let text: String = raw.nfc().collect();
        match text.chars().count() {
            0 => Err("required"),
            n if n > Self::MAX => Err("too_long"),
            _ if text.chars().any(char::is_control) => Err("bad_characters"),
            _ => Ok(Self(text)),
        }
    }

    /// For hashing only.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password(…)")
    }
}

impl<'de> Deserialize<'de> for Password {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let raw = Cow::<'de, str>::deserialize(d)?;
        Self::parse(&raw).map_err(D::Error::custom)
    }
}

impl utoipa::PartialSchema for Password {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::{KnownFormat, ObjectBuilder, SchemaFormat, schema::Type};
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Password)))
            .min_length(Some(1))
            .max_length(Some(Self::MAX))
            .into()
    }
}
impl utoipa::ToSchema for Password {}

/// What a new password must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PasswordRule {
    /// Fewest characters.
    pub min: usize,
    /// Fewest, when upper, lower, digit and symbol are all there.
    pub min_mixed: usize,
    /// So many last ones, the present one included, may not be used again.
    pub history: usize,
}

impl PasswordRule {
    /// Refuses what is too short, too common or the person's own address, as an error of the field `password`.
    pub fn check(&self, password: &Password, email: &Email) -> Result<()> {
        match self.fault(&password.0, email) {
            None => Ok(()),
            Some(code) => Err(Error::invalid("password", code)),
        }
    }

    fn fault(&self, text: &str, email: &Email) -> Option<&'static str> {
        let length = text.chars().count();
        if length < self.min && !(length >= self.min_mixed && is_mixed(text)) {
            return Some("weak_password");
        }
        let plain = fold(text);
        let local = email.as_str().split('@').next().unwrap_or_default();
        if plain == fold(email.as_str()) || plain == fold(local) {
            return Some("password_is_email");
        }
        is_common(&plain).then_some("common_password")
    }
}

fn is_mixed(text: &str) -> bool {
    let has = |test: fn(char) -> bool| text.chars().any(test);
    has(char::is_uppercase)
        && has(char::is_lowercase)
        && has(char::is_numeric)
        && has(|c| !c.is_alphanumeric())
}

/// One a line, folded: whole passwords, and the words that people hang a year and a star on.
static COMMON: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("../../data/common_passwords.txt").lines();
    lines
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect()
});

/// Digits and symbols at the ends that make no common word a good password: `Colombia2026*`.
const LONGEST_DECORATION: usize = 6;
/// Fewer different characters than this are one key pressed often.
const FEWEST_DIFFERENT: usize = 4;

fn is_common(plain: &str) -> bool {
    let different: HashSet<char> = plain.chars().collect();
    if different.len() < FEWEST_DIFFERENT || COMMON.contains(plain) {
        return true;
    }
    let word = plain.trim_matches(|c: char| !c.is_alphabetic());
    let decoration = plain.chars().count() - word.chars().count();
    decoration <= LONGEST_DECORATION && (COMMON.contains(word) || COMMON.contains(unleet(word).as_str()))
}

/// Lower case, without accents.
fn fold(text: &str) -> String {
    text.nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .collect()
}

/// `p4ssw0rd` is `password`.
fn unleet(word: &str) -> String {
    let letter = |c| match c {
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        c => c,
    };
    word.chars().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use kernel::Email;
    use proptest::prelude::*;

    use super::{COMMON, Password, PasswordRule, fold};

    const RULE: PasswordRule = PasswordRule {
        min: 10,
        min_mixed: 8,
        history: 5,
    };

    fn fault(text: &str) -> Option<&'static str> {
        RULE.fault(text, &Email::parse("ana.maria@ejemplo.com").unwrap())
    }

    #[test]
    fn length_or_a_mixture_is_needed() {
        assert_eq!(fault("corta"), Some("weak_password"));
        assert_eq!(fault("nuevelet9"), Some("weak_password"));
        assert_eq!(fault("Mz7*gato"), None);
        assert_eq!(fault("caballo correcto"), None);
        assert_eq!(fault(crate::model::demo::PASSWORD), None);
    }

    #[test]
    fn the_commonest_are_refused_however_dressed() {
        for common in [
            "1234567890",
            "password123",
            "P@ssw0rd1!",
            "Colombia2026*",
            "contraseña123",
            "CONTRASEÑA1!",
            "qwertyuiop",
            "aaaaaaaaaaaa",
            "121212121212",
            "Medellin2025!",
            "tequieromucho",
            "nacional1947",
        ] {
            assert_eq!(fault(common), Some("common_password"), "{common}");
        }
    }

    #[test]
    fn the_own_address_is_no_secret() {
        assert_eq!(fault("Ana.Maria@ejemplo.com"), Some("password_is_email"));
        assert_eq!(
            RULE.fault("anamariagomez", &Email::parse("anamariagomez@x.co").unwrap()),
            Some("password_is_email")
        );
    }

    #[test]
    fn the_list_is_folded_and_long_enough_to_matter() {
        assert!(COMMON.len() >= 300, "{}", COMMON.len());
        assert!(
            COMMON.iter().all(|word| *word == fold(word)),
            "a line is not folded"
        );
    }

    #[test]
    fn an_accent_typed_in_two_pieces_is_the_same_password() {
        assert_eq!(
            Password::parse("cafe\u{301} con pan"),
            Password::parse("café con pan")
        );
        assert_eq!(Password::parse("con\0nulo largo"), Err("bad_characters"));
        assert_eq!(Password::parse(&"x".repeat(201)), Err("too_long"));
    }

    proptest! {
        #[test]
        fn what_is_accepted_is_long_enough(text in "\\PC{1,30}") {
            if fault(&text).is_none() {
                prop_assert!(text.chars().count() >= 8);
            }
        }
    }
}
