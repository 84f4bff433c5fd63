//! Crews for the engine: those who serve a service in the same length of time.

use kernel::{Error, Result};
use slots::{Crew, Kind, Need};

use super::diary::Member;
use crate::model::{ResourceKind, Service};

/// A crew whose members serve in the same length of time.
#[derive(Debug)]
pub struct Party {
    /// The rules with that length.
    pub service: slots::Service,
    /// Minutes.
    pub duration: i16,
    /// Whom the engine asks.
    pub crew: Crew,
    /// Positions in [`super::diary::Diary::members`], by position in the crew.
    pub members: Vec<usize>,
}

/// One for each length in which the service is served.
pub(super) fn parties(
    service: &Service,
    members: &[Member],
    known: impl Fn(&Member) -> Result<slots::Resource>,
) -> Result<Vec<Party>> {
    let lengths = lengths(service, members).into_iter();
    lengths
        .map(|duration| Party::of(service, duration, members, &known))
        .collect()
}

/// Every length that somebody serves it in: where a need has members with terms of their own, the lengths of that need.
fn lengths(service: &Service, members: &[Member]) -> Vec<i16> {
    let mut lengths: Vec<i16> = Vec::new();
    for need in members.chunk_by(|one, next| one.need == next.need) {
        if need.iter().any(|member| member.duration.is_some()) {
            lengths.extend(
                need.iter()
                    .map(|member| member.duration.unwrap_or(service.duration)),
            );
        }
    }
    if lengths.is_empty() && !members.is_empty() {
        lengths.push(service.duration);
    }
    lengths.sort_unstable();
    lengths.dedup();
    lengths
}

impl Party {
    fn of(
        service: &Service,
        duration: i16,
        members: &[Member],
        known: impl Fn(&Member) -> Result<slots::Resource>,
    ) -> Result<Self> {
        let mut chosen = Vec::new();
        let mut crew: Option<Crew> = None;
        let mut start = 0;
        for need in members.chunk_by(|one, next| one.need == next.need) {
            let has_own_terms = need.iter().any(|member| member.duration.is_some());
            let fits =
                |member: &Member| !has_own_terms || member.duration.unwrap_or(service.duration) == duration;
            let fitting: Vec<_> = (start..).zip(need).filter(|(_, member)| fits(member)).collect();
            start += need.len();
            let resources = fitting
                .iter()
                .map(|(_, member)| known(member))
                .collect::<Result<_>>()?;
            chosen.extend(fitting.iter().map(|(at, _)| *at));
            let need = match need.first() {
                Some(member) if member.needs_all => Need::All(resources),
                _ => Need::AnyOf(resources),
            };
            crew = Some(match crew {
                None => Crew::of(need),
                Some(crew) => crew.and(need),
            });
        }
        Ok(Self {
            service: service.for_engine(duration)?,
            duration,
            crew: crew.ok_or_else(|| Error::fault("a party of nobody"))?,
            members: chosen,
        })
    }
}

impl From<ResourceKind> for Kind {
    fn from(kind: ResourceKind) -> Self {
        match kind {
            ResourceKind::Person => Self::Person,
            ResourceKind::Thing => Self::Thing,
        }
    }
}
