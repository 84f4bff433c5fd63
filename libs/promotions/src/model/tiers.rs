//! The more of one product, the less each costs.

use std::collections::BTreeMap;

use catalog::ProductId;

use super::benefit::PriceTier;
use super::engine::Basket;
use super::offer::Offer;
use super::spread::{percent_of, spread};

/// What each line gets off, in steps. Quantities of a product count together, whatever its size or colour.
pub(super) fn off(basket: &Basket<'_>, offer: &Offer, tiers: &[PriceTier], values: &[i64]) -> Vec<i64> {
    let mut by_product: BTreeMap<ProductId, Vec<usize>> = BTreeMap::new();
    for (at, line) in basket.lines.iter().enumerate() {
        if offer.covers.holds(line.product_id) {
            by_product.entry(line.product_id).or_default().push(at);
        }
    }
    let mut off = vec![0; basket.lines.len()];
    for lines in by_product.values() {
        let quantity: i64 = lines.iter().map(|at| i64::from(basket.lines[*at].quantity)).sum();
        let reached = tiers.iter().filter(|tier| i64::from(tier.from) <= quantity);
        if let Some(tier) = reached.max_by_key(|tier| tier.from) {
            for (at, part) in lines.iter().zip(at_tier(basket, tier, lines, values)) {
                off[*at] = part;
            }
        }
    }
    off
}

fn at_tier(basket: &Basket<'_>, tier: &PriceTier, lines: &[usize], values: &[i64]) -> Vec<i64> {
    if let Some(percent) = tier.percent {
        let weights: Vec<i64> = lines.iter().map(|at| values[*at]).collect();
        return spread(percent_of(weights.iter().sum(), percent), &weights);
    }
    let price = tier.price.unwrap_or(i64::MAX);
    let less = |at: &usize| {
        let line = &basket.lines[*at];
        let each = line.unit_price.saturating_sub(price).max(0);
        (each.saturating_mul(i64::from(line.quantity)) / basket.step).min(values[*at])
    };
    lines.iter().map(less).collect()
}
