//! What an order costs. Prices include tax; every amount is a whole number of charged units.

use kernel::Currency;
use kernel::money::included_tax;
use serde::Serialize;
use utoipa::ToSchema;

/// What one line of an order costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinePrice {
    /// Price of one, tax included.
    pub unit_price: i64,
    /// How many.
    pub quantity: i32,
    /// Tax inside the price, in hundredths of a percent.
    pub tax_rate_bp: i32,
}

impl LinePrice {
    /// What the line costs. Within `i64` for every price and quantity that the tables accept.
    pub fn total(self) -> i64 {
        self.unit_price.saturating_mul(i64::from(self.quantity))
    }

    /// The tax inside it.
    pub fn tax(self, currency: Currency) -> i64 {
        included_tax(self.total(), self.tax_rate_bp, currency.step())
    }
}

/// What the whole costs, in minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct Totals {
    /// Goods, tax included.
    pub subtotal: i64,
    /// Shipping.
    pub shipping: i64,
    /// Tax inside the goods.
    pub tax: i64,
    /// What the customer pays.
    pub total: i64,
}

impl Totals {
    /// Adds up: the document's tax is the sum of its lines' taxes, so that both always agree.
    pub fn of(lines: impl IntoIterator<Item = LinePrice>, shipping: i64, currency: Currency) -> Self {
        let (mut subtotal, mut tax) = (0_i64, 0_i64);
        for line in lines {
            subtotal = subtotal.saturating_add(line.total());
            tax = tax.saturating_add(line.tax(currency));
        }
        Self {
            subtotal,
            shipping,
            tax,
            total: subtotal.saturating_add(shipping),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{LinePrice, Totals};
    use kernel::Currency;
    use proptest::prelude::*;

    fn line() -> impl Strategy<Value = LinePrice> {
        let rates = prop_oneof![Just(0), Just(500), Just(800), Just(1900)];
        (0_i64..10_000_000, 1..=999_i32, rates).prop_map(|(pesos, quantity, tax_rate_bp)| LinePrice {
            unit_price: pesos * 100,
            quantity,
            tax_rate_bp,
        })
    }

    #[test]
    fn ten_lines_of_1900_hold_3030_of_tax() {
        let lines = [LinePrice {
            unit_price: 190_000,
            quantity: 1,
            tax_rate_bp: 1900,
        }; 10];
        let totals = Totals::of(lines, 500_000, Currency::COP);
        assert_eq!(
            totals,
            Totals {
                subtotal: 1_900_000,
                shipping: 500_000,
                tax: 303_000,
                total: 2_400_000
            }
        );
    }

    #[test]
    fn totals_are_whole_pesos_and_tax_is_inside_the_price() {
        proptest!(|(lines in proptest::collection::vec(line(), 1..100), shipping in 0_i64..100_000)| {
            let totals = Totals::of(lines.clone(), shipping * 100, Currency::COP);
            prop_assert_eq!(totals.total, totals.subtotal + totals.shipping);
            prop_assert_eq!(totals.tax, lines.iter().map(|l| l.tax(Currency::COP)).sum::<i64>());
            for amount in [totals.subtotal, totals.shipping, totals.tax, totals.total] {
                prop_assert_eq!(amount % 100, 0);
            }
            prop_assert!((0..=totals.subtotal).contains(&totals.tax));
            for l in lines {
                // base × rate gives the tax back, to within the rounding of one peso.
                let base = l.total() - l.tax(Currency::COP);
                let again = base * i64::from(l.tax_rate_bp) / 10_000;
                prop_assert!((again - l.tax(Currency::COP)).abs() <= 100);
            }
        });
    }

    #[test]
    fn the_dearest_cart_that_the_tables_accept_fits() {
        let line = LinePrice {
            unit_price: 1_000_000_000_000,
            quantity: 999,
            tax_rate_bp: 1900,
        };
        let totals = Totals::of([line; 100], 1_000_000_000_000, Currency::COP);
        assert_eq!(totals.subtotal, 99_900_000_000_000_000);
    }
}
