//! What was sold, day by day and against the days before.

use jiff::civil::Date;

/// Sums over some time. Cancelled orders do not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, sqlx::FromRow)]
pub struct Totals {
    /// Minor units.
    pub sales: i64,
    /// How many orders.
    pub orders: i64,
    /// How many different people bought.
    pub customers: i64,
}

impl Totals {
    /// What an order was worth on average, minor units.
    pub fn average_ticket(self) -> i64 {
        if self.orders == 0 {
            0
        } else {
            self.sales / self.orders
        }
    }
}

/// One day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// In the shop's zone.
    pub date: Date,
    /// What was sold on it.
    pub totals: Totals,
}

/// A span of days and the one before it.
#[derive(Debug, Clone, Default)]
pub struct Figures {
    /// The span as a whole.
    pub now: Totals,
    /// The span before it.
    pub before: Totals,
    /// Each day of the span, oldest first.
    pub days: Vec<Day>,
}

#[cfg(test)]
mod tests {
    use super::Totals;

    #[test]
    fn nothing_sold_has_no_average() {
        assert_eq!(Totals::default().average_ticket(), 0);
        assert_eq!(
            Totals {
                sales: 700,
                orders: 2,
                customers: 1
            }
            .average_ticket(),
            350
        );
    }
}
