//! Types and rules about a shop.

use kernel::{Currency, Line, Locale, Slug};
use url::Url;

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

/// A site as browsers name it in `Origin`: `https://www.example.com`. Plain HTTP, which anybody on the way could speak for,
/// is taken from one's own machine only.
pub fn parse_origin(raw: &str) -> Option<String> {
    let url = Url::parse(raw.trim()).ok()?;
    let is_bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    let is_plain = url.username().is_empty() && url.password().is_none();
    let host = url.host_str()?;
    let is_here = host == "localhost" || host.ends_with(".localhost") || host == "127.0.0.1";
    // `*` is a character of a name like any other to the standard, and no site has it.
    let is_name = host
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b));
    let is_safe = url.scheme() == "https" || url.scheme() == "http" && is_here;
    (is_bare && is_plain && is_name && is_safe).then(|| url.origin().ascii_serialization())
}

#[cfg(test)]
mod tests {
    use super::{parse_color, parse_origin, slug_is_free_to_take};
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

    #[test]
    fn an_origin_is_what_browsers_send() {
        let fits = |raw, origin: &str| assert_eq!(parse_origin(raw).as_deref(), Some(origin), "{raw}");
        fits(" https://WWW.Example.com/ ", "https://www.example.com");
        fits("https://example.com:443", "https://example.com");
        fits("https://example.com:8443", "https://example.com:8443");
        fits("https://niño.example", "https://xn--nio-8ma.example");
        fits("http://localhost:5173", "http://localhost:5173");
        for bad in [
            "*",
            "null",
            "example.com",
            "https://*",
            "https://",
            "http://example.com",
            "https://example.com/shop",
            "https://example.com?x",
            "https://a@example.com",
            "https://example.com https://b.test",
            "javascript:x",
            "file:///etc",
            "http://localhost.evil.test",
            "https://*.example.com",
        ] {
            assert_eq!(parse_origin(bad), None, "{bad}");
        }
    }
}
