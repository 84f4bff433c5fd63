//! Worked examples: a question in JSON, and the engine's answer to it.

mod answer;
mod build;
mod form;

pub use answer::{Answer, Offer};
pub use build::Unanswerable;
pub use form::{Case, Cases};

use crate::enquiry::Enquiry;
use crate::moment::Span;

impl Case {
    /// Asks the engine.
    pub fn answer(&self) -> Result<Answer, Unanswerable> {
        let built = build::built(&self.input)?;
        let enquiry = Enquiry {
            service: &built.service,
            crew: &built.crew,
            now: self.input.now.into(),
        };
        let range = &self.input.range;
        let slots = Span::new(range.from.into(), range.to.into())
            .map(|range| enquiry.slots(range))
            .unwrap_or_default();
        let offers = slots
            .iter()
            .map(|slot| Offer::of(slot, &self.input, &built.names));
        Ok(Answer {
            id: self.id.clone(),
            slots: offers.collect(),
        })
    }
}
