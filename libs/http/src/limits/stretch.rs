//! A sliding window from two counters: what happened in the present stretch of time, and in the one before as far as it
//! still reaches into the last window's length. A burst at the border of two stretches is no way to twice the number.

use super::class::Rate;

/// What is known of one caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Stretch {
    number: i64,
    before: u64,
    /// In this stretch, as all replicas together said last.
    shared: u64,
    /// In this stretch, here, not yet told to the others.
    own: u32,
}

/// Whether there was room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Taken {
    /// So many are left.
    Yes { left: u32 },
    /// Room again after so many seconds.
    No { wait: u32 },
}

impl Stretch {
    /// The number of the stretch at a moment (milliseconds), and how many thousandths of it are over.
    fn of(rate: Rate, now: i64) -> (i64, u64) {
        let length = i64::from(rate.seconds) * 1_000;
        let over = now.rem_euclid(length) * 1_000 / length;
        (now.div_euclid(length), u64::try_from(over).unwrap_or(0))
    }

    /// Takes one call, if there is room.
    pub(super) fn take(&mut self, rate: Rate, now: i64) -> Taken {
        self.advance(rate, now);
        let used = self.used(rate, now);
        let most = u64::from(rate.most) * 1_000;
        if used + 1_000 > most {
            return Taken::No {
                wait: self.wait(rate, now),
            };
        }
        self.own = self.own.saturating_add(1);
        Taken::Yes {
            left: u32::try_from((most - used - 1_000) / 1_000).unwrap_or(u32::MAX),
        }
    }

    /// The same for a call that all replicas counted already.
    pub(super) fn heard(rate: Rate, now: i64, present: u64, before: u64) -> Taken {
        let mut stretch = Self {
            number: Self::number(rate, now),
            before,
            shared: present.saturating_sub(1),
            own: 0,
        };
        stretch.take(rate, now)
    }

    /// Of the present stretch.
    pub(super) fn number(rate: Rate, now: i64) -> i64 {
        Self::of(rate, now).0
    }

    /// Seconds until there is room.
    fn wait(&self, rate: Rate, now: i64) -> u32 {
        let (_, over) = Self::of(rate, now);
        let most = u64::from(rate.most);
        let present = self.shared + u64::from(self.own);
        // Thousandths of a stretch until what happened in it, or in the one before, reaches no longer far enough in.
        let until = if present < most {
            share(most - 1 - present, self.before).saturating_sub(over)
        } else {
            1_000 - over + share(most - 1, present)
        };
        let seconds = (until * u64::from(rate.seconds)).div_ceil(1_000);
        u32::try_from(seconds).unwrap_or(u32::MAX).max(1)
    }

    /// Seconds until the present stretch is over.
    pub(super) fn rest(rate: Rate, now: i64) -> u32 {
        let (_, over) = Self::of(rate, now);
        let seconds = ((1_000 - over) * u64::from(rate.seconds)).div_ceil(1_000);
        u32::try_from(seconds).unwrap_or(u32::MAX)
    }

    /// What the others should be told: the stretch and how much.
    pub(super) fn untold(&self) -> (i64, u32) {
        (self.number, self.own)
    }

    /// They were told, and said what they know.
    pub(super) fn hear(&mut self, number: i64, told: u32, present: u64, before: u64) {
        if number == self.number {
            self.own = self.own.saturating_sub(told);
            self.shared = present;
            self.before = self.before.max(before);
        }
    }

    fn advance(&mut self, rate: Rate, now: i64) {
        let (number, _) = Self::of(rate, now);
        let is_next = number == self.number + 1;
        if number > self.number {
            *self = Self {
                number,
                before: if is_next {
                    self.shared + u64::from(self.own)
                } else {
                    0
                },
                ..Self::default()
            };
        }
    }

    /// In thousandths of a call.
    fn used(&self, rate: Rate, now: i64) -> u64 {
        let (_, over) = Self::of(rate, now);
        self.before * (1_000 - over) + (self.shared + u64::from(self.own)) * 1_000
    }
}

/// After how many thousandths of a stretch no more than `room` of `count` reach into the window.
fn share(room: u64, count: u64) -> u64 {
    if count <= room {
        0
    } else {
        1_000 - room * 1_000 / count
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Rate, Stretch, Taken};

    const RATE: Rate = Rate {
        most: 10,
        seconds: 60,
    };

    fn took(stretch: &mut Stretch, now: i64) -> bool {
        matches!(stretch.take(RATE, now), Taken::Yes { .. })
    }

    #[test]
    fn so_many_and_no_more_and_the_wait_is_true() {
        let mut stretch = Stretch::default();
        assert_eq!(stretch.take(RATE, 0), Taken::Yes { left: 9 });
        assert!((0..9).all(|_| took(&mut stretch, 0)));
        let Taken::No { wait } = stretch.take(RATE, 0) else {
            panic!("an eleventh")
        };
        assert_eq!(wait, 66);
        assert!(!took(&mut stretch, 65_000) && took(&mut stretch, 66_000));
    }

    #[test]
    fn what_others_took_counts() {
        let mut stretch = Stretch::default();
        assert!(took(&mut stretch, 1_000));
        assert_eq!(stretch.untold(), (0, 1));
        stretch.hear(0, 1, 10, 0);
        assert!(!took(&mut stretch, 2_000));
    }

    proptest! {
        /// However calls fall, no window of the full length sees more than the number, but for the rounding of one call
        /// and what the estimate forgives: the stretch before is believed to have been even.
        #[test]
        fn bursts_at_a_border_do_not_double(pauses in proptest::collection::vec(0_i64..4_000, 1..400)) {
            let (mut stretch, mut now, mut taken) = (Stretch::default(), 0, Vec::new());
            for pause in pauses {
                now += pause;
                if took(&mut stretch, now) {
                    taken.push(now);
                }
            }
            for (at, begin) in taken.iter().enumerate() {
                let within = taken[at..].iter().take_while(|t| **t < begin + 60_000).count();
                prop_assert!(within <= 15, "{within} in a window");
            }
        }

        #[test]
        fn after_the_wait_there_is_room(pauses in proptest::collection::vec(0_i64..4_000, 1..200)) {
            let (mut stretch, mut now) = (Stretch::default(), 0);
            for pause in pauses {
                now += pause;
                let mut copy = stretch;
                if let Taken::No { wait } = stretch.take(RATE, now) {
                    prop_assert!(wait <= 120);
                    prop_assert!(took(&mut copy, now + i64::from(wait) * 1_000), "not after {wait}");
                }
            }
        }
    }
}
