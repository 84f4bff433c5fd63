//! Amounts: centavos here, decimal pesos in what is said.

use serde_json::{Value, json};

/// Of the fee, in hundredths of a percent: 3.49 %.
const FEE_BP: i64 = 349;
/// Of the fee: 900 pesos, each time.
const FEE_FIXED: i64 = 90_000;
/// Tax on the fee, in percent.
const IVA: i64 = 19;

/// An amount of a request: a JSON number with at most two decimals.
pub fn read(value: &Value) -> Option<i64> {
    let Value::Number(number) = value else {
        return None;
    };
    let text = number.to_string();
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let whole: i64 = whole.parse().ok()?;
    let decimals = match decimals.as_bytes() {
        [] => 0,
        [tenth] => digit(*tenth)? * 10,
        [tenth, hundredth] => digit(*tenth)? * 10 + digit(*hundredth)?,
        _ => return None,
    };
    let minor = whole.checked_mul(100)?.checked_add(decimals)?;
    (!text.starts_with('-')).then_some(minor)
}

fn digit(byte: u8) -> Option<i64> {
    byte.is_ascii_digit().then(|| i64::from(byte - b'0'))
}

/// The same amount as a JSON number.
pub fn write(minor: i64) -> Value {
    if minor % 100 == 0 {
        return json!(minor / 100);
    }
    let sign = if minor < 0 { "-" } else { "" };
    let text = format!(
        "{sign}{}.{:02}",
        minor.unsigned_abs() / 100,
        minor.unsigned_abs() % 100
    );
    text.parse::<f64>().map_or(Value::Null, |number| json!(number))
}

/// The amount for people: `$ 58.900`.
pub fn show(minor: i64) -> String {
    let currency = kernel::Currency::COP;
    kernel::Money { minor, currency }.display()
}

/// Mercado Pago's fee of a payment: itself, and the tax on it.
pub fn fee(amount: i64) -> (i64, i64) {
    let fee = rounded(amount * FEE_BP, 10_000) + FEE_FIXED;
    (fee, rounded(fee * IVA, 100))
}

fn rounded(product: i64, unit: i64) -> i64 {
    (product * 2 + unit) / (unit * 2)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{fee, read, write};

    #[test]
    fn amounts_go_in_and_out() {
        for (number, minor) in [
            (json!(58_900), 5_890_000),
            (json!(58_900.0), 5_890_000),
            (json!(1.5), 150),
            (json!(0.05), 5),
        ] {
            assert_eq!(read(&number), Some(minor), "{number}");
        }
        for number in [
            json!(0.005),
            json!(-1),
            json!(-0.5),
            json!("1"),
            json!(1e30),
            Value::Null,
        ] {
            assert_eq!(read(&number), None, "{number}");
        }
        for minor in [0, 5, 150, 5_890_000, 34_000_000_000, 5_645_382] {
            assert_eq!(read(&write(minor)), Some(minor));
        }
    }

    #[test]
    fn the_fee_is_a_part_and_a_sum_with_tax_on_both() {
        // 3.49 % of 58,900 are 2,055.61; with 900 they are 2,955.61, whose 19 % are 561.57.
        assert_eq!(fee(5_890_000), (295_561, 56_157));
    }
}
