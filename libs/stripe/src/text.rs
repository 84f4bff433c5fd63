//! Stripe's words and marks, as far as they are kept.

use jiff::Timestamp;
use kernel::Currency;
use url::Url;

use crate::error::StripeError;

/// Most of Stripe's sentences that is kept.
const MOST_WORDS: usize = 160;
/// Currencies whose smallest unit is another one at Stripe than at us: amounts of these are not read. The first have none,
/// the last line's have a thousandth.
const OTHERWISE: [&str; 18] = [
    "BIF", "DJF", "GNF", "KMF", "KRW", "MGA", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF", //
    "BHD", "JOD", "KWD", "OMR", "TND",
];

/// Words that can be nobody's address, number or name of an account: with an `@` or more than four digits they go.
pub(crate) fn harmless(text: &str) -> String {
    let is_somebodys =
        |word: &&str| word.contains('@') || word.bytes().filter(u8::is_ascii_digit).count() > 4;
    let words = text.split_whitespace().map(|word| {
        let fine = !is_somebodys(&word) && !word.chars().any(char::is_control);
        if fine { word } else { "…" }
    });
    words
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
        .take(MOST_WORDS)
        .collect()
}

/// Their marks are short.
pub(crate) fn short(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(100).collect()
}

/// A currency whose amounts mean the same at Stripe and at us; they write it small.
pub(crate) fn currency(code: &str) -> Result<Currency, StripeError> {
    let currency = Currency::parse(&code.to_ascii_uppercase()).ok_or(StripeError::Unreadable)?;
    if is_the_same(currency) {
        Ok(currency)
    } else {
        Err(StripeError::Unreadable)
    }
}

/// Whether the smallest unit of a currency is the same one.
pub(crate) fn is_the_same(currency: Currency) -> bool {
    !OTHERWISE.contains(&currency.as_str())
}

/// A moment, told in seconds.
pub(crate) fn moment(seconds: i64) -> Result<Timestamp, StripeError> {
    Timestamp::from_second(seconds).map_err(|_| StripeError::Unreadable)
}

/// The same of one that need not be.
pub(crate) fn moment_or_none(seconds: Option<i64>) -> Result<Option<Timestamp>, StripeError> {
    seconds.map(moment).transpose()
}

/// Where a browser may be sent: over HTTPS, or to a stand-in on this machine.
pub(crate) fn door(text: &str) -> Option<Url> {
    let url = Url::parse(text).ok()?;
    let is_here = match url.host()? {
        url::Host::Domain(name) => name == "localhost" || name.ends_with(".localhost"),
        url::Host::Ipv4(address) => address.is_loopback(),
        url::Host::Ipv6(address) => address.is_loopback(),
    };
    (url.scheme() == "https" || (url.scheme() == "http" && is_here)).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::{currency, door};

    #[test]
    fn amounts_are_read_only_where_they_mean_the_same() {
        for (code, unit) in [("cop", 100), ("usd", 100), ("clp", 1), ("jpy", 1), ("pyg", 1)] {
            assert_eq!(currency(code).unwrap().minor_per_unit(), unit, "{code}");
        }
        for code in ["krw", "ugx", "kwd", "", "pesos", "co"] {
            assert!(currency(code).is_err(), "{code}");
        }
    }

    #[test]
    fn browsers_are_sent_nowhere_strange() {
        assert!(door("https://hooks.stripe.com/3d").is_some() && door("http://127.0.0.1:9/a").is_some());
        for odd in [
            "javascript:alert(1)",
            "data:text/html,x",
            "http://evil.example.com/",
            "//a",
            "",
            "http://localhost.evil.com/",
        ] {
            assert!(door(odd).is_none(), "{odd}");
        }
    }
}
