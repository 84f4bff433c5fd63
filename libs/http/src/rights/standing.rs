//! From a subscription and the present moment to what a shop may do: a pure rule, asked at every request.

use kernel::{Instant, Limit, Module};
use serde::Deserialize;

/// Seconds by which Stripe's word may be late: a day, after which it was asked.
const LATE: i64 = 24 * 60 * 60;

/// A subscription's state, in Stripe's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// The first payment is still to come.
    Incomplete,
    /// It never came.
    IncompleteExpired,
    /// Tries without paying.
    Trialing,
    /// Pays, or has what costs nothing.
    Active,
    /// The last payment failed.
    PastDue,
    /// Over.
    Canceled,
    /// Payments failed until nobody tries any more.
    Unpaid,
    /// The trial ended, and nobody said how to pay.
    Paused,
    /// A word that is newer than this program.
    #[serde(other)]
    Unknown,
}

/// What a plan brings.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Grants {
    /// Its name.
    pub plan: String,
    modules: Vec<Module>,
    people: Option<i64>,
    products: Option<i64>,
    bookings: Option<i64>,
    orders: Option<i64>,
    storage: Option<i64>,
}

impl Grants {
    /// Whether it has the module.
    pub fn has(&self, module: Module) -> bool {
        self.modules.contains(&module)
    }

    /// How much there may be; none where it does not matter.
    pub const fn most(&self, limit: Limit) -> Option<i64> {
        match limit {
            Limit::People => self.people,
            Limit::Products => self.products,
            Limit::Bookings => self.bookings,
            Limit::Orders => self.orders,
            Limit::Storage => self.storage,
        }
    }
}

/// All that a shop's rights follow from, as `shop_standing` in the database tells it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Standing {
    /// The subscription's state.
    pub status: Status,
    /// When the trial ends, or ended.
    pub trial_ends_at: Option<Instant>,
    /// Until when a shop that owes works on.
    pub grace_until: Option<Instant>,
    /// When it goes to the plan that costs nothing, because somebody asked for it.
    pub cancel_at: Option<Instant>,
    /// When it ended.
    pub ended_at: Option<Instant>,
    /// Whether what helps to begin was put away.
    pub guide_hidden: bool,
    /// Whether Stripe sees to it, who says some moments late that a trial has become more than one.
    #[serde(default)]
    pub at_stripe: bool,
    /// What its plan brings.
    pub paid: Grants,
    /// What the plan that costs nothing brings; missing where there is none.
    pub free: Option<Grants>,
}

/// How much of its plan a shop has just now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Level {
    /// All of it.
    Full,
    /// All of it, until then.
    Grace(Option<Instant>),
    /// What costs nothing.
    Free,
    /// It reads, and changes nothing.
    ReadOnly,
}

/// What a shop may do just now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rights<'a> {
    /// How much of its plan it has.
    pub level: Level,
    /// What the plan brings that counts; everything without limits where there is none.
    grants: Option<&'a Grants>,
}

impl Rights<'_> {
    /// Of a shop that has not been asked to subscribe: the platform, and shops older than plans.
    pub const EVERYTHING: Rights<'static> = Rights {
        level: Level::Full,
        grants: None,
    };

    /// Whether it may change anything at all.
    pub fn writes(self) -> bool {
        self.level != Level::ReadOnly
    }

    /// Whether the plan has the module. What a module made stays readable without it.
    pub fn has(self, module: Module) -> bool {
        self.grants.is_none_or(|grants| grants.has(module))
    }

    /// How much there may be; none where it does not matter.
    pub fn most(self, limit: Limit) -> Option<i64> {
        self.grants.and_then(|grants| grants.most(limit))
    }

    /// The name of the plan that counts.
    pub fn plan(&self) -> &str {
        self.grants.map_or("", |grants| grants.plan.as_str())
    }
}

impl Standing {
    /// What counts at this moment.
    pub fn rights(&self, now: Instant) -> Rights<'_> {
        let level = self.level(now);
        let grants = if level == Level::Free {
            // Where nothing is free, a shop without a paid plan only reads.
            match &self.free {
                Some(free) => free,
                None => return self.reading(),
            }
        } else {
            &self.paid
        };
        Rights {
            level,
            grants: Some(grants),
        }
    }

    fn reading(&self) -> Rights<'_> {
        Rights {
            level: Level::ReadOnly,
            grants: Some(&self.paid),
        }
    }

    /// Until when nobody is taken for one who did not pay.
    fn trial_end(&self) -> Option<Instant> {
        let late = if self.at_stripe { LATE } else { 0 };
        self.trial_ends_at.map(|end| end.plus_seconds(late))
    }

    fn level(&self, now: Instant) -> Level {
        let is_over = |end: Option<Instant>| end.is_some_and(|end| end <= now);
        match self.status {
            Status::IncompleteExpired | Status::Incomplete => Level::Free,
            Status::Canceled if self.ended_at.is_none_or(|end| end <= now) => Level::Free,
            Status::Canceled => Level::Full,
            Status::Unpaid | Status::Paused => Level::ReadOnly,
            _ if is_over(self.cancel_at) => Level::Free,
            Status::Trialing if is_over(self.trial_end()) || self.trial_ends_at.is_none() => Level::Free,
            Status::Trialing | Status::Active => Level::Full,
            // Of a word that nobody knows we only know that it is not good news.
            Status::PastDue | Status::Unknown if is_over(self.grace_until) => Level::ReadOnly,
            Status::PastDue | Status::Unknown => Level::Grace(self.grace_until),
        }
    }
}

#[cfg(test)]
mod tests;
