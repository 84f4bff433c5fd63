//! Whose turn it is.

use std::cmp::Ordering;
use std::num::NonZeroU32;

use crate::moment::Moment;

/// Somebody who could serve, and what they have had so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn {
    /// Position in the crew.
    pub position: usize,
    /// Appointments so far, in whatever time the shop looks at.
    pub served: u32,
    /// Share: two get twice as many as one.
    pub weight: NonZeroU32,
    /// When they were last given one.
    pub last: Option<Moment>,
}

/// Who had the least for their share; among equals who waits longest, then who comes first in the crew.
pub fn next_in_turn(turns: impl IntoIterator<Item = Turn>) -> Option<usize> {
    turns.into_iter().min_by(compare).map(|turn| turn.position)
}

fn compare(one: &Turn, other: &Turn) -> Ordering {
    // served / weight, without a division.
    let load = |a: &Turn, b: &Turn| u64::from(a.served) * u64::from(b.weight.get());
    load(one, other)
        .cmp(&load(other, one))
        .then(one.last.cmp(&other.last))
        .then(one.position.cmp(&other.position))
}
