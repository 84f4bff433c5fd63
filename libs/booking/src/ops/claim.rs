//! Looking for a time. One function decides whether it is offered (`slots`); whether nobody else has it is decided by one
//! constraint, when it is taken (`occupy`).

use db::TenantTx;
use kernel::{Error, Instant, Result};
use slots::Refusal;

use super::turns::{by_turns, take_turn};
use crate::model::service::count;
use crate::model::{ResourceId, Rule, Service};
use crate::queries::diary::{Asked, Diary, Member, Party, moment};
use crate::queries::slots::{enquiry, members};

/// A year back, and five ahead, in seconds.
const LONG_AGO: i64 = -366 * 24 * 3600;
const FAR_AHEAD: i64 = 5 * 366 * 24 * 3600;

/// A time that somebody wants.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted {
    pub asked: Asked,
    pub seats: i16,
    /// Minutes that it takes, where it is not to be the service's own length.
    pub duration: Option<i16>,
    /// Rules other than that the time is free do not count: somebody of the shop insists.
    pub insists: bool,
}

/// Where it can be had, before it is taken.
#[derive(Debug)]
pub(super) struct Chance {
    pub service: Service,
    pub starts_at: Instant,
    pub ends_at: Instant,
    /// What stands against it, where somebody of the shop insists.
    pub hurdles: Hurdles,
    /// For each need, who could meet it; all of the first list, or any of it.
    pub needs: Vec<Candidates>,
}

/// Who could meet a need.
#[derive(Debug)]
pub(super) struct Candidates {
    pub all: bool,
    /// In order of turns.
    pub members: Vec<Member>,
}

/// Rules that stand against a time: of each who could serve it, and the one to tell a customer.
#[derive(Debug, Default)]
pub(super) struct Hurdles {
    each: Vec<(ResourceId, Rule)>,
    foremost: Option<Rule>,
}

impl Wanted {
    /// A time by the clock: whole seconds, of our age, and near where no rule of the shop says so.
    fn require_sense(&self, now: Instant) -> Result<()> {
        if self.asked.from.0.subsec_nanosecond() != 0 {
            return Err(Error::invalid("start", "not_a_time"));
        }
        require_our_age(self.asked.from)?;
        if self.insists {
            require_near("start", self.asked.from, now)?;
        }
        Ok(())
    }

    /// Looks for it. Whoever counts towards a limit, or takes several at once, waits here for others who do.
    pub async fn find(&self, tx: &mut TenantTx) -> Result<Chance> {
        self.require_sense(tx.now())?;
        take_turn(tx, self.asked.service).await?;
        let mut diary = Diary::read(tx, &self.asked).await?;
        if let Some(minutes) = self.duration {
            diary.stretch(minutes)?;
        }
        let mut refused = Vec::new();
        for party in &diary.parties {
            let hurdles = match enquiry(party, tx.now()).judge(moment(self.asked.from)) {
                Ok(slot) if slot.seats_left < count(self.seats) => Hurdles::one(Rule::NoSeatLeft),
                Ok(slot) => {
                    let free = (party, slot.resources.as_slice());
                    return self.chance(tx, &diary, free, Hurdles::default()).await;
                }
                Err(refusal) => Hurdles::of(&diary, party, &refusal),
            };
            refused.push((party, hurdles));
        }
        let foremost = refused.last().and_then(|(_, hurdles)| hurdles.foremost);
        match rather(refused) {
            Some((party, hurdles)) if self.insists => {
                let everybody: Vec<_> = (0..party.members.len()).collect();
                self.chance(tx, &diary, (party, &everybody), hurdles).await
            }
            _ => Err(foremost.unwrap_or(Rule::Unstaffed).into()),
        }
    }

    async fn chance(
        &self,
        tx: &mut TenantTx,
        diary: &Diary,
        (party, positions): (&Party, &[usize]),
        hurdles: Hurdles,
    ) -> Result<Chance> {
        let free: Vec<_> = members(diary, party, positions).collect();
        let mut needs = Vec::new();
        for need in free.chunk_by(|one, next| one.need == next.need) {
            needs.push(Candidates::in_turn(tx, diary, need).await?);
        }
        let starts_at = self.asked.from;
        Ok(Chance {
            starts_at,
            ends_at: starts_at.plus_seconds(i64::from(party.duration) * 60),
            service: diary.service.clone(),
            hurdles,
            needs,
        })
    }
}

/// On whom the shop insists: rather on those of whom somebody is not taken. Who is, is for the constraint to say.
fn rather(mut refused: Vec<(&Party, Hurdles)>) -> Option<(&Party, Hurdles)> {
    let hopeful = refused
        .iter()
        .position(|(_, hurdles)| !hurdles.are_appointments());
    let chosen = hopeful.unwrap_or_default();
    (chosen < refused.len()).then(|| refused.swap_remove(chosen))
}

impl Hurdles {
    fn one(rule: Rule) -> Self {
        Self {
            each: vec![],
            foremost: Some(rule),
        }
    }

    fn of(diary: &Diary, party: &Party, refusal: &Refusal) -> Self {
        let reasons = match refusal {
            Refusal::Unserved(reasons) => reasons.as_slice(),
            Refusal::OffGrid => &[],
        };
        let of_member = |(position, reason): &(usize, slots::Reason)| {
            let member = diary.member(party, *position)?;
            Some((member.resource_id, Rule::of(reason)))
        };
        Self {
            each: reasons.iter().filter_map(of_member).collect(),
            foremost: Some(Rule::foremost(refusal)),
        }
    }

    /// Whether nothing but other appointments is in the way, of everybody.
    fn are_appointments(&self) -> bool {
        let is_taken = self.foremost.is_some_and(Rule::is_taken);
        is_taken && self.each.iter().all(|(_, rule)| rule.is_taken())
    }

    /// What was set aside for those who serve it now: their own rules; where none of them had any, that of the service.
    pub fn set_aside(&self, by: &[ResourceId]) -> Vec<Rule> {
        let mut rules: Vec<Rule> = Vec::new();
        for (_, rule) in self.each.iter().filter(|(id, _)| by.contains(id)) {
            if !rules.contains(rule) {
                rules.push(*rule);
            }
        }
        if rules.is_empty() {
            rules.extend(self.foremost);
        }
        rules
    }
}

impl Candidates {
    async fn in_turn(tx: &mut TenantTx, diary: &Diary, need: &[&Member]) -> Result<Self> {
        let all = need.first().is_some_and(|member| member.needs_all);
        let mut members: Vec<Member> = need.iter().map(|member| (*member).clone()).collect();
        if !all && members.len() > 1 {
            members = by_turns(tx, diary, members).await?;
        }
        Ok(Self { all, members })
    }

    /// Those who are asked first: all of them, or the one whose turn it is.
    pub fn first(&self) -> &[Member] {
        let wanted = if self.all { self.members.len() } else { 1 };
        self.members.get(..wanted).unwrap_or_default()
    }

    /// Those who may come instead, where one is taken.
    pub fn others(&self) -> &[Member] {
        if self.all {
            return &[];
        }
        self.members.get(1..).unwrap_or_default()
    }

    pub fn is_met_by(&self, taken: &[ResourceId]) -> bool {
        let mut has = self
            .members
            .iter()
            .map(|member| taken.contains(&member.resource_id));
        if self.all {
            has.all(|has| has)
        } else {
            has.any(|has| has)
        }
    }
}

/// Beyond these centuries the database's calendar and ours end.
fn require_our_age(start: Instant) -> Result<()> {
    match start.unix_seconds() {
        ..946_684_800 => Err(Rule::TooSoon.into()),
        7_258_118_400.. => Err(Rule::BeyondHorizon.into()),
        _ => Ok(()),
    }
}

/// Whoever sets the shop's rules aside may write down what was within the year, and plan for five.
pub(super) fn require_near(field: &'static str, at: Instant, now: Instant) -> Result<()> {
    match at.seconds_since(now) {
        ..LONG_AGO => Err(Error::invalid(field, "past")),
        FAR_AHEAD.. => Err(Error::invalid(field, "too_far_ahead")),
        _ => Ok(()),
    }
}
