//! When too many failures become a lock, and for how long; and how much a stranger may ask of us.

use kernel::Instant;

/// Numbers of the rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ThrottleRule {
    /// So many failures within the window lock.
    pub failures: i32,
    /// Failures count together within this time of the first (seconds).
    pub window_seconds: i64,
    /// The first lock; each further one is twice the last (seconds).
    pub first_lock_seconds: i64,
    /// No lock is longer (seconds). So long after its end, locks are forgotten.
    pub longest_lock_seconds: i64,
}

/// So many within a time, then none until it is over. Nothing doubles: nobody can shut others out for longer than that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    /// Most.
    pub most: i32,
    /// From the first of them on (seconds).
    pub window_seconds: i64,
}

/// How an attempt ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The right password.
    Success,
    /// Anything else.
    Failure,
}

/// What is remembered of one account or address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::FromRow)]
pub struct Throttle {
    /// Failures in the present window.
    pub failures: i32,
    /// When the window began.
    pub window_started_at: Instant,
    /// Locks so far.
    pub locks: i32,
    /// Until when attempts are refused.
    pub locked_until: Option<Instant>,
}

impl Throttle {
    /// Nothing has happened yet.
    pub fn fresh(now: Instant) -> Self {
        Self {
            failures: 0,
            window_started_at: now,
            locks: 0,
            locked_until: None,
        }
    }

    /// Seconds for which attempts are still refused, right ones too.
    pub fn locked_for(&self, now: Instant) -> Option<i64> {
        let until = self.locked_until.filter(|until| *until > now)?;
        Some(until.seconds_since(now).max(1))
    }

    /// The state after an attempt. One that was refused because of a lock changes nothing: it told nobody anything.
    #[must_use]
    pub fn after(self, now: Instant, outcome: Outcome, rule: &ThrottleRule) -> Self {
        match outcome {
            _ if self.locked_for(now).is_some() => self,
            Outcome::Success => Self::fresh(now),
            Outcome::Failure => self.forgetting(now, rule).counted(now, rule),
        }
    }

    /// The state after one more within an allowance, or the seconds until there is room again.
    pub fn spend(self, now: Instant, allowance: Allowance) -> Result<Self, i64> {
        let passed = now.seconds_since(self.window_started_at);
        if passed >= allowance.window_seconds {
            return Ok(Self {
                failures: 1,
                ..Self::fresh(now)
            });
        }
        if self.failures < allowance.most {
            return Ok(Self {
                failures: self.failures.saturating_add(1),
                ..self
            });
        }
        Err((allowance.window_seconds - passed).max(1))
    }

    fn forgetting(self, now: Instant, rule: &ThrottleRule) -> Self {
        let long_ago = |until: Instant| now.seconds_since(until) >= rule.longest_lock_seconds;
        let locks = if self.locked_until.is_some_and(long_ago) {
            0
        } else {
            self.locks
        };
        if now.seconds_since(self.window_started_at) >= rule.window_seconds {
            return Self {
                failures: 0,
                window_started_at: now,
                locks,
                ..self
            };
        }
        Self { locks, ..self }
    }

    fn counted(self, now: Instant, rule: &ThrottleRule) -> Self {
        let failures = self.failures.saturating_add(1);
        if failures < rule.failures {
            return Self { failures, ..self };
        }
        let until = now.plus_seconds(lock_seconds(self.locks, rule));
        let locks = self.locks.saturating_add(1);
        Self {
            failures: 0,
            window_started_at: now,
            locks,
            locked_until: Some(until),
        }
    }
}

/// How long the lock after `locks` earlier ones lasts.
fn lock_seconds(locks: i32, rule: &ThrottleRule) -> i64 {
    let doublings = u32::try_from(locks).unwrap_or(0).min(30);
    rule.first_lock_seconds
        .saturating_mul(1 << doublings)
        .min(rule.longest_lock_seconds)
}

#[cfg(test)]
mod tests {
    use kernel::Instant;
    use proptest::prelude::*;

    use super::{Allowance, Outcome, Throttle, ThrottleRule};

    const RULE: ThrottleRule = ThrottleRule {
        failures: 5,
        window_seconds: 900,
        first_lock_seconds: 900,
        longest_lock_seconds: 86_400,
    };

    fn start() -> Instant {
        Instant("2026-11-22T12:00:00Z".parse().unwrap())
    }

    fn fail_times(mut state: Throttle, now: Instant, times: usize) -> Throttle {
        for _ in 0..times {
            state = state.after(now, Outcome::Failure, &RULE);
        }
        state
    }

    #[test]
    fn the_fifth_failure_locks_and_each_lock_doubles() {
        let mut now = start();
        let mut state = fail_times(Throttle::fresh(now), now, 4);
        assert_eq!(state.locked_for(now), None);
        for expected in [900, 1_800, 3_600, 7_200, 14_400, 28_800, 57_600, 86_400, 86_400] {
            state = fail_times(state, now, if state.locks == 0 { 1 } else { 5 });
            assert_eq!(state.locked_for(now), Some(expected));
            now = now.plus_seconds(expected);
            assert_eq!(state.locked_for(now), None);
        }
    }

    #[test]
    fn failures_far_apart_never_lock() {
        let (mut now, mut state) = (start(), Throttle::fresh(start()));
        for _ in 0..50 {
            state = state.after(now, Outcome::Failure, &RULE);
            now = now.plus_seconds(900);
        }
        assert_eq!((state.locks, state.locked_for(now)), (0, None));
    }

    #[test]
    fn success_clears_but_not_during_a_lock() {
        let now = start();
        let locked = fail_times(Throttle::fresh(now), now, 5);
        assert_eq!(locked.after(now, Outcome::Success, &RULE), locked);
        let later = now.plus_seconds(900);
        assert_eq!(
            locked.after(later, Outcome::Success, &RULE),
            Throttle::fresh(later)
        );
    }

    #[test]
    fn a_quiet_day_forgets_earlier_locks() {
        let now = start();
        let locked = fail_times(Throttle::fresh(now), now, 5);
        let later = now.plus_seconds(900 + 86_400);
        assert_eq!(fail_times(locked, later, 5).locked_for(later), Some(900));
    }

    #[test]
    fn an_allowance_is_there_again_after_its_window_however_much_was_asked() {
        let hourly = Allowance {
            most: 5,
            window_seconds: 3_600,
        };
        let (mut now, mut state) = (start(), Throttle::fresh(start()));
        for _ in 0..20 {
            for _ in 0..5 {
                state = state.spend(now, hourly).unwrap();
            }
            assert_eq!(state.spend(now.plus_seconds(600), hourly), Err(3_000));
            now = now.plus_seconds(3_600);
        }
    }

    proptest! {
        /// However attempts fall, between two locks lie at least five failures, and no lock outlasts a day.
        #[test]
        fn locks_are_earned_and_bounded(steps in proptest::collection::vec((0_i64..2_000, any::<bool>()), 1..200)) {
            let (mut now, mut state, mut failed) = (start(), Throttle::fresh(start()), 0);
            for (pause, right) in steps {
                now = now.plus_seconds(pause);
                let open = state.locked_for(now).is_none();
                let before = state;
                state = state.after(now, if right { Outcome::Success } else { Outcome::Failure }, &RULE);
                if !open {
                    prop_assert_eq!(state, before);
                    continue;
                }
                failed = if right { 0 } else { failed + 1 };
                if let Some(seconds) = state.locked_for(now) {
                    prop_assert!(failed >= 5 && (900..=86_400).contains(&seconds));
                    failed = 0;
                }
            }
        }
    }
}
