//! How paying goes: how many get through, how fast, and what came.

use http::figures::Kpi;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use super::method::MethodCode;

/// What became of the payments over providers that were begun in some time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, sqlx::FromRow)]
pub struct Tried {
    /// How many were begun.
    pub tried: i64,
    /// The money came.
    pub approved: i64,
    /// The bank, or whoever moves the money, said no.
    pub rejected: i64,
    /// The payer left, or their time was over.
    pub abandoned: i64,
    /// Seconds from the begin to the money: as many took less as more.
    pub median_seconds: i64,
    /// The same, of all but the slowest twentieth.
    pub p95_seconds: i64,
}

impl Tried {
    /// Of those that ended, how many brought money, in tenths of a percent; none while none has ended.
    pub fn approval(self) -> Option<i64> {
        share(self.approved, self.approved + self.rejected + self.abandoned)
    }
}

/// Money that came or went back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Moved {
    /// Minor units.
    pub amount: i64,
    /// How many payments.
    pub count: i64,
}

impl Moved {
    /// What one was on average, minor units.
    pub const fn average(self) -> i64 {
        match self.count {
            0 => 0,
            count => self.amount / count,
        }
    }
}

/// Some time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    /// What was tried over providers.
    pub tried: Tried,
    /// What came, whichever way.
    pub came: Moved,
    /// What went back.
    pub back: Moved,
}

/// One way to pay, or one bank of it.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Way {
    /// Which way.
    pub method: MethodCode,
    /// The bank as people know it; none for the way as a whole.
    pub bank: Option<String>,
    /// What became of the payments.
    #[sqlx(flatten)]
    pub tried: Tried,
}

/// Why payments were refused, in the provider's word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, sqlx::FromRow, ToSchema)]
#[schema(as = PaymentFailureCount)]
pub struct FailureCount {
    /// The word.
    pub reason: String,
    /// How many.
    pub count: i64,
}

/// How paying goes in a span of days, and went in the one before.
#[derive(Debug, Clone, Default)]
pub struct Kpis {
    /// The span as a whole.
    pub now: Totals,
    /// The span before it.
    pub before: Totals,
    /// What came on each day, minor units, the oldest first.
    pub days: Vec<(Date, i64)>,
    /// Ways to pay over providers, each followed by its banks, those first that are used most.
    pub ways: Vec<Way>,
    /// Why payments were refused, the commonest first.
    pub failures: Vec<FailureCount>,
}

impl Kpis {
    /// A number of both spans.
    pub fn compare(&self, of: impl Fn(&Totals) -> i64) -> Kpi {
        Kpi::new(of(&self.now), of(&self.before))
    }

    /// Whether there is anything to tell.
    pub const fn is_empty(&self) -> bool {
        self.now.tried.tried == 0 && self.now.came.count == 0 && self.now.back.count == 0
    }
}

/// `93,5 %`, or a dash while there is none.
pub fn percent(tenths: Option<i64>) -> String {
    tenths.map_or_else(|| "—".to_owned(), |t| format!("{},{}\u{a0}%", t / 10, t % 10))
}

/// In tenths of a percent, rounded.
fn share(part: i64, whole: i64) -> Option<i64> {
    (whole > 0).then(|| part.saturating_mul(1_000).saturating_add(whole / 2) / whole)
}

#[cfg(test)]
mod tests {
    use super::{Moved, Tried};

    #[test]
    fn what_is_still_under_way_lowers_no_share() {
        let tried = Tried {
            tried: 12,
            approved: 8,
            rejected: 1,
            abandoned: 1,
            ..Tried::default()
        };
        assert_eq!(tried.approval(), Some(800));
        let two_of_three = Tried {
            approved: 2,
            rejected: 1,
            ..Tried::default()
        };
        assert_eq!(two_of_three.approval(), Some(667));
        assert_eq!(Tried::default().approval(), None);
    }

    #[test]
    fn of_nothing_there_is_no_average() {
        assert_eq!(Moved::default().average(), 0);
        let moved = Moved {
            amount: 700,
            count: 2,
        };
        assert_eq!(moved.average(), 350);
    }
}
