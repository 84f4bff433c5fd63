//! Money: whole minor units and a currency. Never a float.

use serde::{Deserialize, Serialize};

/// ISO 4217 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency([u8; 3]);

impl Currency {
    /// Colombian peso: two decimals on paper (ISO 4217), whole pesos in the shop.
    pub const COP: Self = Self(*b"COP");

    /// Three capital letters.
    pub fn parse(code: &str) -> Option<Self> {
        let bytes: [u8; 3] = code.as_bytes().try_into().ok()?;
        bytes.iter().all(u8::is_ascii_uppercase).then_some(Self(bytes))
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }

    /// Minor units in one unit that a customer is charged: a peso is 100 centavos.
    pub const fn minor_per_unit(self) -> i64 {
        match &self.0 {
            b"CLP" | b"PYG" | b"JPY" => 1,
            _ => 100,
        }
    }

    /// Whether prices and totals must be whole units (nobody pays centavos in Colombia).
    pub const fn charges_whole_units(self) -> bool {
        matches!(&self.0, b"COP" | b"CLP" | b"PYG" | b"JPY")
    }

    /// The step that a charged amount must be a multiple of, in minor units.
    pub const fn step(self) -> i64 {
        if self.charges_whole_units() {
            self.minor_per_unit()
        } else {
            1
        }
    }
}

impl Currency {
    /// An amount as somebody types it (`58900`, `58.900`, `$ 1.245.000`, `12,50`), in minor units; at most 10¹⁰ units.
    /// A mark before the last one or two digits separates decimals, before groups of three it only helps reading.
    pub fn read(self, typed: &str) -> Option<i64> {
        let text: String = typed
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '\u{a0}' && *c != '$')
            .collect();
        let (whole, decimals) = match text.rfind(['.', ',']) {
            Some(at) if (1..=2).contains(&(text.len() - at - 1)) => (text.get(..at)?, text.get(at + 1..)?),
            _ => (text.as_str(), ""),
        };
        let minor = self.minor_per_unit();
        let cents = match (decimals.len(), minor) {
            (0, _) => 0,
            (1, 100) => decimals.parse::<u8>().ok().map(|tenths| i64::from(tenths) * 10)?,
            (2, 100) => decimals.parse::<u8>().ok().map(i64::from)?,
            _ => return None,
        };
        Some(read_grouped(whole)? * minor + cents)
    }

    /// An amount as [`Currency::read`] takes it: `58.900`.
    pub fn write(self, minor: i64) -> String {
        let text = Money {
            minor,
            currency: self,
        }
        .display();
        text.rsplit_once('\u{a0}')
            .map_or(text.clone(), |(_, number)| number.to_owned())
    }
}

/// Digits, alone or in groups of three.
fn read_grouped(text: &str) -> Option<i64> {
    let mut groups = text.split(['.', ',']);
    let first = groups.next()?;
    let mut digits = first.to_owned();
    for group in groups {
        if group.len() != 3 || first.is_empty() || first.len() > 3 {
            return None;
        }
        digits.push_str(group);
    }
    let plain = (1..=11).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    if plain {
        digits.parse().ok().filter(|units| *units <= 10_000_000_000)
    } else {
        None
    }
}

impl std::fmt::Display for Currency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl TryFrom<String> for Currency {
    type Error = &'static str;
    fn try_from(code: String) -> Result<Self, Self::Error> {
        Self::parse(&code).ok_or("invalid_currency")
    }
}

impl Serialize for Currency {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        Self::try_from(String::deserialize(d)?).map_err(serde::de::Error::custom)
    }
}

/// An amount in minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Money {
    /// Minor units (centavos).
    pub minor: i64,
    /// Of what.
    pub currency: Currency,
}

impl Money {
    /// For people: `$ 58.900`, `-$ 1.200`, `US$ 12,50`.
    pub fn display(self) -> String {
        let per_unit = self.currency.minor_per_unit();
        let (units, rest) = (
            self.minor.unsigned_abs() / per_unit.unsigned_abs(),
            self.minor.unsigned_abs() % per_unit.unsigned_abs(),
        );
        let sign = if self.minor < 0 { "-" } else { "" };
        let symbol = match self.currency.as_str() {
            "COP" | "CLP" | "MXN" | "ARS" => "$",
            "USD" => "US$",
            other => other,
        };
        let decimals = if rest == 0 {
            String::new()
        } else {
            format!(",{rest:02}")
        };
        format!("{sign}{symbol}\u{a0}{}{decimals}", grouped(units))
    }
}

/// `1234567` → `1.234.567`.
pub fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('.');
        }
        out.push(c);
    }
    out
}

/// The tax inside a price that includes it: `round(gross · rate / (1 + rate))`, half away from zero.
///
/// `rate` in hundredths of a percent (19 % = 1900); `step` is the rounding unit in minor units (100 for whole pesos).
/// 119,000 at 19 % holds 19,000; 9,900 holds 1,581.
pub fn included_tax(gross: i64, rate_bp: i32, step: i64) -> i64 {
    let (numerator, denominator) = (
        i128::from(gross) * i128::from(rate_bp),
        i128::from(10_000 + rate_bp),
    );
    round_to_step(numerator, denominator, step)
}

/// `numerator / denominator` rounded half away from zero to a multiple of `step`.
fn round_to_step(numerator: i128, denominator: i128, step: i64) -> i64 {
    let unit = denominator * i128::from(step);
    let (abs, sign) = (numerator.abs(), numerator.signum());
    let steps = (abs * 2 + unit) / (unit * 2);
    i64::try_from(sign * steps * i128::from(step)).unwrap_or(i64::MAX)
}

/// Splits `total` in proportion to `weights`, in multiples of `step`: largest remainder first, ties by order.
///
/// 2,500 over (38,900; 12,500; 9,900) is 1,586 + 510 + 404. The parts always add up to `total`.
pub fn allocate(total: i64, weights: &[i64], step: i64) -> Vec<i64> {
    let sum: i128 = weights.iter().map(|w| i128::from(*w)).sum();
    if sum <= 0 {
        return vec![0; weights.len()];
    }
    let steps = i128::from(total / step);
    let mut parts: Vec<i64> = Vec::with_capacity(weights.len());
    let mut remainders: Vec<(i128, usize)> = Vec::with_capacity(weights.len());
    for (i, weight) in weights.iter().enumerate() {
        let product = steps * i128::from(*weight);
        parts.push(i64::try_from(product / sum).unwrap_or(0) * step);
        remainders.push((product % sum, i));
    }
    remainders.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut left = total - parts.iter().sum::<i64>();
    for (_, i) in remainders.into_iter().cycle() {
        if left < step {
            break;
        }
        parts[i] += step;
        left -= step;
    }
    // What is smaller than a step goes to the first part, so that nothing is lost.
    if let Some(first) = parts.first_mut() {
        *first += left;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::{Currency, Money, allocate, included_tax};

    #[test]
    fn prices_read_as_in_a_colombian_shop() {
        let cop = |minor| {
            Money {
                minor,
                currency: Currency::COP,
            }
            .display()
            .replace('\u{a0}', " ")
        };
        assert_eq!(cop(5_890_000), "$ 58.900");
        assert_eq!(cop(124_500_000), "$ 1.245.000");
        assert_eq!(cop(-120_000), "-$ 1.200");
        assert_eq!(cop(150), "$ 1,50");
    }

    #[test]
    fn amounts_are_read_as_people_type_them() {
        let read = |text: &str| Currency::COP.read(text);
        for text in ["58900", "58.900", "$ 58.900", "58,900", "58.900,00", " 58 900 "] {
            assert_eq!(read(text), Some(5_890_000), "{text}");
        }
        assert_eq!(read("1.245.000"), Some(124_500_000));
        assert_eq!(read("12,5"), Some(1_250));
        assert_eq!(read("0"), Some(0));
        for text in [
            "",
            "-5",
            "5890.0000",
            "1.24.000",
            "abc",
            "1e9",
            "١٢",
            ".900",
            "99999999999",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        for minor in [0, 100, 5_890_000, 124_500_000, 1_250] {
            assert_eq!(read(&Currency::COP.write(minor)), Some(minor));
        }
    }

    #[test]
    fn tax_is_inside_the_price() {
        assert_eq!(included_tax(11_900_000, 1900, 100), 1_900_000);
        assert_eq!(included_tax(990_000, 1900, 100), 158_100);
        assert_eq!(included_tax(3_890_000, 800, 100), 288_100);
        assert_eq!(included_tax(3_890_000, 0, 100), 0);
    }

    #[test]
    fn shares_add_up() {
        assert_eq!(
            allocate(250_000, &[3_890_000, 1_250_000, 990_000], 100),
            [158_600, 51_000, 40_400]
        );
        assert_eq!(allocate(100, &[0, 0], 1), [0, 0]);
    }

    #[test]
    fn allocation_never_loses_or_makes_money() {
        use proptest::prelude::*;
        proptest!(|(total in 0_i64..10_000_000, weights in proptest::collection::vec(1_i64..1_000_000, 1..20))| {
            let parts = allocate(total, &weights, 100);
            prop_assert_eq!(parts.iter().sum::<i64>(), total);
            prop_assert!(parts.iter().all(|p| *p >= 0));
        });
    }
}
