//! Ranges that make sense for the shop's own prices.

use kernel::Currency;
use serde::Serialize;
use utoipa::ToSchema;

/// Prices from `from` to `to`, both included, in minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct PriceRange {
    /// Lowest.
    pub from: i64,
    /// Highest.
    pub to: i64,
    /// Products that cost so much.
    pub count: i64,
}

/// Ranges that are offered at most.
const MOST: usize = 5;

/// At most five ranges with round borders that hold about as many products each; empty ones are left out, and fewer
/// than two say nothing.
pub fn price_ranges(mut prices: Vec<i64>, currency: Currency) -> Vec<PriceRange> {
    prices.sort_unstable();
    let borders = borders(&prices, currency.minor_per_unit());
    let ranges: Vec<PriceRange> = borders
        .windows(2)
        .map(|pair| PriceRange {
            from: pair[0],
            to: pair[1] - currency.step(),
            count: between(&prices, pair[0], pair[1]),
        })
        .filter(|range| range.count > 0)
        .collect();
    if ranges.len() < 2 { vec![] } else { ranges }
}

/// Round numbers near the quantiles, from at most the cheapest to above the dearest.
fn borders(sorted: &[i64], unit: i64) -> Vec<i64> {
    let (Some(lowest), Some(highest)) = (sorted.first(), sorted.last()) else {
        return vec![];
    };
    let quantile = |i: usize| sorted.get(i * sorted.len() / MOST).copied().unwrap_or(*highest);
    let mut borders: Vec<i64> = (1..MOST).map(|i| rounded(quantile(i), unit)).collect();
    borders.retain(|border| (lowest + 1..=*highest).contains(border));
    let step = round_step(lowest / 5, unit);
    borders.push(lowest / step * step);
    let step = round_step(highest / 5, unit);
    borders.push(highest / step * step + step);
    borders.sort_unstable();
    borders.dedup();
    borders
}

/// To about a fifth of itself: 23,400 becomes 24,000.
fn rounded(price: i64, unit: i64) -> i64 {
    let step = round_step(price / 5, unit);
    (price + step / 2) / step * step
}

/// The largest of 1, 2, 5 times a power of ten (of units) not above `rough`; at least one unit.
fn round_step(rough: i64, unit: i64) -> i64 {
    let mut power = unit;
    while power <= rough / 10 {
        power *= 10;
    }
    [5, 2]
        .into_iter()
        .map(|factor| factor * power)
        .find(|step| *step <= rough)
        .unwrap_or(power)
}

fn between(sorted: &[i64], from: i64, below: i64) -> i64 {
    let count = sorted.partition_point(|p| *p < below) - sorted.partition_point(|p| *p < from);
    i64::try_from(count).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::{price_ranges, round_step};
    use kernel::Currency;
    use proptest::prelude::*;

    #[test]
    fn borders_are_round_and_ranges_hold_similar_counts() {
        let prices: Vec<i64> = (1..=100).map(|n| n * 123_400).collect();
        let ranges = price_ranges(prices, Currency::COP);
        assert_eq!(ranges.len(), 5);
        assert!(
            ranges
                .iter()
                .all(|r| r.from % 10_000 == 0 && (10..=30).contains(&r.count)),
            "{ranges:?}"
        );
        assert!(price_ranges(vec![500_000; 3], Currency::COP).is_empty());
        assert!(price_ranges(vec![], Currency::COP).is_empty());
    }

    #[test]
    fn steps_are_one_two_or_five() {
        assert_eq!(round_step(0, 100), 100);
        assert_eq!(round_step(299, 100), 200);
        assert_eq!(round_step(1_234_500, 100), 1_000_000);
        assert_eq!(round_step(7_000, 100), 5_000);
    }

    proptest! {
        #[test]
        fn every_price_falls_in_exactly_one_range(units in proptest::collection::vec(0_i64..10_000_000_000, 0..200)) {
            let prices: Vec<i64> = units.iter().map(|u| u * 100).collect();
            let ranges = price_ranges(prices.clone(), Currency::COP);
            prop_assert!(ranges.len() <= 5);
            if !ranges.is_empty() {
                for price in &prices {
                    prop_assert_eq!(ranges.iter().filter(|r| (r.from..=r.to).contains(price)).count(), 1);
                }
                prop_assert_eq!(ranges.iter().map(|r| r.count).sum::<i64>(), i64::try_from(prices.len()).unwrap());
            }
        }
    }
}
