//! `[maintenance]`

use std::time::Duration;

use super::reader::Section;

/// The closed door.
#[derive(Debug, Clone)]
pub struct Maintenance {
    /// Everything but the health checks is answered 503, and no jobs run.
    pub on: bool,
    /// What `Retry-After` says then.
    pub retry_after: Duration,
}

impl Maintenance {
    pub(super) fn read(section: &mut Section<'_>) -> Self {
        Self {
            on: section.flag("on"),
            retry_after: section.seconds("retry_after_seconds", 1..=86_400),
        }
    }
}
