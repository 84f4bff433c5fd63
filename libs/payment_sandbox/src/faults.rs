//! What goes wrong: the next time, or every so often by a seeded chance.

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

/// What can go wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// No answer comes, and nothing happened.
    TimeOutBefore,
    /// It happened, and no answer comes.
    TimeOutAfter,
    /// It happened, and the answer breaks off in the middle.
    BrokenAfter,
    /// Status 500, and nothing happened.
    ErrorBefore,
    /// It happened, and the status is 500.
    ErrorAfter,
    /// It happened, and the status is 500, also when the same key comes again. Of Stripe only: Mercado Pago repeats the answer
    /// that got lost.
    ErrorKept,
    /// Status 429 with `Retry-After`.
    Busy,
    /// The answer takes its time.
    Slow,
    /// The answer tells another amount.
    WrongAmount,
    /// The answer tells another currency.
    WrongCurrency,
    /// The answer does not tell yet what a charge did to the balance. Of Stripe only.
    FeeLate,
    /// A refund is refused, as the account has not enough.
    NoMoney,
    /// A notification comes twice.
    HookTwice,
    /// A notification overtakes those before it.
    HookOvertakes,
    /// A notification comes ten minutes later.
    HookLate,
    /// A notification never comes.
    HookLost,
    /// A notification is signed with another secret.
    HookForged,
}

/// Where a fault shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Call,
    Refund,
    Hook,
}

/// What will go wrong.
pub struct Faults {
    wanted: VecDeque<Fault>,
    /// In thousandths.
    odds: BTreeMap<Fault, u32>,
    chance: u64,
    /// How long [`Fault::Slow`] takes.
    pub slow: Duration,
    /// How long a call is kept that gets no answer.
    pub hang: Duration,
    /// What [`Fault::Busy`] says.
    pub retry_after: u32,
}

impl Default for Faults {
    fn default() -> Self {
        Self {
            wanted: VecDeque::new(),
            odds: BTreeMap::new(),
            chance: 0,
            slow: Duration::from_secs(3),
            hang: Duration::from_secs(40),
            retry_after: 30,
        }
    }
}

impl Fault {
    const fn place(self) -> Place {
        match self {
            Self::NoMoney => Place::Refund,
            Self::HookTwice | Self::HookOvertakes | Self::HookLate | Self::HookLost | Self::HookForged => {
                Place::Hook
            }
            _ => Place::Call,
        }
    }
}

impl Faults {
    /// The next time that it can.
    pub fn next(&mut self, fault: Fault) {
        self.wanted.push_back(fault);
    }

    /// So often in a thousand times.
    pub fn odds(&mut self, fault: Fault, per_thousand: u32) {
        self.odds.insert(fault, per_thousand);
    }

    /// Where chance begins: the same faults for the same calls.
    pub fn seed(&mut self, seed: u64) {
        self.chance = seed;
    }

    /// What goes wrong now.
    pub fn take(&mut self, place: Place) -> Option<Fault> {
        let at = self.wanted.iter().position(|fault| fault.place() == place);
        at.and_then(|at| self.wanted.remove(at))
            .or_else(|| self.roll(place))
    }

    /// Whether the account has not enough for a refund.
    pub fn take_poverty(&mut self) -> bool {
        self.take(Place::Refund).is_some()
    }

    fn roll(&mut self, place: Place) -> Option<Fault> {
        let here = self
            .odds
            .iter()
            .filter(|(fault, odds)| fault.place() == place && **odds > 0);
        let here: Vec<(Fault, u32)> = here.map(|(fault, odds)| (*fault, *odds)).collect();
        here.into_iter()
            .find(|(_, odds)| self.thousandth() < u64::from(*odds))
            .map(|(fault, _)| fault)
    }

    /// `SplitMix64`: chance enough, and the same everywhere.
    fn thousandth(&mut self) -> u64 {
        self.chance = self.chance.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.chance;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % 1000
    }
}

#[cfg(test)]
mod tests {
    use super::{Fault, Faults, Place};

    #[test]
    fn what_is_wanted_next_comes_once_and_where_it_belongs() {
        let mut faults = Faults::default();
        faults.next(Fault::HookLost);
        faults.next(Fault::Busy);
        assert_eq!(faults.take(Place::Call), Some(Fault::Busy));
        assert_eq!(faults.take(Place::Call), None);
        assert_eq!(faults.take(Place::Hook), Some(Fault::HookLost));
        assert_eq!(faults.take(Place::Hook), None);
    }

    #[test]
    fn chance_is_the_same_for_a_seed_and_about_what_was_asked_for() {
        let run = |seed| {
            let mut faults = Faults::default();
            faults.seed(seed);
            faults.odds(Fault::ErrorAfter, 100);
            faults.odds(Fault::HookLost, 1000);
            (0..2000)
                .map(|_| faults.take(Place::Call).is_some())
                .collect::<Vec<_>>()
        };
        assert_eq!(run(7), run(7));
        assert_ne!(run(7), run(8));
        let times = run(7).into_iter().filter(|failed| *failed).count();
        assert!((140..=260).contains(&times), "{times}");
    }
}
