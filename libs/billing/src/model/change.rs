//! What it takes to go from one plan to another.

use super::plans::Plan;
use super::price::Period;

/// When another plan begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// At once, and what is left of the present plan counts: it brings more, or is paid for longer.
    Now,
    /// When what was paid for ends.
    AtPeriodEnd,
    /// Likewise, to the plan that costs nothing.
    Leave,
}

impl Change {
    /// None where nothing changes.
    pub fn between(has: (&Plan, Period), wanted: (&Plan, Period)) -> Option<Self> {
        let ((old, before), (new, after)) = (has, wanted);
        if new.is_free() {
            return (!old.is_free()).then_some(Self::Leave);
        }
        if old.name != new.name {
            let is_more = new.rank > old.rank;
            return Some(if is_more { Self::Now } else { Self::AtPeriodEnd });
        }
        match (before, after) {
            (Period::Month, Period::Year) => Some(Self::Now),
            (Period::Year, Period::Month) => Some(Self::AtPeriodEnd),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Change, Period};
    use crate::Plans;

    #[test]
    fn more_comes_at_once_and_less_when_the_period_ends() {
        let plans = Plans::read(Plans::BUILT_IN).unwrap();
        let plan = |name: &str| plans.iter().find(|plan| plan.name == name).unwrap().clone();
        let change = |from: (&str, Period), to: (&str, Period)| {
            Change::between((&plan(from.0), from.1), (&plan(to.0), to.1))
        };
        let (month, year) = (Period::Month, Period::Year);
        assert_eq!(change(("basico", month), ("pro", month)), Some(Change::Now));
        assert_eq!(change(("basico", year), ("pro", month)), Some(Change::Now));
        assert_eq!(change(("pro", month), ("pro", year)), Some(Change::Now));
        assert_eq!(change(("pro", year), ("pro", month)), Some(Change::AtPeriodEnd));
        assert_eq!(
            change(("pro", month), ("basico", year)),
            Some(Change::AtPeriodEnd)
        );
        assert_eq!(change(("pro", month), ("gratis", month)), Some(Change::Leave));
        assert_eq!(change(("pro", month), ("pro", month)), None);
        assert_eq!(change(("gratis", month), ("gratis", year)), None);
    }
}
