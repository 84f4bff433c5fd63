//! With what a shop says things, and when.

use kernel::{Instant, Locale};

use super::contact::Sort;
use super::quiet::{Quiet, marketing_at};
use super::template::{MessageWords, Template};
use super::{Channel, Shop};

/// What is known of a shop when it tells something.
#[derive(Debug)]
pub(crate) struct Wording {
    /// What the frame shows of it.
    pub shop: Shop,
    /// Its own words, of those kinds of message that are at hand.
    pub templates: Vec<Template>,
    /// When its customers are not to be disturbed.
    pub quiet: Quiet,
}

impl Wording {
    /// What the shop says instead of our words of this kind, filled.
    pub fn own_words(
        &self,
        kind: &str,
        locale: Locale,
        values: &[(&'static str, String)],
    ) -> Option<MessageWords> {
        let own = self
            .templates
            .iter()
            .find(|own| own.purpose == kind && own.locale == locale);
        own.map(|own| own.words.filled(values))
    }

    /// Until when such a message is held that would go now, and is worth nothing after `until`. A mail disturbs nobody; what its receiver just did has no sort.
    pub fn held_until(
        &self,
        channel: Channel,
        sort: Option<Sort>,
        now: Instant,
        until: Option<Instant>,
    ) -> Option<Instant> {
        let goes = match (sort?, channel) {
            (Sort::Marketing, _) => marketing_at(now.0, &self.quiet.zone)?,
            (Sort::Reminder, Channel::Sms | Channel::Push) => {
                self.quiet.reminder_at(now.0, until.map(|until| until.0))
            }
            (Sort::Reminder, _) => return None,
        };
        Some(Instant(goes)).filter(|goes| *goes > now)
    }
}
