//! The question: when can this be booked?

use crate::crew::{Crew, Need};
use crate::grid::{Grid, mondays};
use crate::member::Member;
use crate::moment::{Moment, Span};
use crate::refusal::{Reason, Refusal};
use crate::service::Service;
use crate::slot::Slot;
use crate::windows::Windows;

/// A service, whom it needs, and the present. What it offers and what it accepts is decided by one function.
#[derive(Debug, Clone, Copy)]
pub struct Enquiry<'a> {
    /// What is wanted.
    pub service: &'a Service,
    /// By whom and with what.
    pub crew: &'a Crew,
    /// The present.
    pub now: Moment,
}

impl Enquiry<'_> {
    /// What can be booked with a start in the range, in order.
    pub fn slots(&self, range: Span) -> Vec<Slot> {
        let desk = Desk::open(self, range);
        let starts = desk.grid.starts(range);
        starts.filter_map(|start| desk.judge(start).ok()).collect()
    }

    /// Whether it can be booked at this instant, or the rule that refuses it.
    pub fn judge(&self, start: Moment) -> Result<Slot, Refusal> {
        match Span::new(start, start.next()) {
            Some(instant) => Desk::open(self, instant).judge(start),
            None => Err(Refusal::Unserved(Vec::new())),
        }
    }

    /// The rule that keeps this instant from being offered; `None` when it is offered.
    pub fn why_not(&self, start: Moment) -> Option<Refusal> {
        self.judge(start).err()
    }
}

/// An enquiry, made ready for starts in a range.
struct Desk<'a> {
    service: &'a Service,
    grid: Grid,
    needs: Vec<ReadyNeed<'a>>,
}

struct ReadyNeed<'a> {
    wants_all: bool,
    /// By position.
    members: Vec<(usize, Member<'a>)>,
}

impl<'a> Desk<'a> {
    fn open(enquiry: &Enquiry<'a>, range: Span) -> Self {
        let Enquiry { service, crew, now } = *enquiry;
        let leading = crew.leading();
        let lead = leading
            .first()
            .and_then(|position| crew.resources().nth(*position));
        let mondays = lead.map_or_else(Vec::new, |lead| mondays(lead.schedule.zone(), range));
        let around = around(range, mondays.first().copied(), service);
        let hours: Vec<_> = crew
            .resources()
            .map(|one| Windows::merged(one.schedule.open_during(around)))
            .collect();
        let led = leading.iter().filter_map(|position| hours.get(*position));
        let led = Windows::merged(led.flat_map(Windows::iter).collect());
        let members = crew
            .resources()
            .zip(hours)
            .map(|(one, hours)| Member::ready(service, one, hours, now, range));
        Self {
            service,
            grid: Grid::new(&led, &mondays, service.step),
            needs: by_need(crew, members),
        }
    }

    /// The one function: somebody must be able to serve, and appointments must start then.
    fn judge(&self, start: Moment) -> Result<Slot, Refusal> {
        let nobody = || Refusal::Unserved(Vec::new());
        let span = Span::lasting(start, self.service.duration).ok_or_else(nobody)?;
        let slot = self.serve(span)?;
        if self.grid.holds(start) {
            Ok(slot)
        } else {
            Err(Refusal::OffGrid)
        }
    }

    fn serve(&self, span: Span) -> Result<Slot, Refusal> {
        let mut slot = Slot {
            span,
            resources: Vec::new(),
            seats_left: u32::MAX,
        };
        let mut reasons = Vec::new();
        let mut is_served = !self.needs.is_empty();
        for need in &self.needs {
            match need.serve(span, &mut slot.resources, &mut reasons) {
                Some(seats) => slot.seats_left = slot.seats_left.min(seats),
                None => is_served = false,
            }
        }
        if is_served {
            Ok(slot)
        } else {
            Err(Refusal::Unserved(reasons))
        }
    }
}

impl ReadyNeed<'_> {
    /// Seats left when it is met, with who meets it; otherwise says why not.
    fn serve(
        &self,
        span: Span,
        served_by: &mut Vec<usize>,
        reasons: &mut Vec<(usize, Reason)>,
    ) -> Option<u32> {
        let mut seats = None;
        let mut refused = Vec::new();
        for (position, member) in &self.members {
            match member.judge(span) {
                Ok(left) => {
                    served_by.push(*position);
                    seats = Some(self.seats(seats, left));
                }
                Err(reason) => refused.push((*position, reason)),
            }
        }
        if self.wants_all && !refused.is_empty() {
            seats = None;
        }
        if seats.is_none() {
            reasons.append(&mut refused);
        }
        seats
    }

    /// Together they take as many as the smallest; by turns, as the largest.
    fn seats(&self, so_far: Option<u32>, left: u32) -> u32 {
        match so_far {
            None => left,
            Some(so_far) if self.wants_all => so_far.min(left),
            Some(so_far) => so_far.max(left),
        }
    }
}

/// What must be known of opening hours to place each start of the range: since when a window has been open, and whether
/// the last appointment still fits.
fn around(range: Span, monday: Option<Moment>, service: &Service) -> Span {
    let start = monday.map_or(range.start(), |monday| monday.min(range.start()));
    Span::new(start, range.end().plus(service.duration.minutes())).unwrap_or(range)
}

fn by_need<'a>(crew: &Crew, members: impl Iterator<Item = Member<'a>>) -> Vec<ReadyNeed<'a>> {
    let mut members = members.enumerate();
    let needs = crew.needs().iter();
    needs
        .map(|need| ReadyNeed {
            wants_all: matches!(need, Need::All(_)),
            members: members.by_ref().take(need.resources().len()).collect(),
        })
        .collect()
}
