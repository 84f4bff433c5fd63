//! What a plan costs: in which money, for how long at once, and what Stripe calls it.

use kernel::Currency;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::plans::Plan;

const MONTHS: i64 = 12;

/// For how long is paid at once. Stored by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
#[schema(as = PlanInterval)]
pub enum Period {
    /// A month.
    #[default]
    Month,
    /// A year.
    Year,
}

impl Period {
    /// Both, the shorter first.
    pub const ALL: [Self; 2] = [Self::Month, Self::Year];

    /// As stored, and as Stripe and the API say it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    /// The one of this name.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.as_str() == word)
    }

    /// What such a price comes to in a month, minor units, rounded down.
    pub const fn monthly(self, price: i64) -> i64 {
        match self {
            Self::Month => price,
            Self::Year => price / MONTHS,
        }
    }
}

/// The currencies that plans have prices in.
pub fn currencies() -> [Currency; 2] {
    [Currency::COP, usd()]
}

/// Pesos for who sells in pesos, dollars for everybody else.
pub fn currency_of(shop: Currency) -> Currency {
    if shop == Currency::COP { shop } else { usd() }
}

fn usd() -> Currency {
    Currency::parse("USD").unwrap_or(Currency::COP)
}

impl Plan {
    /// Minor units, tax included, for so long at once.
    pub fn price(&self, currency: Currency, period: Period) -> i64 {
        match (currency == Currency::COP, period) {
            (true, Period::Month) => self.cop_monthly,
            (true, Period::Year) => self.cop_yearly,
            (false, Period::Month) => self.usd_monthly,
            (false, Period::Year) => self.usd_yearly,
        }
    }
}

/// What a price of a version is found by at Stripe; never another price's.
pub fn lookup_key(plan: &str, number: i32, currency: Currency, period: Period) -> String {
    let currency = currency.as_str().to_ascii_lowercase();
    format!("vitrina_{plan}_v{number}_{currency}_{}", period.as_str())
}

/// Which version a lookup key of ours names: plan and number.
pub fn read_lookup_key(key: &str) -> Option<(&str, i32)> {
    let (rest, _period) = key.strip_prefix("vitrina_")?.rsplit_once('_')?;
    let (rest, _currency) = rest.rsplit_once('_')?;
    let (plan, number) = rest.rsplit_once("_v")?;
    Some((plan, number.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use kernel::Currency;

    use super::{Period, lookup_key, read_lookup_key};

    #[test]
    fn a_lookup_key_names_its_version() {
        let key = lookup_key("pro_v2", 7, Currency::COP, Period::Year);
        assert_eq!(key, "vitrina_pro_v2_v7_cop_year");
        assert_eq!(read_lookup_key(&key), Some(("pro_v2", 7)));
        for foreign in [
            "",
            "pro",
            "vitrina_pro",
            "vitrina_pro_vx_cop_year",
            "other_pro_v1_cop_month",
        ] {
            assert_eq!(read_lookup_key(foreign), None, "{foreign}");
        }
    }

    #[test]
    fn a_year_counts_as_twelve_months() {
        assert_eq!(Period::Month.monthly(4_990_000), 4_990_000);
        assert_eq!(Period::Year.monthly(49_900_000), 4_158_333);
    }
}
