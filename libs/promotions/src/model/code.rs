//! Codes of coupons, as customers type them: `verano 20` and `VERANO20` are one.

use std::str::FromStr;

use kernel::Error;

/// 3 to 30 capital letters, digits, `-` and `_`, beginning with a letter or digit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CouponCode(String);

impl CouponCode {
    /// Reads what was typed: blanks are left out and letters made large. None when that is no code.
    pub fn read(typed: &str) -> Option<Self> {
        let code: String = typed
            .chars()
            .filter(|c| !c.is_whitespace())
            .take(31)
            .collect::<String>()
            .to_ascii_uppercase();
        let is_known = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit();
        let begins = code.bytes().next().is_some_and(is_known);
        let fits = (3..=30).contains(&code.len())
            && begins
            && code.bytes().all(|b| is_known(b) || b == b'-' || b == b'_');
        fits.then_some(Self(code))
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for CouponCode {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self, Error> {
        Self::read(text).ok_or_else(Error::not_found)
    }
}

#[cfg(test)]
mod tests {
    use super::CouponCode;

    #[test]
    fn what_people_type_is_read_and_what_is_no_code_is_not() {
        let read = |text: &str| CouponCode::read(text).map(|code| code.as_str().to_owned());
        assert_eq!(read(" verano 20 ").as_deref(), Some("VERANO20"));
        assert_eq!(read("a-b_1").as_deref(), Some("A-B_1"));
        for no_code in ["", "AB", "-ABC", "ñandú", "A'B--", &"A".repeat(31), "a\u{0}bc"] {
            assert_eq!(read(no_code), None, "{no_code}");
        }
    }
}
