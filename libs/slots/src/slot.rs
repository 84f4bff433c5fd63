//! A time that can be booked.

use crate::moment::Span;

/// An appointment that would be accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// The appointment, without buffers.
    pub span: Span,
    /// Positions of those who can serve it: all of a need for everyone, those who are free of a need for anyone.
    pub resources: Vec<usize>,
    /// For how many; 1 where a customer has the resource to themselves.
    pub seats_left: u32,
}
