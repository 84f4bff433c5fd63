//! What a subscription is going to become: a smaller plan from the next period on.

use jiff::Timestamp;
use serde::Deserialize;
use stripe_billing::SubscriptionScheduleEndBehavior;
use stripe_billing::subscription_schedule::{
    CreateSubscriptionSchedule, ReleaseSubscriptionSchedule, RetrieveSubscriptionSchedule,
    UpdateSubscriptionSchedule, UpdateSubscriptionSchedulePhases, UpdateSubscriptionSchedulePhasesDuration,
    UpdateSubscriptionSchedulePhasesDurationInterval, UpdateSubscriptionSchedulePhasesEndDate,
    UpdateSubscriptionSchedulePhasesItems, UpdateSubscriptionSchedulePhasesProrationBehavior,
    UpdateSubscriptionSchedulePhasesStartDate, UpdateSubscriptionScheduleProrationBehavior,
};
use stripe_client_core::{RequestBuilder, StripeRequest as _};

use super::subscription::Subscription;
use crate::client::Stripe;
use crate::error::StripeError;
use crate::id::{Either, Named, PriceId, ScheduleId, SubscriptionId};
use crate::text::{moment, short};

/// What a subscription is going to become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// Stripe's name for it.
    pub id: ScheduleId,
    /// How far it has come.
    pub status: ScheduleStatus,
    /// Of which subscription; none once that goes on without it.
    pub subscription: Option<SubscriptionId>,
    /// One after the other.
    pub phases: Vec<Phase>,
    /// Whether it is real.
    pub live: bool,
}

/// At which price, from when until when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phase {
    /// None for several.
    pub price: Option<PriceId>,
    /// Its first moment.
    pub start: Timestamp,
    /// The first one after it.
    pub end: Timestamp,
}

/// How far a schedule has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScheduleStatus {
    /// It has not begun.
    NotStarted,
    /// It goes on.
    Active,
    /// All of it has happened.
    Completed,
    /// The subscription goes on without it.
    Released,
    /// It is over, and so is the subscription.
    Canceled,
    /// Something that is not known here.
    Other(String),
}

#[derive(Deserialize)]
struct Raw {
    id: ScheduleId,
    status: String,
    subscription: Option<Either<Named>>,
    phases: Vec<RawPhase>,
    livemode: Option<bool>,
}

#[derive(Deserialize)]
struct RawPhase {
    items: Vec<RawItem>,
    start_date: i64,
    end_date: i64,
}

#[derive(Deserialize)]
struct RawItem {
    price: Either<Named>,
}

impl Schedule {
    fn read(json: &[u8]) -> Result<Self, StripeError> {
        let raw: Raw = super::words::read(json)?;
        let subscription = raw.subscription.map(Either::name);
        let phases: Result<Vec<_>, _> = raw.phases.into_iter().map(Phase::of).collect();
        Ok(Self {
            id: raw.id,
            status: ScheduleStatus::of(&raw.status),
            subscription: subscription.and_then(|id| SubscriptionId::parse(&id)),
            phases: phases?,
            live: raw.livemode.unwrap_or(false),
        })
    }

    /// The phase that a moment lies in.
    fn phase_at(&self, at: Timestamp) -> Option<&Phase> {
        self.phases
            .iter()
            .find(|phase| phase.start <= at && at < phase.end)
    }

    /// Until the end of the period all stays as it is; then another price, with which the subscription goes on by itself.
    fn turn(&self, subscription: &Subscription, price: &PriceId) -> Result<RequestBuilder, StripeError> {
        let nothing = || StripeError::here("the subscription is not for one thing");
        let item = subscription.item().ok_or_else(nothing)?;
        let now = self.phase_at(item.period.start).or(self.phases.first());
        let start = now.map_or(item.period.start, |phase| phase.start);
        let mut first = phase(&item.price);
        first.start_date = Some(UpdateSubscriptionSchedulePhasesStartDate::Timestamp(
            start.as_second(),
        ));
        let end = item.period.end.as_second();
        first.end_date = Some(UpdateSubscriptionSchedulePhasesEndDate::Timestamp(end));
        let mut second = phase(price);
        second.duration = Some(UpdateSubscriptionSchedulePhasesDuration::new(
            UpdateSubscriptionSchedulePhasesDurationInterval::Month,
        ));
        let call = UpdateSubscriptionSchedule::new(self.id.as_str())
            .phases([first, second])
            .proration_behavior(UpdateSubscriptionScheduleProrationBehavior::None)
            .end_behavior(SubscriptionScheduleEndBehavior::Release);
        Ok(call.build())
    }
}

fn phase(price: &PriceId) -> UpdateSubscriptionSchedulePhases {
    let mut item = UpdateSubscriptionSchedulePhasesItems::new();
    item.price = Some(price.to_string());
    item.quantity = Some(1);
    let mut phase = UpdateSubscriptionSchedulePhases::new([item]);
    phase.proration_behavior = Some(UpdateSubscriptionSchedulePhasesProrationBehavior::None);
    phase
}

impl Phase {
    fn of(raw: RawPhase) -> Result<Self, StripeError> {
        let price = match <[RawItem; 1]>::try_from(raw.items) {
            Ok([item]) => PriceId::parse(&item.price.name()),
            Err(_) => None,
        };
        Ok(Self {
            price,
            start: moment(raw.start_date)?,
            end: moment(raw.end_date)?,
        })
    }
}

impl ScheduleStatus {
    fn of(word: &str) -> Self {
        match word {
            "not_started" => Self::NotStarted,
            "active" => Self::Active,
            "completed" => Self::Completed,
            "released" => Self::Released,
            "canceled" => Self::Canceled,
            other => Self::Other(short(other)),
        }
    }
}

impl Stripe {
    /// Another price from the next period on, in place of whatever was planned before. Two calls with keys of their own
    /// (`key` and `.a`, `key` and `.b`): the same `key` and subscription may come again.
    pub async fn change_at_period_end(
        &self,
        key: &str,
        subscription: &Subscription,
        price: &PriceId,
    ) -> Result<Schedule, StripeError> {
        let schedule = if let Some(known) = &subscription.schedule {
            self.schedule(known).await?
        } else {
            let call = CreateSubscriptionSchedule::new().from_subscription(subscription.id.as_str());
            Schedule::read(&self.wire.change(&format!("{key}.a"), call.build()).await?)?
        };
        let call = schedule.turn(subscription, price)?;
        Schedule::read(&self.wire.change(&format!("{key}.b"), call).await?)
    }

    /// What is planned.
    pub async fn schedule(&self, id: &ScheduleId) -> Result<Schedule, StripeError> {
        let call = RetrieveSubscriptionSchedule::new(id.as_str());
        Schedule::read(&self.wire.get(call.build()).await?)
    }

    /// Nothing is planned any more: the subscription goes on as it is.
    pub async fn release_schedule(&self, key: &str, id: &ScheduleId) -> Result<Schedule, StripeError> {
        let call = ReleaseSubscriptionSchedule::new(id.as_str());
        Schedule::read(&self.wire.change(key, call.build()).await?)
    }
}
