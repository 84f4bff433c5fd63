//! Stretches of time that neither touch nor overlap.

use crate::moment::Span;

/// In order; between any two lies a gap.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Windows(Vec<Span>);

impl Windows {
    /// What touches or overlaps becomes one.
    pub fn merged(mut spans: Vec<Span>) -> Self {
        spans.sort_unstable();
        let mut merged: Vec<Span> = Vec::with_capacity(spans.len());
        for span in spans {
            match merged.last_mut() {
                Some(last) if span.start() <= last.end() => *last = joined(*last, span),
                _ => merged.push(span),
            }
        }
        Self(merged)
    }

    /// The window in which all of the span lies.
    pub fn holding(&self, span: Span) -> Option<Span> {
        let after = self.0.partition_point(|window| window.start() <= span.start());
        let window = *self.0.get(after.checked_sub(1)?)?;
        window.holds(span).then_some(window)
    }

    /// The last window that the span meets.
    pub fn meeting(&self, span: Span) -> Option<Span> {
        let after = self.0.partition_point(|window| window.start() < span.end());
        let window = *self.0.get(after.checked_sub(1)?)?;
        window.meets(span).then_some(window)
    }

    /// All, in order.
    pub fn iter(&self) -> impl Iterator<Item = Span> + '_ {
        self.0.iter().copied()
    }
}

/// `second` starts in `first` or at its end.
fn joined(first: Span, second: Span) -> Span {
    if second.end() <= first.end() {
        return first;
    }
    Span::new(first.start(), second.end()).unwrap_or(first)
}
