//! How what a shop pays a month changes.

use kernel::Currency;

use super::price::Period;

/// What kind of change. Stored by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum MovementKind {
    /// It begins to pay.
    New,
    /// It pays more.
    Expansion,
    /// It pays less.
    Contraction,
    /// It pays no more.
    Churn,
}

/// A month's worth of what a shop pays, in one money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Worth {
    /// Which money.
    pub currency: Currency,
    /// Minor units a month.
    pub monthly: i64,
}

/// A change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Movement {
    /// What kind.
    pub kind: MovementKind,
    /// Which money.
    pub currency: Currency,
    /// Minor units a month.
    pub before: i64,
    /// Likewise.
    pub after: i64,
}

impl Worth {
    /// None where nothing comes: who tries pays nothing, and who is not asked any more neither. Who owes is still asked.
    pub fn of(status: &str, price: Option<(Currency, Period, i64)>) -> Option<Self> {
        let (currency, period, amount) = price?;
        let pays = matches!(status, "active" | "past_due") && amount > 0;
        pays.then_some(Self {
            currency,
            monthly: period.monthly(amount),
        })
    }
}

/// What changed between two moments. Another money is an end and a beginning.
pub fn movements(before: Option<Worth>, after: Option<Worth>) -> Vec<Movement> {
    let moved = |currency, before, after| {
        let kind = match (before, after) {
            (0, 0) => return None,
            (0, _) => MovementKind::New,
            (_, 0) => MovementKind::Churn,
            (before, after) if after > before => MovementKind::Expansion,
            (before, after) if after < before => MovementKind::Contraction,
            _ => return None,
        };
        Some(Movement {
            kind,
            currency,
            before,
            after,
        })
    };
    let found = match (before, after) {
        (Some(old), Some(new)) if old.currency == new.currency => {
            [moved(old.currency, old.monthly, new.monthly), None]
        }
        (old, new) => [
            old.and_then(|old| moved(old.currency, old.monthly, 0)),
            new.and_then(|new| moved(new.currency, 0, new.monthly)),
        ],
    };
    found.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use kernel::Currency;
    use proptest::prelude::*;

    use super::{MovementKind, Period, Worth, movements};

    fn worth(monthly: i64) -> Option<Worth> {
        Worth::of("active", Some((Currency::COP, Period::Month, monthly)))
    }

    #[test]
    fn only_who_pays_is_worth_something() {
        let yearly = Some((Currency::COP, Period::Year, 1200));
        assert_eq!(
            Worth::of("past_due", yearly).map(|worth| worth.monthly),
            Some(100)
        );
        for status in ["trialing", "unpaid", "canceled", "incomplete"] {
            assert_eq!(Worth::of(status, yearly), None, "{status}");
        }
        assert_eq!(Worth::of("active", None), None);
    }

    #[test]
    fn another_money_is_an_end_and_a_beginning() {
        let dollars = Worth::of(
            "active",
            Some((Currency::parse("USD").unwrap(), Period::Month, 500)),
        );
        let kinds: Vec<MovementKind> = movements(worth(100), dollars).iter().map(|m| m.kind).collect();
        assert_eq!(kinds, [MovementKind::Churn, MovementKind::New]);
    }

    proptest! {
        #[test]
        fn movements_add_up_to_what_is_paid(steps in proptest::collection::vec(0_i64..5, 1..20)) {
            let mut sum = 0;
            let mut before = None;
            for step in &steps {
                let after = worth(*step);
                sum += movements(before, after).iter().map(|m| m.after - m.before).sum::<i64>();
                before = after;
            }
            prop_assert_eq!(Some(sum), steps.last().copied());
        }
    }
}
