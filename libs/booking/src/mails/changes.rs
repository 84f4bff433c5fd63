//! What is different from what a customer was told of their appointment, a sentence each.

use db::TenantTx;
use kernel::Result;

use super::Letter;
use crate::ops::tell_moved::Told;
use crate::queries::bookings::{ServedBy, list_named};

impl Letter<'_> {
    /// Its time, who serves it, its length. The price has rows of its own.
    pub(super) async fn changes(&self, tx: &mut TenantTx, told: &Told) -> Result<Vec<String>> {
        let mut lines = vec![];
        if told.starts_at != self.booking.starts_at {
            let before = self.time(told.starts_at);
            lines.push(self.change("booking-mail-was-time", &[("before", &before)]));
        }
        let is_same = self.servers.iter().all(|one| told.resource_ids.contains(&one.id));
        if !is_same || self.servers.len() != told.resource_ids.len() {
            let before = list_named(tx, &told.resource_ids).await?;
            let (now, before) = (names(&self.servers), names(&before));
            let args = [("with", now.as_str()), ("before", before.as_str())];
            lines.push(self.change("booking-mail-was-with", &args));
        }
        let minutes = |from: kernel::Instant, until: kernel::Instant| until.seconds_since(from) / 60;
        let now = minutes(self.booking.starts_at, self.booking.ends_at);
        let before = minutes(told.starts_at, told.ends_at);
        if now != before {
            let args = [("minutes", &*now.to_string()), ("before", &*before.to_string())];
            lines.push(self.change("booking-mail-was-length", &args));
        }
        Ok(lines)
    }

    fn change(&self, key: &str, args: &[(&str, &str)]) -> String {
        self.desk.text(self.locale, key, args)
    }
}

fn names(servers: &[ServedBy]) -> String {
    let names: Vec<_> = servers.iter().map(|one| one.name.as_str()).collect();
    names.join(", ")
}
