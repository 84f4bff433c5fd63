//! A subscription's row as Stripe's word makes it.

use db::TenantTx;
use kernel::{Currency, Instant, Result};
use stripe::billing::{Interval, Subscription as Said, SubscriptionItem, SubscriptionStatus};

use crate::model::plans::PlanVersionId;
use crate::model::price::Period;
use crate::queries::plans::PlanVersion;
use crate::queries::subscription::Subscription;

/// The row as it is to be.
pub(super) struct Becomes {
    pub plan: PlanVersionId,
    pub status: String,
    trial_ends_at: Option<Instant>,
    period: Option<(Instant, Instant)>,
    grace_until: Option<Instant>,
    cancel_at: Option<Instant>,
    pub ended_at: Option<Instant>,
    pub paid: Option<(Currency, Period, i64)>,
    pub next: Option<(PlanVersionId, Period, Instant)>,
    /// Money that was owed came.
    pub is_back: bool,
}

impl Becomes {
    pub fn of(
        has: &Subscription,
        said: &Said,
        known: Option<&PlanVersion>,
        (now, grace): (Instant, i64),
    ) -> Self {
        let status = text_of(&said.status);
        let is_final = said.status.is_final();
        let plan = known.map_or(has.has.id, |version| version.id);
        let period = said.period();
        let span = period.map(|span| (moment(span.start), moment(span.end)));
        let cancel_at = said.cancel_at.map(moment);
        let at_end = said.cancel_at_period_end.then_some(span).flatten();
        let paid = said.item().and_then(price_of).filter(|_| !is_final);
        Self {
            plan,
            trial_ends_at: match said.status {
                SubscriptionStatus::Trialing => said.trial_end.map(moment).or(has.trial_ends_at),
                _ => has.trial_ends_at,
            },
            grace_until: grace_of(has, &said.status, now.plus_seconds(grace)),
            cancel_at: cancel_at.or(at_end.map(|(_, end)| end)).filter(|_| !is_final),
            ended_at: is_final.then(|| said.ended_at.map_or(now, moment)),
            next: None,
            is_back: has.owes() && status == "active",
            period: span.filter(|(start, end)| end > start),
            paid,
            status,
        }
    }

    pub async fn write(&self, tx: &mut TenantTx, number: i64, said: &Said) -> Result<()> {
        let (next_plan, next_period, next_at) = spread(self.next);
        let (currency, period, price) = spread(self.paid);
        sqlx::query(
            "update subscription
                set plan_version_id = $2, status = $3, trial_ends_at = $4, period_started_at = $5, period_ends_at = $6,
                    grace_until = $7, cancel_at = $8, ended_at = $9, currency = $10, period = $11, price = $12,
                    next_plan_version_id = $13, next_period = $14, next_at = $15, outside_id = $16, item_id = $17,
                    schedule_id = $18, live = $19, heard = $20, seen_at = $21,
                    told = case when $3 = 'active' then null else told end, updated_at = $21, version = version + 1
              where tenant_id = $1",
        )
        .bind(tx.tenant())
        .bind(self.plan)
        .bind(&self.status)
        .bind(self.trial_ends_at)
        .bind(self.period.map(|(start, _)| start))
        .bind(self.period.map(|(_, end)| end))
        .bind(self.grace_until)
        .bind(self.cancel_at)
        .bind(self.ended_at)
        .bind(currency.map(|currency| currency.as_str().to_owned()))
        .bind(period)
        .bind(price)
        .bind(next_plan)
        .bind(next_period)
        .bind(next_at)
        .bind(said.id.as_str())
        .bind(said.item().map(|item| item.id.to_string()))
        .bind(said.schedule.as_ref().map(ToString::to_string))
        .bind(said.live)
        .bind(number)
        .bind(tx.now())
        .execute(&mut **tx)
        .await?;
        Ok(())
    }

    pub fn is_live(&self) -> bool {
        self.ended_at.is_none()
    }
}

/// A word that we do not know yet is kept, if the row takes it.
fn text_of(status: &SubscriptionStatus) -> String {
    let fits = |text: &str| {
        (1..=40).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
    };
    let text = status.as_str();
    if fits(text) { text } else { "unknown" }.to_owned()
}

pub(super) fn moment(at: jiff::Timestamp) -> Instant {
    Instant::from_timestamp(at)
}

/// Who begins to owe works on for so long; who owes on has the end that was said before.
fn grace_of(has: &Subscription, status: &SubscriptionStatus, until: Instant) -> Option<Instant> {
    match status {
        SubscriptionStatus::PastDue | SubscriptionStatus::Other(_) => Some(has.grace_until.unwrap_or(until)),
        _ => None,
    }
}

fn price_of(item: &SubscriptionItem) -> Option<(Currency, Period, i64)> {
    let period = match item.interval? {
        Interval::Month => Period::Month,
        Interval::Year => Period::Year,
    };
    Some((Currency::parse(&item.currency)?, period, item.amount?))
}

fn spread<A, B, C>(all: Option<(A, B, C)>) -> (Option<A>, Option<B>, Option<C>) {
    match all {
        Some((a, b, c)) => (Some(a), Some(b), Some(c)),
        None => (None, None, None),
    }
}
