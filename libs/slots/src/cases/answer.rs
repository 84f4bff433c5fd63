//! The answer, in the form of a case's `expected`.

use jiff::Timestamp;
use serde::Serialize;

use super::form::Input;
use crate::slot::Slot;

/// What can be booked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// The case's.
    pub id: String,
    /// In order of their start.
    pub slots: Vec<Offer>,
}

/// One time: only its start, unless there are seats or hosts to tell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Offer {
    /// Of one resource that a customer has to themselves.
    Start(Timestamp),
    /// Of a team, or of sessions.
    Told {
        /// When it starts.
        start: Timestamp,
        /// Those who can serve it, fixed ones first.
        #[serde(skip_serializing_if = "Option::is_none")]
        hosts: Option<Vec<String>>,
        /// For how many.
        #[serde(skip_serializing_if = "Option::is_none")]
        seats_left: Option<u32>,
    },
}

impl Offer {
    /// `names` by position; none where the case has no team.
    pub(super) fn of(slot: &Slot, input: &Input, names: &[String]) -> Self {
        let start = slot.span.start().timestamp();
        let hosts = (!names.is_empty()).then(|| named(&slot.resources, names));
        let seats_left = input.seats.is_some().then_some(slot.seats_left);
        if hosts.is_none() && seats_left.is_none() {
            return Self::Start(start);
        }
        Self::Told {
            start,
            hosts,
            seats_left,
        }
    }
}

fn named(positions: &[usize], names: &[String]) -> Vec<String> {
    let names = positions.iter().filter_map(|position| names.get(*position));
    names.cloned().collect()
}
