//! Stretches of time.

use jiff::Timestamp;

/// From an instant to another, the end excluded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// When it begins.
    pub starts: Timestamp,
    /// When it is over.
    pub ends: Timestamp,
}

impl Span {
    /// What of it lies between two instants; `None` when nothing does.
    pub(crate) fn within(self, from: Timestamp, to: Timestamp) -> Option<Self> {
        let starts = self.starts.max(from);
        let ends = self.ends.min(to);
        (starts < ends).then_some(Self { starts, ends })
    }
}

/// The same time in order, without overlaps; what touches becomes one.
pub(crate) fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut whole: Vec<Span> = Vec::new();
    for span in spans {
        match whole.last_mut() {
            Some(last) if span.starts <= last.ends => last.ends = last.ends.max(span.ends),
            _ => whole.push(span),
        }
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(starts: i64, ends: i64) -> Span {
        Span {
            starts: Timestamp::from_second(starts).unwrap(),
            ends: Timestamp::from_second(ends).unwrap(),
        }
    }

    #[test]
    fn what_overlaps_or_touches_is_one() {
        let spans = vec![
            span(50, 60),
            span(0, 10),
            span(10, 20),
            span(5, 15),
            span(30, 40),
            span(31, 32),
        ];
        assert_eq!(merged(spans), [span(0, 20), span(30, 40), span(50, 60)]);
    }

    #[test]
    fn what_lies_outside_is_cut_off() {
        let (from, to) = (span(10, 20).starts, span(10, 20).ends);
        assert_eq!(span(0, 15).within(from, to), Some(span(10, 15)));
        assert_eq!(span(0, 10).within(from, to), None);
        assert_eq!(span(20, 30).within(from, to), None);
    }
}
