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
    /// Steps of working out rules, over all entries of one call: about one for each time that a rule gives.
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

/// What is left of `Limits::steps`.
#[derive(Debug)]
pub(crate) struct Budget(u32);

impl Budget {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self(limits.steps)
    }

    /// Pays for some steps; false when they cannot be paid.
    pub(crate) fn pay(&mut self, steps: u32) -> bool {
        match self.0.checked_sub(steps) {
            Some(left) => self.0 = left,
            None => self.0 = 0,
        }
        self.0 > 0
    }
}
