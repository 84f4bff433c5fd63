//! Amounts: minor units here, decimal numbers at Mercado Pago. Between them only digits are moved: no floating point.

use kernel::Currency;
use serde::ser::Error as _;
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::error::MpError;

/// What we charge in: the site is Colombia's (MCO).
pub(crate) const OURS: Currency = Currency::COP;
/// More digits than any amount has.
const MOST_DIGITS: usize = 30;

/// An amount to be sent, in minor units of [`OURS`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct Amount(pub i64);

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let number = RawValue::from_string(written(self.0, OURS)).map_err(S::Error::custom)?;
        number.serialize(serializer)
    }
}

/// Minor units as a JSON number: 5,000,000 centavos are `50000`, 5,000,050 are `50000.50`.
fn written(minor: i64, currency: Currency) -> String {
    let unit = currency.minor_per_unit().unsigned_abs();
    let (whole, rest) = (minor.unsigned_abs() / unit, minor.unsigned_abs() % unit);
    let sign = if minor < 0 { "-" } else { "" };
    if rest == 0 {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{rest:02}")
    }
}

/// The minor units of a JSON number, which may have an exponent (`3.4E8`) or stand in quotes. None when it has more decimals
/// than the currency, is too large, or is no number.
fn minor(text: &str, currency: Currency) -> Option<i64> {
    let text = text.trim_matches('"');
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let (sign, mantissa) = match mantissa.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, mantissa),
    };
    let (whole, decimals) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = digits(whole, decimals)?;
    let decimals = i32::try_from(decimals.len()).ok()?;
    let shift = exponent
        .checked_add(decimals_of(currency))?
        .checked_sub(decimals)?;
    i64::try_from(sign * shifted(digits, shift)?).ok()
}

/// A number of an answer.
pub(crate) fn told(number: &RawValue, currency: Currency) -> Result<i64, MpError> {
    minor(number.get(), currency).ok_or(MpError::Unreadable)
}

/// A number of an answer; none when there is none.
pub(crate) fn told_or_none(number: Option<&RawValue>, currency: Currency) -> Result<Option<i64>, MpError> {
    number.map(|number| told(number, currency)).transpose()
}

/// Minor units of something that there is.
pub(crate) fn told_some(number: &RawValue, currency: Currency) -> Result<i64, MpError> {
    told(number, currency).and_then(|minor| {
        if minor > 0 {
            Ok(minor)
        } else {
            Err(MpError::Unreadable)
        }
    })
}

fn digits(whole: &str, decimals: &str) -> Option<i128> {
    let all = format!("{whole}{decimals}");
    let fine = !whole.is_empty() && all.len() <= MOST_DIGITS && all.bytes().all(|b| b.is_ascii_digit());
    fine.then(|| all.parse().ok()).flatten()
}

/// How many decimals an amount of this currency may have.
fn decimals_of(currency: Currency) -> i32 {
    if currency.minor_per_unit() == 1 { 0 } else { 2 }
}

/// Times ten to a power, if that is whole.
fn shifted(digits: i128, power: i32) -> Option<i128> {
    let unit = 10_i128.checked_pow(power.unsigned_abs())?;
    if power >= 0 {
        digits.checked_mul(unit)
    } else {
        (digits % unit == 0).then_some(digits / unit)
    }
}

#[cfg(test)]
mod tests {
    use kernel::Currency;
    use proptest::prelude::*;

    use super::{Amount, minor, written};

    fn cop(text: &str) -> Option<i64> {
        minor(text, Currency::COP)
    }

    #[test]
    fn pesos_are_read_to_the_centavo() {
        for (text, centavos) in [
            ("50000", 5_000_000),
            ("50000.0", 5_000_000),
            ("50000.00", 5_000_000),
            ("\"50000.00\"", 5_000_000),
            ("50000.5", 5_000_050),
            ("0.01", 1),
            ("1600.000000", 160_000),
            ("3.4E8", 34_000_000_000),
            ("3.4e+8", 34_000_000_000),
            ("160000e-2", 160_000),
            ("0", 0),
            ("-12.34", -1_234),
            // One that floating point gets wrong: 1.15 · 100 is 114.99999999999999.
            ("1.15", 115),
            ("92233720368547758.07", i64::MAX),
        ] {
            assert_eq!(cop(text), Some(centavos), "{text}");
        }
    }

    #[test]
    fn what_is_no_amount_is_not_guessed() {
        for text in [
            "",
            ".",
            "\"\"",
            "-",
            ".5",
            "1.2.3",
            "1,5",
            "1e",
            "e5",
            "1e2e3",
            "NaN",
            "null",
            "true",
            "٥",
            "0x10",
            // A tenth of a centavo, more than there is, and powers nobody needs.
            "0.001",
            "50000.005",
            "92233720368547758.08",
            "1e40",
            "1e99999999999",
            "1e-2147483648",
            "1234567890123456789012345678901",
        ] {
            assert_eq!(cop(text), None, "{text}");
        }
        assert_eq!(minor("1500", Currency::parse("CLP").unwrap()), Some(1_500));
        assert_eq!(minor("1500.5", Currency::parse("CLP").unwrap()), None);
    }

    #[test]
    fn amounts_go_out_as_numbers() {
        let json = |minor| serde_json::to_string(&Amount(minor)).unwrap();
        assert_eq!(json(5_000_000), "50000");
        assert_eq!(json(5_000_005), "50000.05");
        assert_eq!(json(34_000_000_000), "340000000");
    }

    proptest! {
        #[test]
        fn every_amount_comes_back(centavos: i64, currency in "COP|USD|CLP|MXN") {
            let currency = Currency::parse(&currency).unwrap();
            prop_assert_eq!(minor(&written(centavos, currency), currency), Some(centavos));
        }

        #[test]
        fn every_amount_that_floats_can_hold_comes_back_from_them(centavos in 0_i64..100_000_000_000_000) {
            let float: f64 = written(centavos, Currency::COP).parse().unwrap();
            prop_assert_eq!(cop(&serde_json::to_string(&float).unwrap()), Some(centavos));
        }

        #[test]
        fn no_text_makes_it_panic(text: String) {
            cop(&text);
        }
    }
}
