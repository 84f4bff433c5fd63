//! Every entry as a file, for the accountant.

use http::{Answer, Can, Query, Visitor, csv, permit};
use jiff::tz::TimeZone;
use kernel::Currency;

use super::wanted::Wanted;
use crate::queries::lines::{LedgerLine, list_lines};

const HEAD: [&str; 9] = [
    "date",
    "transaction",
    "kind",
    "account",
    "owner",
    "debit",
    "credit",
    "currency",
    "memo",
];

/// `GET /admin/ledger.csv`.
pub async fn file(ctx: Can<permit::ViewReports>, wanted: Query<Wanted>) -> Answer {
    let zone = ctx.shop.zone();
    let filter = wanted.filter(&zone)?;
    let mut tx = ctx.begin().await?;
    let lines = list_lines(&mut tx, &filter).await?;
    tx.commit().await?;
    let mut text = csv::line(&HEAD.map(|name| ctx.t(&format!("ledger-file-{name}"))));
    for line in &lines {
        text.push_str(&row(&ctx, &zone, line));
    }
    Ok(csv::answer("ledger.csv", text))
}

fn row(ctx: &Visitor, zone: &TimeZone, line: &LedgerLine) -> String {
    let amount = decimal(line.amount, line.currency);
    let (debit, credit) = if line.amount > 0 {
        (amount, String::new())
    } else {
        (String::new(), amount)
    };
    csv::line(&[
        line.occurred_at.0.to_zoned(zone.clone()).date().to_string(),
        line.txn_id.to_string(),
        ctx.t(&format!("ledger-txn-{}", line.kind.as_str())),
        ctx.t(&format!("ledger-account-{}", line.account.as_str())),
        line.owner.clone(),
        debit,
        credit,
        line.currency.to_string(),
        line.memo.clone().unwrap_or_default(),
    ])
}

/// Without sign and groups; decimals only where there are some, so that no spreadsheet takes a mark for a group:
/// `58900`, `12.50`.
fn decimal(minor: i64, currency: Currency) -> String {
    let (minor, unit) = (minor.unsigned_abs(), currency.minor_per_unit().unsigned_abs());
    match minor % unit {
        0 => (minor / unit).to_string(),
        rest => format!("{}.{rest:02}", minor / unit),
    }
}

#[cfg(test)]
mod tests {
    use super::decimal;
    use kernel::Currency;

    #[test]
    fn amounts_are_plain_numbers() {
        assert_eq!(decimal(5_890_000, Currency::COP), "58900");
        assert_eq!(decimal(-1_250, Currency::COP), "12.50");
        assert_eq!(decimal(-5, Currency::COP), "0.05");
        assert_eq!(decimal(i64::MIN, Currency::COP), "92233720368547758.08");
    }
}
