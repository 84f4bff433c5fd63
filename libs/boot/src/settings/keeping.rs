//! `[keeping]`

use std::time::Duration;

use super::reader::Section;

/// How long things are kept.
#[derive(Debug, Clone)]
pub struct Keeping {
    /// Answers under an `Idempotency-Key`.
    pub idempotency: Duration,
    /// Jobs that are done.
    pub done_jobs: Duration,
    /// Bodies of webhooks.
    pub webhooks: Duration,
    /// Events of security.
    pub security_events: Duration,
    /// The audit log.
    pub audit: Duration,
}

impl Keeping {
    pub(super) fn read(section: &mut Section<'_>) -> Self {
        Self {
            idempotency: section.hours("idempotency_hours", 1..=720),
            done_jobs: section.days("done_job_days", 1..=365),
            webhooks: section.days("webhook_days", 1..=3_650),
            security_events: section.days("security_event_days", 30..=3_650),
            audit: section.days("audit_days", 365..=36_500),
        }
    }
}
