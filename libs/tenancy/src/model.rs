//! Types and rules about a shop.

use kernel::{Currency, Line, Locale, Slug};

/// What a new tenant starts with.
#[derive(Debug, Clone)]
pub struct NewTenant {
    /// Short name, part of its first host.
    pub slug: Slug,
    /// Name for people.
    pub name: Line<120>,
    /// The host that leads to it: `demo.localhost`.
    pub host: String,
    /// First language.
    pub locale: Locale,
    /// What it sells in.
    pub currency: Currency,
    /// IANA name of its zone.
    pub time_zone: String,
}

/// Whether a tenant is served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Open.
    Active,
    /// Closed by the provider.
    Suspended,
}

impl Standing {
    /// As stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Suspended => "suspended",
        }
    }
}

/// Lower-case host names that nobody may sign up with.
const RESERVED: [&str; 12] = [
    "www", "api", "platform", "admin", "mail", "app", "static", "assets", "media", "help", "status",
    "vitrina",
];

/// Whether a shop may have this short name.
pub fn slug_is_free_to_take(slug: &Slug) -> bool {
    !RESERVED.contains(&slug.as_str()) && slug.as_str().len() >= 3 && slug.as_str().len() <= 40
}

/// `#0f5c4d`: what a colour field sends, in lower case.
pub fn parse_color(raw: &str) -> Option<String> {
    let color = raw.trim().to_ascii_lowercase();
    let digits = color.strip_prefix('#')?;
    (digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit())).then_some(color)
}

#[cfg(test)]
mod tests {
    use super::{parse_color, slug_is_free_to_take};
    use kernel::Slug;

    #[test]
    fn reserved_names_stay_with_the_platform() {
        assert!(!slug_is_free_to_take(&Slug::parse("admin").unwrap()));
        assert!(slug_is_free_to_take(&Slug::parse("salon-aurora").unwrap()));
    }

    #[test]
    fn colours_are_six_hexadecimal_digits() {
        assert_eq!(parse_color(" #0F5C4D "), Some("#0f5c4d".into()));
        assert_eq!(parse_color("red"), None);
        assert_eq!(parse_color("#12345g"), None);
    }
}
