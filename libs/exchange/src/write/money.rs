//! Amounts as every program reads them.

use kernel::Currency;

/// Without groups; decimals only where there are some: `58900`, `12.50`. No amount here is below nothing.
pub fn decimal(minor: i64, currency: Currency) -> String {
    let unit = currency.minor_per_unit();
    match minor % unit {
        0 => (minor / unit).to_string(),
        rest => format!("{}.{rest:02}", minor / unit),
    }
}
