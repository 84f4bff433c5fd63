//! When a shop's customers are not to be disturbed.

use db::TenantTx;
use jiff::tz::TimeZone;
use kernel::Result;
use slots::find_zone;
use sqlx::FromRow;

use crate::model::quiet::Quiet;

/// A shop's quiet hours: what it says, else from nine in the evening to eight in the morning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromRow)]
pub struct QuietHours {
    /// Minute of the day at which they begin.
    pub quiet_from: i16,
    /// Minute at which they are over.
    pub quiet_to: i16,
    /// Grows with each change; 0 while the shop said nothing.
    pub version: i64,
}

impl QuietHours {
    /// By the clock of that zone; an unknown one is UTC.
    pub(crate) fn in_zone(self, name: &str) -> Quiet {
        Quiet {
            from: self.quiet_from,
            to: self.quiet_to,
            zone: find_zone(name).unwrap_or(TimeZone::UTC),
        }
    }
}

/// The shop's.
pub async fn quiet_hours(tx: &mut TenantTx) -> Result<QuietHours> {
    Ok(sqlx::query_as(
        "select coalesce(s.quiet_from, 1260::smallint) as quiet_from, coalesce(s.quiet_to, 480::smallint) as quiet_to,
                coalesce(s.version, 0) as version
           from (values (0)) one
           left join message_setting s on s.tenant_id = $1",
    )
    .bind(tx.tenant())
    .fetch_one(&mut **tx)
    .await?)
}
