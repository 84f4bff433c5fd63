//! How much work a calendar of somebody else's may cause.

/// Bounds on reading and on working out rules. The defaults suit a feed that is read every quarter of an hour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a calendar; a longer one is refused unread.
    pub bytes: usize,
    /// Entries that are read; the rest is skipped.
    pub entries: usize,
    /// Bytes of one line, after folded ones are joined; what is longer is left out.
    pub line: usize,
    /// Steps of working out rules, over all that one [`Budget`] is for: about one for each time that a rule gives.
    pub steps: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 5 * 1024 * 1024,
            entries: 10_000,
            line: 16 * 1024,
            steps: 200_000,
        }
    }
}

/// Steps that are left, for as many calls as share them.
#[derive(Debug)]
pub struct Budget(u32);

impl Budget {
    /// All of `Limits::steps`.
    pub fn new(limits: &Limits) -> Self {
        Self(limits.steps)
    }

    /// Takes a part, at most `most`, out of it, so that one entry does not use up what others need.
    #[must_use]
    pub fn part(&mut self, most: u32) -> Self {
        let steps = self.0.min(most);
        self.0 -= steps;
        Self(steps)
    }

    /// Takes back what is left of a part.
    pub fn rejoin(&mut self, part: Self) {
        self.give_back(part.0);
    }

    /// Pays for some steps; false when they cannot be paid.
    pub(crate) fn pay(&mut self, steps: u32) -> bool {
        match self.0.checked_sub(steps) {
            Some(left) => self.0 = left,
            None => self.0 = 0,
        }
        self.0 > 0
    }

    /// What was paid for work that turned out to be little.
    pub(crate) fn give_back(&mut self, steps: u32) {
        self.0 = self.0.saturating_add(steps);
    }
}

#[cfg(test)]
mod tests {
    use super::{Budget, Limits};

    fn of(steps: u32) -> Budget {
        Budget::new(&Limits {
            steps,
            ..Limits::default()
        })
    }

    #[test]
    fn what_is_left_of_a_part_comes_back() {
        let mut whole = of(100);
        let mut part = whole.part(60);
        assert!(part.pay(50));
        whole.rejoin(part);
        assert!(whole.pay(49) && !whole.pay(1), "all but the last pays");
    }

    #[test]
    fn a_part_is_no_more_than_there_is() {
        let mut whole = of(10);
        let mut part = whole.part(60);
        assert!(part.pay(9) && !part.pay(1));
        whole.rejoin(part);
        assert!(!whole.part(60).pay(1), "it is used up");
    }
}
