//! Plans as `config/plans.toml` says them.

use kernel::{Limit, Module};
use serde::Deserialize;
use sqlx::FromRow;

use super::read_plans;

kernel::define_id!(
    /// A version of a plan.
    PlanVersionId
);

/// What a plan brings and costs.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, FromRow)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Its short name, never another plan's.
    #[serde(rename = "name")]
    #[sqlx(rename = "plan")]
    pub name: String,
    /// Its place, cheap to dear.
    #[serde(skip)]
    pub rank: i16,
    /// For so many days a new shop tries it.
    pub trial_days: Option<i16>,
    /// What it has.
    #[sqlx(json)]
    pub modules: Vec<Module>,
    #[serde(rename = "people")]
    most_people: Option<i64>,
    #[serde(rename = "products")]
    most_products: Option<i64>,
    #[serde(rename = "bookings")]
    most_bookings: Option<i64>,
    #[serde(rename = "orders")]
    most_orders: Option<i64>,
    #[serde(rename = "storage")]
    most_storage: Option<i64>,
    /// Centavos a month, tax included.
    pub cop_monthly: i64,
    /// Centavos a year.
    pub cop_yearly: i64,
    /// Cents a month.
    pub usd_monthly: i64,
    /// Cents a year.
    pub usd_yearly: i64,
    /// Of the price, in hundredths of a per cent.
    pub tax_rate_bp: i32,
}

impl Plan {
    /// How much there may be; none where it does not matter.
    pub const fn most(&self, limit: Limit) -> Option<i64> {
        match limit {
            Limit::People => self.most_people,
            Limit::Products => self.most_products,
            Limit::Bookings => self.most_bookings,
            Limit::Orders => self.most_orders,
            Limit::Storage => self.most_storage,
        }
    }

    /// Whether it costs nothing.
    pub const fn is_free(&self) -> bool {
        self.cop_monthly == 0
    }
}

/// All plans, cheap to dear.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plans(Vec<Plan>);

impl Plans {
    /// What comes with the program.
    pub const BUILT_IN: &'static str = include_str!("../../../../config/plans.toml");

    /// Reads the file's text; what is wrong with it is said all at once, a line each.
    pub fn read(text: &str) -> Result<Self, String> {
        read_plans::read(text).map(Self)
    }

    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = &Plan> {
        self.0.iter()
    }
}
