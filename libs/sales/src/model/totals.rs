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
    /// What promotions take off the line.
    pub discount: i64,
    /// Tax inside the price, in hundredths of a percent.
    pub tax_rate_bp: i32,
}

impl LinePrice {
    /// What the line costs before discounts. Within `i64` for every price and quantity that the tables accept.
    pub fn total(self) -> i64 {
        self.unit_price.saturating_mul(i64::from(self.quantity))
    }

    /// What is paid for it.
    pub fn net(self) -> i64 {
        self.total().saturating_sub(self.discount)
    }

    /// The tax inside what is paid for it.
    pub fn tax(self, currency: Currency) -> i64 {
        included_tax(self.net(), self.tax_rate_bp, currency.step())
    }
}

/// What sending costs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Freight {
    /// Before discounts, minor units.
    pub price: i64,
    /// What promotions take off, minor units.
    pub discount: i64,
}

/// What the whole costs, in minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct Totals {
    /// Goods before discounts, tax included.
    pub subtotal: i64,
    /// What promotions take off the goods.
    pub discount: i64,
    /// Shipping before discounts.
    pub shipping: i64,
    /// What promotions take off the shipping.
    pub shipping_discount: i64,
    /// Tax inside what is paid for the goods.
    pub tax: i64,
    /// What the customer pays.
    pub total: i64,
}

impl Totals {
    /// Adds up: the document's tax is the sum of its lines' taxes, so that both always agree.
    pub fn of(lines: impl IntoIterator<Item = LinePrice>, freight: Freight, currency: Currency) -> Self {
        let (mut subtotal, mut discount, mut tax) = (0_i64, 0_i64, 0_i64);
        for line in lines {
            subtotal = subtotal.saturating_add(line.total());
            discount = discount.saturating_add(line.discount);
            tax = tax.saturating_add(line.tax(currency));
        }
        Self {
            subtotal,
            discount,
            shipping: freight.price,
            shipping_discount: freight.discount,
            tax,
            total: (subtotal - discount).saturating_add(freight.price - freight.discount),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Freight, LinePrice, Totals};
    use kernel::Currency;
    use proptest::prelude::*;

    fn line() -> impl Strategy<Value = LinePrice> {
        let rates = prop_oneof![Just(0), Just(500), Just(800), Just(1900)];
        (0_i64..10_000_000, 1..=999_i32, rates, 0_i64..=100).prop_map(
            |(pesos, quantity, tax_rate_bp, percent)| LinePrice {
                unit_price: pesos * 100,
                quantity,
                discount: pesos * i64::from(quantity) * percent / 100 * 100,
                tax_rate_bp,
            },
        )
    }

    #[test]
    fn ten_lines_of_1900_hold_3030_of_tax() {
        let lines = [LinePrice {
            unit_price: 190_000,
            quantity: 1,
            discount: 0,
            tax_rate_bp: 1900,
        }; 10];
        let freight = Freight {
            price: 500_000,
            discount: 0,
        };
        let totals = Totals::of(lines, freight, Currency::COP);
        assert_eq!(
            totals,
            Totals {
                subtotal: 1_900_000,
                discount: 0,
                shipping: 500_000,
                shipping_discount: 0,
                tax: 303_000,
                total: 2_400_000
            }
        );
    }

    #[test]
    fn the_tax_is_that_of_what_is_paid() {
        let line = LinePrice {
            unit_price: 1_190_000,
            quantity: 2,
            discount: 1_190_000,
            tax_rate_bp: 1900,
        };
        let freight = Freight {
            price: 500_000,
            discount: 500_000,
        };
        let totals = Totals::of([line], freight, Currency::COP);
        assert_eq!((totals.tax, totals.total), (190_000, 1_190_000));
    }

    #[test]
    fn totals_are_whole_pesos_and_tax_is_inside_the_price() {
        proptest!(|(lines in proptest::collection::vec(line(), 1..100), shipping in 0_i64..100_000)| {
            let freight = Freight { price: shipping * 100, discount: shipping / 2 * 100 };
            let totals = Totals::of(lines.clone(), freight, Currency::COP);
            let off = totals.discount + totals.shipping_discount;
            prop_assert_eq!(totals.total, totals.subtotal + totals.shipping - off);
            prop_assert_eq!(totals.tax, lines.iter().map(|l| l.tax(Currency::COP)).sum::<i64>());
            for amount in [totals.subtotal, totals.shipping, totals.tax, totals.total, off] {
                prop_assert_eq!(amount % 100, 0);
            }
            prop_assert!((0..=totals.subtotal - totals.discount).contains(&totals.tax));
            for l in lines {
                // base × rate gives the tax back, to within the rounding of one peso.
                let base = l.net() - l.tax(Currency::COP);
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
            discount: 0,
            tax_rate_bp: 1900,
        };
        let freight = Freight {
            price: 1_000_000_000_000,
            discount: 0,
        };
        let totals = Totals::of([line; 100], freight, Currency::COP);
        assert_eq!(totals.subtotal, 99_900_000_000_000_000);
    }
}
