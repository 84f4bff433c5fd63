//! A resource, made ready to be asked about many starts.

use crate::busy::Busy;
use crate::crew::Resource;
use crate::moment::{Moment, Span};
use crate::refusal::Reason;
use crate::service::{Capacity, Service};
use crate::tally::Tally;
use crate::windows::Windows;

/// Answers for starts within the span that it was made for.
#[derive(Debug)]
pub(crate) struct Member<'a> {
    service: &'a Service,
    earliest: Moment,
    horizon: (Moment, Moment),
    open: Windows,
    blocked: Windows,
    taken: Windows,
    sessions: Vec<Session>,
    tally: Option<Tally>,
}

/// A session of the wanted service, in order of `occupied`'s start.
#[derive(Debug)]
struct Session {
    span: Span,
    occupied: Span,
    seats_taken: u32,
    /// The latest end of this and all before it: where a search backwards may stop.
    reach: Moment,
}

impl<'a> Member<'a> {
    pub fn ready(service: &'a Service, resource: &Resource, open: Windows, now: Moment, span: Span) -> Self {
        let zone = resource.schedule.zone();
        let standing = || resource.busy.iter().filter(move |busy| busy.stands_at(now));
        let (sessions, others): (Vec<_>, Vec<_>) = standing().partition(|busy| joins(service, busy));
        Self {
            service,
            earliest: now.plus(service.notice),
            horizon: service.horizon.bounds(zone, now),
            open,
            blocked: Windows::merged(resource.blocked.clone()),
            taken: Windows::merged(others.into_iter().map(Busy::occupied).collect()),
            sessions: in_order(sessions),
            tally: Tally::count(service.limits, zone, span, standing()),
        }
    }

    /// The rules, each in its turn; seats left when none refuses.
    pub fn judge(&self, slot: Span) -> Result<u32, Reason> {
        self.is_within_dates(slot.start())?;
        if self.open.holding(slot).is_none() {
            return Err(Reason::Closed);
        }
        if let Some(blocked) = self.blocked.meeting(slot) {
            return Err(Reason::Blocked(blocked));
        }
        let seats = self.seats_left(slot)?;
        let limit = self.tally.as_ref();
        match limit.and_then(|tally| tally.refuses(slot.start(), self.service)) {
            Some(limit) => Err(limit),
            None => Ok(seats),
        }
    }

    fn is_within_dates(&self, start: Moment) -> Result<(), Reason> {
        let (first, end) = self.horizon;
        if start < self.earliest {
            return Err(Reason::TooSoon(self.earliest));
        }
        if start < first {
            return Err(Reason::BeforeHorizon(first));
        }
        if start >= end {
            return Err(Reason::BeyondHorizon(end));
        }
        Ok(())
    }

    fn seats_left(&self, slot: Span) -> Result<u32, Reason> {
        let buffers = self.service.buffers;
        let occupied = slot.widened(buffers.before, buffers.after);
        if let Some(taken) = self.taken.meeting(occupied) {
            return Err(Reason::Taken(taken));
        }
        let mut left = self.service.capacity.seats();
        for session in self.sessions_meeting(occupied) {
            if session.span != slot {
                return Err(Reason::Taken(session.occupied));
            }
            left = left.saturating_sub(session.seats_taken);
        }
        if left == 0 {
            Err(Reason::NoSeatLeft)
        } else {
            Ok(left)
        }
    }

    fn sessions_meeting(&self, occupied: Span) -> impl Iterator<Item = &Session> {
        let until = self
            .sessions
            .partition_point(|session| session.occupied.start() < occupied.end());
        let before = self.sessions.iter().take(until).rev();
        before
            .take_while(move |session| session.reach > occupied.start())
            .filter(move |session| session.occupied.meets(occupied))
    }
}

fn joins(service: &Service, busy: &Busy) -> bool {
    service.capacity != Capacity::One && busy.seats_taken.is_some()
}

fn in_order(mut sessions: Vec<&Busy>) -> Vec<Session> {
    sessions.sort_unstable_by_key(|busy| busy.occupied());
    let mut reach = Moment::FIRST;
    let session = |busy: &Busy| {
        reach = reach.max(busy.occupied().end());
        Session {
            span: busy.span,
            occupied: busy.occupied(),
            seats_taken: busy.seats_taken.unwrap_or_default(),
            reach,
        }
    };
    sessions.into_iter().map(session).collect()
}
