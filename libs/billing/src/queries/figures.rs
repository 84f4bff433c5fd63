//! What shops pay the provider: monthly recurring revenue by plan, how it grows and shrinks, and what failed. Revenue is by the
//! price of the plan: what a code takes off, and tax, are in it.

use std::collections::BTreeMap;

use db::PlatformView;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{ToSpan as _, Zoned};
use kernel::{Currency, Error, Instant, Result, TenantId};
use sqlx::FromRow;

use crate::model::figures::{FailedPayment, OpenEvent, PlanRevenue, RevenueMonth, ShopPlan};
use crate::model::movement::MovementKind;

/// Months that are looked at, this one among them.
const MONTHS: usize = 12;

/// What is paid a month just now, by plan and money, cheap to dear.
pub async fn revenue_by_plan(view: &mut PlatformView) -> Result<Vec<PlanRevenue>> {
    Ok(sqlx::query_as(
        "select p.plan, s.currency::text as currency, count(*) as shops,
                sum(case s.period when 'year' then s.price / 12 else s.price end)::bigint as monthly
           from subscription s
           join plan_version p on p.plan_version_id = s.plan_version_id
          where s.status in ('active', 'past_due') and s.price > 0
          group by p.plan, s.currency
          order by min(p.rank), p.plan, s.currency",
    )
    .fetch_all(&mut **view)
    .await?)
}

/// How revenue moved in each of the last twelve months of this zone's calendar, oldest first, for each money that moved at all.
pub async fn revenue_by_month(
    view: &mut PlatformView,
    now: Instant,
    zone: &TimeZone,
) -> Result<Vec<RevenueMonth>> {
    let (months, bounds) = months_until(now, zone)?;
    let moved: Vec<Moved> = sqlx::query_as(
        "select width_bucket(moved_at, $1::timestamptz[]) as place, currency::text as currency, kind, count(*) as many,
                sum(after - before)::bigint as amount
           from subscription_movement
          group by 1, 2, 3",
    )
    .bind(&bounds)
    .fetch_all(&mut **view)
    .await?;
    let mut moneys: BTreeMap<String, Vec<Moved>> = BTreeMap::new();
    for one in moved {
        moneys.entry(one.currency.clone()).or_default().push(one);
    }
    Ok(moneys
        .into_iter()
        .flat_map(|(currency, moved)| fold(&months, &currency, &moved))
        .collect())
}

/// What was paid a month in this money at the end of each of these days; `bounds` are when they began, and when the last one ends.
pub async fn revenue_by_day(
    view: &mut PlatformView,
    currency: Currency,
    (days, bounds): (&[Date], &[Instant]),
) -> Result<Vec<(Date, i64)>> {
    let moved: Vec<(i32, i64)> = sqlx::query_as(
        "select width_bucket(moved_at, $1::timestamptz[]) as place, sum(after - before)::bigint
           from subscription_movement
          where currency = $2
          group by 1",
    )
    .bind(bounds)
    .bind(currency.as_str())
    .fetch_all(&mut **view)
    .await?;
    let of = |place: usize| {
        let here = moved.iter().filter(|(at, _)| usize::try_from(*at) == Ok(place));
        here.map(|(_, amount)| amount).sum::<i64>()
    };
    let mut sum = of(0);
    let day = |(place, day): (usize, &Date)| {
        sum += of(place + 1);
        (*day, sum)
    };
    Ok(days.iter().enumerate().map(day).collect())
}

/// What shops owe after their cards were tried, the newest first.
pub async fn failed_payments(view: &mut PlatformView) -> Result<Vec<FailedPayment>> {
    Ok(sqlx::query_as(
        "select i.tenant_id, t.name, i.number, i.currency::text as currency, i.due, i.tries, i.next_try_at, i.issued_at,
                s.grace_until
           from billing_invoice i
           join tenant t on t.tenant_id = i.tenant_id
           join subscription s on s.tenant_id = i.tenant_id
          where i.status = 'open' and i.due > 0 and i.tries > 0
          order by i.issued_at desc, i.invoice_id desc
          limit 100",
    )
    .fetch_all(&mut **view)
    .await?)
}

/// What Stripe told and nobody could act on, the newest first.
pub async fn open_events(view: &mut PlatformView) -> Result<Vec<OpenEvent>> {
    Ok(sqlx::query_as(
        "select kind, object_id, customer_id, note, received_at from billing_event
          where status in ('waiting', 'dead')
          order by received_at desc, event_id desc
          limit 50",
    )
    .fetch_all(&mut **view)
    .await?)
}

/// What one shop has; none while it was never asked to subscribe.
pub async fn plan_of(view: &mut PlatformView, shop: TenantId) -> Result<Option<ShopPlan>> {
    Ok(sqlx::query_as(
        "select p.plan, s.status, s.trial_ends_at, s.period_ends_at, s.grace_until, s.cancel_at, s.customer_id, s.outside_id,
                s.currency::text as currency, s.period, s.price
           from subscription s
           join plan_version p on p.plan_version_id = s.plan_version_id
          where s.tenant_id = $1",
    )
    .bind(shop)
    .fetch_optional(&mut **view)
    .await?)
}

#[derive(FromRow)]
struct Moved {
    /// 0 before the first month, then from 1.
    place: i32,
    currency: String,
    kind: MovementKind,
    many: i64,
    amount: i64,
}

/// The first days of the months, and when each begins.
fn months_until(now: Instant, zone: &TimeZone) -> Result<(Vec<Date>, Vec<Instant>)> {
    let this = now.0.to_zoned(zone.clone()).date().first_of_month();
    let back = |months: usize| this.saturating_sub(i64::try_from(months).unwrap_or(0).months());
    let months: Vec<Date> = (0..MONTHS).rev().map(back).collect();
    let begins = |day: &Date| {
        let start: Zoned = day.to_zoned(zone.clone()).map_err(|e| Error::Fault(e.into()))?;
        Ok(Instant(start.timestamp()))
    };
    let bounds: Result<Vec<Instant>> = months.iter().map(begins).collect();
    Ok((months, bounds?))
}

fn fold(months: &[Date], currency: &str, moved: &[Moved]) -> Vec<RevenueMonth> {
    let at = |place: usize| {
        moved
            .iter()
            .filter(move |one| usize::try_from(one.place) == Ok(place))
    };
    let mut opening: i64 = at(0).map(|one| one.amount).sum();
    let month = |(place, month): (usize, &Date)| {
        let of = |kind: MovementKind| at(place + 1).filter(move |one| one.kind == kind);
        let sum = |kind: MovementKind| of(kind).map(|one| one.amount).sum::<i64>();
        let churn = sum(MovementKind::Churn);
        let closing = opening + at(place + 1).map(|one| one.amount).sum::<i64>();
        let figures = RevenueMonth {
            month: format!("{:04}-{:02}", month.year(), month.month()),
            currency: currency.to_owned(),
            opening,
            new: sum(MovementKind::New),
            expansion: sum(MovementKind::Expansion),
            contraction: sum(MovementKind::Contraction),
            churn,
            churned_shops: of(MovementKind::Churn).map(|one| one.many).sum(),
            closing,
            churn_rate_bp: (opening > 0).then(|| -churn * 10_000 / opening),
        };
        opening = closing;
        figures
    };
    months.iter().enumerate().map(month).collect()
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;
    use kernel::Instant;

    use super::{Moved, MovementKind, fold, months_until};

    #[test]
    fn months_are_of_the_zones_own_calendar() {
        let zone = TimeZone::get("America/Bogota").unwrap();
        // Late on the thirtieth of November in Bogotá.
        let now = Instant("2026-12-01T03:00:00Z".parse().unwrap());
        let (months, bounds) = months_until(now, &zone).unwrap();
        assert_eq!((months.len(), bounds.len()), (12, 12));
        assert_eq!(months[0].to_string(), "2025-12-01");
        assert_eq!(months[11].to_string(), "2026-11-01");
        assert_eq!(bounds[11].to_string(), "2026-11-01T05:00:00Z");
    }

    #[test]
    fn what_a_month_ends_with_the_next_one_begins_with() {
        let months = ["2026-10-01", "2026-11-01"].map(|day| day.parse().unwrap());
        let moved = |place, kind, amount| Moved {
            place,
            currency: "COP".into(),
            kind,
            many: 1,
            amount,
        };
        let all = [
            moved(0, MovementKind::New, 1_000),
            moved(1, MovementKind::New, 500),
            moved(1, MovementKind::Churn, -200),
            moved(2, MovementKind::Contraction, -100),
        ];
        let found = fold(&months, "COP", &all);
        assert_eq!((found[0].opening, found[0].closing), (1_000, 1_300));
        assert_eq!((found[0].churn_rate_bp, found[0].churned_shops), (Some(2_000), 1));
        assert_eq!((found[1].opening, found[1].closing), (1_300, 1_200));
        assert_eq!(found[1].churn_rate_bp, Some(0));
    }
}
