//! Times that can be booked, and why another one cannot.

use db::TenantTx;
use kernel::{Error, Instant, Result};
use serde::Serialize;
use slots::{Enquiry, Refusal, Span};
use utoipa::ToSchema;

use super::days_off::name_days_off;
use super::diary::{Asked, Diary, Member, Party, instant, moment};
use crate::model::{Day, DayOff, ResourceId, Rule, Service};

/// Most days that can be asked for at once.
pub const MOST_DAYS: i64 = 62;

/// A time that can be booked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SlotView {
    /// When it begins.
    pub start: Instant,
    /// And ends.
    pub end: Instant,
    /// Who can serve it.
    pub resource_ids: Vec<ResourceId>,
    /// For how many.
    pub seats_left: u32,
}

/// Why a resource cannot serve a time.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Hindrance {
    /// Who.
    pub resource_id: ResourceId,
    /// What they are called.
    pub name: String,
    /// Which rule.
    pub rule: Rule,
    /// What is in the way, or from when on it would be possible.
    pub since: Option<Instant>,
    /// Until when it is in the way.
    pub until: Option<Instant>,
    /// The number that a limit allows.
    pub most: Option<u32>,
    /// The day off that closes it, when it is one.
    pub day_off: Option<DayOff>,
}

/// Whether a time is offered.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Verdict {
    /// Whether it can be booked.
    pub offered: bool,
    /// The rule to tell a customer, when it cannot.
    pub rule: Option<Rule>,
    /// Who could serve it.
    pub resource_ids: Vec<ResourceId>,
    /// Who could not, and why.
    pub hindrances: Vec<Hindrance>,
}

/// Times that can be booked, and until when that is so if nobody changes anything.
#[derive(Debug)]
pub struct Offer {
    /// In order of their start.
    pub slots: Vec<SlotView>,
    /// From then on the answer is another one: a time has become too soon, a hold has lapsed, or another day has begun.
    pub holds_until: Instant,
}

/// Times to book with a start in the range, in order. Who serves in another length of time has times of their own.
pub async fn list_slots(tx: &mut TenantTx, asked: &Asked) -> Result<Vec<SlotView>> {
    Ok(offer_slots(tx, asked).await?.slots)
}

/// The same for the service that is asked for, which was read already.
pub(crate) async fn list_slots_for(
    tx: &mut TenantTx,
    asked: &Asked,
    service: Service,
) -> Result<Vec<SlotView>> {
    let range = checked_range(asked)?;
    let diary = Diary::read_for(tx, asked, service).await?;
    Ok(slots_of(&diary, range, tx.now()))
}

/// The same, with until when it holds.
pub async fn offer_slots(tx: &mut TenantTx, asked: &Asked) -> Result<Offer> {
    let range = checked_range(asked)?;
    let diary = Diary::read(tx, asked).await?;
    let slots = slots_of(&diary, range, tx.now());
    Ok(Offer {
        holds_until: holds_until(&diary, &slots, tx.now())?,
        slots,
    })
}

/// A time is offered while the present and the notice are not after it, so the first one goes just after that.
fn holds_until(diary: &Diary, slots: &[SlotView], now: Instant) -> Result<Instant> {
    let notice = i64::from(diary.service.notice) * 60;
    let first_goes = slots.first().map(|slot| slot.start.plus_seconds(-notice));
    let days = diary
        .zones()?
        .into_iter()
        .map(|zone| Day::at(now, &zone).plus(1).start_in(&zone));
    let changes = first_goes.into_iter().chain(diary.lapses(now)).chain(days);
    Ok(changes.min().unwrap_or(now))
}

/// The same of a diary that was read.
pub(crate) fn slots_of(diary: &Diary, range: Span, now: Instant) -> Vec<SlotView> {
    let mut found: Vec<_> = diary
        .parties
        .iter()
        .flat_map(|party| slots_of_party(diary, party, range, now))
        .collect();
    if diary.parties.len() > 1 {
        found.sort_by_key(|slot| (slot.start, slot.end));
    }
    found
}

fn slots_of_party(diary: &Diary, party: &Party, range: Span, now: Instant) -> Vec<SlotView> {
    let view = |slot: slots::Slot| SlotView {
        start: instant(slot.span.start()),
        end: instant(slot.span.end()),
        resource_ids: members(diary, party, &slot.resources)
            .map(|member| member.resource_id)
            .collect(),
        seats_left: slot.seats_left,
    };
    enquiry(party, now).slots(range).into_iter().map(view).collect()
}

/// Whether a time is offered, and what each of those who could serve it says.
pub async fn judge_time(tx: &mut TenantTx, asked: &Asked) -> Result<Verdict> {
    judge_length(tx, asked, None).await
}

/// The same, when it is to take so many minutes.
pub async fn judge_length(tx: &mut TenantTx, asked: &Asked, minutes: Option<i16>) -> Result<Verdict> {
    let mut diary = Diary::read(tx, asked).await?;
    if let Some(minutes) = minutes {
        diary.stretch(minutes)?;
    }
    let mut verdict = Verdict {
        offered: false,
        rule: None,
        resource_ids: vec![],
        hindrances: vec![],
    };
    for party in &diary.parties {
        match enquiry(party, tx.now()).judge(moment(asked.from)) {
            Ok(slot) => {
                verdict.offered = true;
                verdict
                    .resource_ids
                    .extend(members(&diary, party, &slot.resources).map(|member| member.resource_id));
            }
            Err(refusal) => {
                verdict.rule = verdict.rule.or(Some(Rule::foremost(&refusal)));
                let slot = slot_at(party, asked.from);
                verdict
                    .hindrances
                    .extend(hindrances(&diary, party, &refusal, slot));
            }
        }
    }
    name_days_off(tx, &diary, asked.from, &mut verdict.hindrances).await?;
    if verdict.offered {
        verdict.rule = None;
    } else {
        verdict.rule = verdict.rule.or(Some(Rule::Unstaffed));
    }
    Ok(verdict)
}

/// What the engine is asked.
pub(crate) fn enquiry(party: &Party, now: Instant) -> Enquiry<'_> {
    Enquiry {
        service: &party.service,
        crew: &party.crew,
        now: moment(now),
    }
}

/// Who they are, by position in a party.
pub(crate) fn members<'a>(
    diary: &'a Diary,
    party: &'a Party,
    positions: &'a [usize],
) -> impl Iterator<Item = &'a Member> {
    positions
        .iter()
        .filter_map(|position| diary.member(party, *position))
}

pub(super) fn checked_range(asked: &Asked) -> Result<Span> {
    let Some(range) = Span::new(moment(asked.from), moment(asked.until)) else {
        return Err(Error::invalid("to", "before_start"));
    };
    if asked.until.seconds_since(asked.from) > MOST_DAYS * 24 * 3600 {
        return Err(Error::invalid("to", "too_far").with("days", MOST_DAYS));
    }
    Ok(range)
}

/// The time that is asked for, in this party's length.
fn slot_at(party: &Party, start: Instant) -> Option<Span> {
    let end = start.plus_seconds(i64::from(party.duration) * 60);
    Span::new(moment(start), moment(end))
}

fn hindrances(diary: &Diary, party: &Party, refusal: &Refusal, slot: Option<Span>) -> Vec<Hindrance> {
    let Refusal::Unserved(reasons) = refusal else {
        return vec![];
    };
    let hindrance = |(position, reason): &(usize, slots::Reason)| {
        let member = diary.member(party, *position)?;
        let (since, until, most) = details(reason);
        Some(Hindrance {
            resource_id: member.resource_id,
            name: member.name.clone(),
            rule: rule_of(diary, member, reason, slot),
            since: since.map(instant),
            until: until.map(instant),
            most,
            day_off: None,
        })
    };
    reasons.iter().filter_map(hindrance).collect()
}

/// To the engine, what a calendar outside says is blocked time like any other.
fn rule_of(diary: &Diary, member: &Member, reason: &slots::Reason, slot: Option<Span>) -> Rule {
    match (reason, slot) {
        (slots::Reason::Blocked(_), Some(slot)) if diary.is_busy_elsewhere(member.resource_id, slot) => {
            Rule::BusyElsewhere
        }
        _ => Rule::of(reason),
    }
}

fn details(reason: &slots::Reason) -> (Option<slots::Moment>, Option<slots::Moment>, Option<u32>) {
    use slots::Reason as R;
    match reason {
        R::TooSoon(first) | R::BeforeHorizon(first) => (Some(*first), None, None),
        R::BeyondHorizon(end) => (None, Some(*end), None),
        R::Blocked(span) | R::Taken(span) => (Some(span.start()), Some(span.end()), None),
        R::DayFull(most) | R::WeekFull(most) => (None, None, Some(*most)),
        R::DayTooLong(minutes) => (None, None, Some(minutes.0)),
        R::Closed | R::NoSeatLeft => (None, None, None),
    }
}
