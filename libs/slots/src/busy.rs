//! What already takes a resource.

use crate::moment::{Moment, Span};
use crate::service::Buffers;

/// An appointment, a hold or an entry of a calendar. An appointment that is being moved does not stand in its own way:
/// leave it out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Busy {
    /// Without buffers.
    pub span: Span,
    /// Its own; those of the wanted service come on top.
    pub buffers: Buffers,
    /// Whether the limits of the wanted service count it.
    pub counts: bool,
    /// Seats taken, when it is a session of the wanted service.
    pub seats_taken: Option<u32>,
    /// When a hold lapses: from that instant on it takes nothing.
    pub lapses_at: Option<Moment>,
}

impl Busy {
    /// Takes the resource, without buffers; no limit counts it.
    pub fn during(span: Span) -> Self {
        Self {
            span,
            buffers: Buffers::default(),
            counts: false,
            seats_taken: None,
            lapses_at: None,
        }
    }

    pub(crate) fn stands_at(&self, now: Moment) -> bool {
        self.lapses_at.is_none_or(|lapses| now < lapses)
    }

    /// With its buffers.
    pub(crate) fn occupied(&self) -> Span {
        self.span.widened(self.buffers.before, self.buffers.after)
    }
}
