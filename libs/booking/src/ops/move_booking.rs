//! Moving an appointment: its old time goes and its new one comes in one commit, or neither.

use db::TenantTx;
use http::shop::Shop;
use kernel::{Error, Instant, Result};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::cancel_booking::{By, require_early};
use super::claim::{Chance, Wanted};
use super::deposits;
use super::history::{Happening, note};
use super::keep::stored;
use super::locking::{lock_booking, require_version, save_booking};
use super::occupy::Holder;
use super::offer_freed::{FreedTime, offer_freed, offer_later};
use super::release::let_go;
use super::tell_moved::{Told, take_told, tell_later};
use super::turns::take_turn_for;
use crate::desk::Desk;
use crate::error::BookingError;
use crate::mails;
use crate::model::{Booking, BookingId, BookingStatus, ResourceId, Scope};
use crate::queries::bookings::{ServedBy, list_servers_of};
use crate::queries::diary::Asked;

/// Where to.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveRequest {
    /// When it begins now.
    pub start: Instant,
    /// With whom now; whoever can when left out.
    #[serde(default)]
    pub resource_id: Option<ResourceId>,
    /// Minutes that it takes now, by the shop only.
    #[serde(default)]
    #[validate(range(min = 1, max = 1440))]
    pub duration: Option<i16>,
    /// Set aside the shop's own rules, by the shop only.
    #[serde(default, rename = "override")]
    pub insists: bool,
    /// What the writer had read, if nobody else may have changed it since.
    #[serde(default)]
    pub version: Option<i64>,
}

impl MoveRequest {
    /// Who works with their own appointments alone keeps them.
    fn within(&self, scope: Scope) -> Result<Self> {
        if self.resource_id.is_some_and(|wanted| !scope.holds(wanted)) {
            return Err(Error::invalid("resource_id", "not_a_choice"));
        }
        Ok(Self {
            resource_id: self.resource_id.or(scope.only()),
            ..self.clone()
        })
    }
}

/// Moves it. Its customer is told of it at once when they did it, else once the shop leaves it where it is.
pub async fn move_booking(
    tx: &mut TenantTx,
    desk: &Desk,
    shop: &Shop,
    id: BookingId,
    request: &MoveRequest,
    by: By,
) -> Result<Booking> {
    take_turn_for(tx, &[id]).await?;
    let mut booking = lock_booking(tx, id, by.scope()).await?;
    require_version(&booking, request.version)?;
    if !booking.status.is_ahead() {
        return Err(BookingError::StepNotAllowed.into());
    }
    if by == By::Customer {
        require_early(tx, &booking).await?;
        require_seldom(tx, id, desk.rules.most_moves).await?;
        if request.insists || request.duration.is_some() {
            return Err(Error::invalid("override", "unknown_field"));
        }
    }
    let before = booking.clone();
    let request = &request.within(by.scope())?;
    let chance = find_place(tx, &booking, request).await?;
    let servers = list_servers_of(tx, &booking).await?;
    // What the shop said yes to was another time.
    if by == By::Customer && chance.service.needs_confirmation {
        booking.status = BookingStatus::Pending;
    }
    take_place(tx, &mut booking, &chance, &servers).await?;
    record_move(tx, &before, &mut booking).await?;
    desk.tell_hooks(tx, &booking).await?;
    let (told, freed) = (Told::of(&before, &servers), FreedTime::from(&before));
    match by {
        // The shop may think better of it.
        By::Shop(_) => {
            tell_later(tx, &told, &booking).await?;
            offer_later(tx, freed).await?;
        }
        By::Customer => {
            let told = take_told(tx, id).await?.unwrap_or(told);
            mails::tell_moved(tx, desk, shop, (&told, &booking), by).await?;
            offer_freed(tx, desk, shop, freed).await?;
        }
    }
    Ok(booking)
}

/// Each move writes mails, to an address that nobody proved to be theirs.
async fn require_seldom(tx: &mut TenantTx, id: BookingId, most: u32) -> Result<()> {
    let moves: i64 = sqlx::query_scalar(
        "select count(*) from booking_event
          where tenant_id = $1 and booking_id = $2 and kind = 'moved' and actor = 'customer'",
    )
    .bind(tx.tenant())
    .bind(id)
    .fetch_one(&mut **tx)
    .await?;
    if moves >= i64::from(most) {
        return Err(BookingError::MovedOften.into());
    }
    Ok(())
}

/// Looks for the new time, in which the appointment does not stand in its own way. It is judged by the length that it
/// shall have.
pub(super) async fn find_place(
    tx: &mut TenantTx,
    booking: &Booking,
    request: &MoveRequest,
) -> Result<Chance> {
    let start = Instant::from_timestamp(request.start.0);
    let wanted = Wanted {
        asked: Asked {
            moving: Some(booking.booking_id),
            ..Asked::at(booking.service_id, request.resource_id, start)
        },
        seats: booking.seats,
        duration: request.duration,
        insists: request.insists,
    };
    wanted.find(tx).await
}

/// The old time goes first, if it was not let go already: it may touch the new one. Who serves it now is paid their price; with
/// the same ones it keeps its own, whatever the service costs by now. A deposit that was asked for stays.
pub(super) async fn take_place(
    tx: &mut TenantTx,
    booking: &mut Booking,
    chance: &Chance,
    before: &[ServedBy],
) -> Result<()> {
    let_go(tx, booking.booking_id, booking.session_id, booking.seats).await?;
    let holder = Holder {
        booking: booking.booking_id,
        status: booking.status,
        hold_expires_at: None,
        seats: booking.seats,
    };
    let taken = chance.take(tx, holder).await?;
    booking.session_id = taken.session;
    booking.starts_at = chance.starts_at;
    booking.ends_at = chance.ends_at;
    // Whether they come to another time they have not said.
    booking.attendance = None;
    booking.overridden = stored(&taken.overridden);
    let is_same = |server: &ServedBy| taken.by.contains(&server.id);
    if before.len() != taken.by.len() || !before.iter().all(is_same) {
        let (price, deposit) = chance.due(&taken, booking.seats);
        let agreed = deposits::is_asked(tx, booking).await?;
        booking.price = price;
        booking.deposit = if agreed {
            booking.deposit.min(price)
        } else {
            deposit
        };
    }
    Ok(())
}

pub(super) async fn record_move(tx: &mut TenantTx, before: &Booking, booking: &mut Booking) -> Result<()> {
    booking.sequence += 1;
    save_booking(tx, booking).await?;
    let step = Happening {
        kind: "moved",
        from: Some(&before.starts_at.to_string()),
        to: &booking.starts_at.to_string(),
        reason: None,
    };
    note(tx, booking, &step).await?;
    if before.price != booking.price {
        let step = Happening {
            kind: "price",
            from: Some(&before.price.to_string()),
            to: &booking.price.to_string(),
            reason: None,
        };
        note(tx, booking, &step).await?;
    }
    if before.status != booking.status {
        let step = Happening {
            kind: "status",
            from: Some(before.status.as_str()),
            to: booking.status.as_str(),
            reason: None,
        };
        note(tx, booking, &step).await?;
    }
    Ok(())
}
