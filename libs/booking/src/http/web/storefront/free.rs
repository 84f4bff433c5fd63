//! Free times as a customer looks for them: two weeks at once, and one day of them.

use db::TenantTx;
use jiff::tz::TimeZone;
use kernel::Result;

use crate::model::{BookingId, Day, Horizon, ResourceId, Service};
use crate::queries::diary::Asked;
use crate::queries::slots::{MOST_DAYS, SlotView, list_slots_for};

/// So many days are shown at once, from a Monday on.
pub const DAYS: i32 = 14;

/// What somebody looks for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wish {
    /// Only with this one.
    pub only: Option<ResourceId>,
    /// For how many.
    pub seats: i16,
    /// The day that they want; its times are shown, be there any or none.
    pub day: Option<Day>,
    /// The weeks that they leaf through; the first day with free times is shown.
    pub week: Option<Day>,
    /// The day that is shown rather than the first one, if it has free times.
    pub near: Option<Day>,
    /// The appointment that they move.
    pub moving: Option<BookingId>,
}

/// What there is.
#[derive(Debug)]
pub struct Free {
    /// The Monday with which it begins.
    pub monday: Day,
    /// Today, there.
    pub today: Day,
    /// The last day that can be booked.
    pub last: Day,
    /// Starts within these weeks, one of each, in order.
    pub slots: Vec<SlotView>,
    /// The day whose times are shown.
    pub chosen: Option<Day>,
    /// When these weeks have none: the first day after them that has.
    pub next: Option<Day>,
}

impl Free {
    /// Reads it. Who names neither a day nor weeks sees the first that have something.
    pub async fn read(tx: &mut TenantTx, service: &Service, wish: &Wish, zone: &TimeZone) -> Result<Self> {
        let today = Day::at(tx.now(), zone);
        let last = last_day(service, today)?;
        let wanted = wish.day.or(wish.week).unwrap_or(today).max(today).min(last);
        let monday = monday_of(wanted);
        let mut free = Self {
            monday,
            today,
            last,
            slots: find(tx, service, wish, (monday.max(today), DAYS.into()), zone).await?,
            chosen: None,
            next: None,
        };
        free.slots
            .retain(|slot| Day::at(slot.start, zone) < monday.plus(DAYS));
        if free.slots.is_empty() && monday.plus(DAYS) <= last {
            free.look_further(tx, service, wish, zone).await?;
        }
        let first = free.slots.first().map(|slot| Day::at(slot.start, zone));
        let asked = wish.day.filter(|day| (today..=last).contains(day));
        let near = wish.near.filter(|day| free.count(*day, zone) > 0);
        free.chosen = asked.or(near).or(first);
        Ok(free)
    }

    /// The times of the day that is shown.
    pub fn of_chosen(&self, zone: &TimeZone) -> Vec<&SlotView> {
        let is_of_it = |slot: &&SlotView| Some(Day::at(slot.start, zone)) == self.chosen;
        self.slots.iter().filter(is_of_it).collect()
    }

    /// How many starts a day has.
    pub fn count(&self, day: Day, zone: &TimeZone) -> usize {
        self.slots
            .iter()
            .filter(|slot| Day::at(slot.start, zone) == day)
            .count()
    }

    async fn look_further(
        &mut self,
        tx: &mut TenantTx,
        service: &Service,
        wish: &Wish,
        zone: &TimeZone,
    ) -> Result<()> {
        let from = self.monday.plus(DAYS);
        let found = find(tx, service, wish, (from, MOST_DAYS - 1), zone).await?;
        let Some(first) = found.first().map(|slot| Day::at(slot.start, zone)) else {
            return Ok(());
        };
        if wish.day.or(wish.week).is_some() {
            self.next = Some(first);
            return Ok(());
        }
        self.monday = monday_of(first);
        let end = self.monday.plus(DAYS);
        self.slots = found
            .into_iter()
            .filter(|slot| Day::at(slot.start, zone) < end)
            .collect();
        Ok(())
    }
}

/// Who serves in another length of time has starts of their own; the customer sees each start once.
async fn find(
    tx: &mut TenantTx,
    service: &Service,
    wish: &Wish,
    (from, days): (Day, i64),
    zone: &TimeZone,
) -> Result<Vec<SlotView>> {
    let until = from.plus(i32::try_from(days).unwrap_or(DAYS));
    let asked = Asked {
        service: service.service_id,
        only: wish.only,
        from: from.start_in(zone),
        until: until.start_in(zone),
        moving: wish.moving,
    };
    let mut slots = list_slots_for(tx, &asked, service.clone()).await?;
    let seats = u32::try_from(wish.seats.max(1)).unwrap_or(1);
    slots.retain(|slot| slot.seats_left >= seats);
    slots.dedup_by_key(|slot| slot.start);
    Ok(slots)
}

fn monday_of(day: Day) -> Day {
    day.plus(-i32::from(day.date().weekday().to_monday_zero_offset()))
}

/// Business days are counted generously: which ones are free is the engine's word.
fn last_day(service: &Service, today: Day) -> Result<Day> {
    Ok(match service.horizon()? {
        Horizon::Days { days } => today.plus(i32::from(days)),
        Horizon::BusinessDays { days } => today.plus(i32::from(days) * 7 / 5 + 7),
        Horizon::Dates { to, .. } => to.max(today),
    })
}

#[cfg(test)]
mod tests {
    use super::monday_of;

    #[test]
    fn weeks_begin_on_their_monday() {
        for day in ["2026-11-23", "2026-11-26", "2026-11-29"] {
            assert_eq!(monday_of(day.parse().unwrap()).to_string(), "2026-11-23");
        }
    }
}
