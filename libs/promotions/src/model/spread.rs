//! Dividing an amount so that the parts add up to it: the largest remainder method.

/// Divides `total` over `weights` in their proportion. The parts add up to `total`, or to the sum of the weights where that
/// is less; none is more than its weight. What rounding leaves goes to the largest remainders, the first of equal ones first.
pub(super) fn spread(total: i64, weights: &[i64]) -> Vec<i64> {
    let sum: i128 = weights.iter().map(|w| i128::from(*w)).sum();
    let total = i128::from(total).clamp(0, sum);
    if sum == 0 {
        return vec![0; weights.len()];
    }
    let exact = |w: &i64| total * i128::from(*w);
    let mut parts: Vec<i128> = weights.iter().map(|w| exact(w) / sum).collect();
    let left = total - parts.iter().sum::<i128>();
    let mut by_remainder: Vec<usize> = (0..weights.len()).collect();
    by_remainder.sort_by_key(|at| std::cmp::Reverse(exact(&weights[*at]) % sum));
    // Fewer are left than there are parts with a remainder, so none grows over its weight.
    for at in by_remainder.into_iter().take(usize::try_from(left).unwrap_or(0)) {
        parts[at] += 1;
    }
    parts
        .into_iter()
        .map(|part| i64::try_from(part).unwrap_or(0))
        .collect()
}

/// So many percent of an amount, half up.
pub(super) fn percent_of(amount: i64, percent: i16) -> i64 {
    let hundredths = i128::from(amount.max(0)) * i128::from(percent.clamp(0, 100));
    i64::try_from((hundredths + 50) / 100).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::{percent_of, spread};
    use proptest::prelude::*;

    #[test]
    fn what_rounding_leaves_goes_to_the_largest_remainders() {
        assert_eq!(spread(100, &[1_000, 1_000, 1_000]), [34, 33, 33]);
        assert_eq!(spread(10, &[33, 66, 1]), [3, 7, 0]);
        assert_eq!(spread(5, &[]), [0_i64; 0]);
        assert_eq!(spread(5, &[0, 0]), [0, 0]);
        assert_eq!(
            (percent_of(25, 10), percent_of(24, 10), percent_of(7, 100)),
            (3, 2, 7)
        );
    }

    #[test]
    fn parts_add_up_and_none_is_more_than_its_weight() {
        let weights = proptest::collection::vec(0_i64..1_000_000_000_000, 0..100);
        proptest!(|(weights in weights, total in 0_i64..1_000_000_000_000_000)| {
            let parts = spread(total, &weights);
            let sum: i64 = weights.iter().sum();
            prop_assert_eq!(parts.iter().sum::<i64>(), total.min(sum));
            for (part, weight) in parts.iter().zip(&weights) {
                prop_assert!((0..=*weight).contains(part));
            }
        });
    }
}
