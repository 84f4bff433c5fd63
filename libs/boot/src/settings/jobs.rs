//! `[jobs]`

use std::time::Duration;

use super::reader::Section;

/// Work in the background.
#[derive(Debug, Clone)]
pub struct Jobs {
    /// Jobs at once in this process.
    pub concurrency: usize,
    /// A running job says so often that it lives.
    pub heartbeat: Duration,
    /// One that has been silent for so long is taken over.
    pub lost_after: Duration,
}

impl Jobs {
    pub(super) fn read(section: &mut Section<'_>) -> Self {
        let jobs = Self {
            concurrency: section.number("concurrency", 1..=256),
            heartbeat: section.seconds("heartbeat_seconds", 1..=300),
            lost_after: section.seconds("lost_after_seconds", 2..=3_600),
        };
        section.rule(
            &["lost_after_seconds", "heartbeat_seconds"],
            jobs.lost_after >= jobs.heartbeat * 2,
            "a living job would be taken for a lost one",
            "write at least twice jobs.heartbeat_seconds",
        );
        jobs
    }
}
