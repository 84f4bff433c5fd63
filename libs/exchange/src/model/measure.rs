//! Weights and lengths: `0,25`, `1.5`, in the unit that the column names.

/// A number with at most three decimals, in thousandths; a mark separates decimals, whichever it is. At most 10⁹.
fn thousandths(text: &str) -> Option<i64> {
    let text = text.trim();
    let (whole, decimals) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if whole.len() > 9 || (whole.is_empty() && decimals.is_empty()) || !digits(whole) || !digits(decimals) {
        return None;
    }
    let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let kept: String = decimals.chars().chain("000".chars()).take(3).collect();
    Some(whole * 1_000 + kept.parse::<i64>().ok()?)
}

/// Grams of a weight in this unit; grams where none is named.
pub fn grams(text: &str, unit: &str) -> Option<i32> {
    // Milligrams of one unit.
    let unit = match unit {
        "kg" => 1_000_000,
        "lb" | "lbs" => 453_592,
        "oz" => 28_350,
        _ => 1_000,
    };
    scaled(thousandths(text)?, unit)
}

/// Millimetres of a length in this unit; millimetres where none is named.
pub fn millimetres(text: &str, unit: &str) -> Option<i32> {
    // Micrometres of one unit.
    let unit = match unit {
        "m" => 1_000_000,
        "yd" => 914_400,
        "in" => 25_400,
        "cm" => 10_000,
        _ => 1_000,
    };
    scaled(thousandths(text)?, unit)
}

fn scaled(thousandths: i64, unit: i64) -> Option<i32> {
    i32::try_from((thousandths * unit + 500_000) / 1_000_000).ok()
}

/// Grams as kilograms: `0.25`.
pub fn kilograms(grams: i32) -> String {
    decimal(grams, 1_000, 3)
}

/// Millimetres as centimetres: `12.5`.
pub fn centimetres(millimetres: i32) -> String {
    decimal(millimetres, 10, 1)
}

fn decimal(number: i32, unit: i32, width: usize) -> String {
    let (whole, rest) = (number / unit, number % unit);
    if rest == 0 {
        return whole.to_string();
    }
    let decimals = format!("{rest:0width$}");
    format!("{whole}.{}", decimals.trim_end_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::{centimetres, grams, kilograms, millimetres};
    use proptest::prelude::*;

    #[test]
    fn measures_are_read_in_their_unit() {
        assert_eq!(grams("0,25", "kg"), Some(250));
        assert_eq!(grams("250", ""), Some(250));
        assert_eq!(grams("1", "lbs"), Some(454));
        assert_eq!(grams(".5", "kg"), Some(500));
        assert_eq!(millimetres("12.5", "cm"), Some(125));
        for bad in ["", "abc", "-1", "1.2.3", "1e3", "99999999999"] {
            assert_eq!(grams(bad, "kg"), None, "{bad}");
        }
        assert_eq!(grams("999999999", "kg"), None);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(n in 0..1_000_000_i32) {
            prop_assert_eq!(grams(&kilograms(n), "kg"), Some(n));
            prop_assert_eq!(millimetres(&centimetres(n), "cm"), Some(n));
        }
    }
}
