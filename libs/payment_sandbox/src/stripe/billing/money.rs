//! Sums of invoices. Halves go away from nothing, line by line.

/// What a part of a period costs of what the whole does: so many seconds of so many.
pub fn part(amount: i64, left: i64, whole: i64) -> i64 {
    if whole <= 0 {
        return 0;
    }
    divided(
        i128::from(amount) * i128::from(left.clamp(0, whole)),
        i128::from(whole),
    )
}

/// So many hundredths of a per cent of an amount.
pub fn share(amount: i64, basis_points: i64) -> i64 {
    divided(i128::from(amount) * i128::from(basis_points), 10_000)
}

/// The tax that an amount has in it.
pub fn tax_inside(amount: i64, basis_points: i64) -> i64 {
    divided(
        i128::from(amount) * i128::from(basis_points),
        i128::from(10_000 + basis_points),
    )
}

fn divided(amount: i128, by: i128) -> i64 {
    let (size, sign) = (amount.abs(), amount.signum());
    i64::try_from(sign * ((size * 2 + by) / (by * 2))).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{part, share, tax_inside};

    #[test]
    fn halves_go_away_from_nothing() {
        assert_eq!((part(5, 1, 2), part(-5, 1, 2), part(7, 1, 3)), (3, -3, 2));
        assert_eq!((share(1_001, 5_000), share(-1_001, 5_000)), (501, -501));
    }

    #[test]
    fn a_part_is_between_nothing_and_all() {
        assert_eq!(
            (part(100, -5, 10), part(100, 15, 10), part(100, 5, 0)),
            (0, 100, 0)
        );
        assert_eq!(part(i64::MAX, 1, 2), i64::MAX / 2 + 1);
    }

    proptest! {
        /// A credit for a part is what the part costs, a part never costs more than all, a longer one never less, and two parts of
        /// a whole are the whole but for one unit.
        #[test]
        fn parts_add_up(amount in 0..1_000_000_000_000_i64, whole in 1..32_000_000_i64, a in 0..i64::MAX, b in 0..i64::MAX) {
            let (a, b) = (a % (whole + 1), b % (whole + 1));
            let (short, long) = (a.min(b), a.max(b));
            prop_assert_eq!(part(-amount, short, whole), -part(amount, short, whole));
            prop_assert!(part(amount, short, whole) <= part(amount, long, whole));
            prop_assert!(part(amount, long, whole) <= amount);
            let sum = part(amount, short, whole) + part(amount, whole - short, whole);
            prop_assert!((sum - amount).abs() <= 1, "{} of {}", sum, amount);
        }

        /// What is net and its tax on top are the price again, but for one unit.
        #[test]
        fn a_tax_inside_is_a_tax_on_what_is_left(amount in 0..1_000_000_000_000_i64, points in 0..=10_000_i64) {
            let inside = tax_inside(amount, points);
            prop_assert!((share(amount - inside, points) - inside).abs() <= 1);
        }
    }

    #[test]
    fn a_price_that_includes_nineteen_per_cent_has_them_in_it() {
        assert_eq!(tax_inside(11_900_000, 1_900), 1_900_000);
        assert_eq!(tax_inside(-990_000, 1_900), -158_067);
    }
}
