//! Keeping a time while the customer types.

use db::TenantTx;
use http::LinkKey;
use http::shop::Shop;
use kernel::{Instant, Locale, Result};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::claim::Wanted;
use super::keep::{Draft, holding, keep};
use crate::desk::Desk;
use crate::jobs::ExpireHold;
use crate::model::{Booking, ResourceId, ServiceId};
use crate::queries::diary::Asked;

/// A time to keep.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HoldRequest {
    /// For which service.
    pub service_id: ServiceId,
    /// With whom; anybody when left out.
    #[serde(default)]
    pub resource_id: Option<ResourceId>,
    /// When it begins.
    pub start: Instant,
    /// For how many.
    #[serde(default = "one")]
    #[validate(range(min = 1, max = 500))]
    pub seats: i16,
}

fn one() -> i16 {
    1
}

/// A time that is kept.
#[derive(Debug)]
pub struct Held {
    /// The appointment to be.
    pub booking: Booking,
    /// What opens its link.
    pub key: LinkKey,
}

/// Keeps it for so many seconds. Whoever comes meanwhile is told that it is taken; afterwards it goes to whoever is first.
pub async fn hold(
    tx: &mut TenantTx,
    desk: &Desk,
    shop: &Shop,
    request: &HoldRequest,
    (seconds, locale): (i64, Locale),
) -> Result<Held> {
    let wanted = Wanted {
        asked: Asked::at(request.service_id, request.resource_id, request.start),
        seats: request.seats,
        duration: None,
        insists: false,
    };
    let chance = wanted.find(tx).await?;
    let holder = holding(tx.new_id(), tx.now().plus_seconds(seconds), request.seats);
    let key = desk.new_key(tx, holder.booking).await?;
    let taken = chance.take(tx, holder).await?;
    let draft = Draft {
        shop,
        chance: &chance,
        holder,
        taken,
        key: &key,
        guest: None,
        locale,
        answers_sealed: None,
        notes: None,
        series: None,
    };
    let booking = keep(tx, draft).await?;
    let job = ExpireHold {
        booking_id: booking.booking_id,
    };
    jobs::enqueue_at(tx, &job, tx.now().plus_seconds(seconds)).await?;
    Ok(Held { booking, key })
}
