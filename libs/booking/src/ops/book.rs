//! Booking an appointment, by a customer or by the shop.

use db::TenantTx;
use http::LinkKey;
use http::shop::Shop;
use kernel::{Error, Instant, Limit, Line, Prose, Result};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::agree::agree;
use super::claim::{Chance, Wanted};
use super::deposits;
use super::history::{Happening, note};
use super::keep::{Draft, first_status, keep};
use super::locking::{lock_booking, save_booking};
use super::occupy::Holder;
use super::offer_freed::settle_offer;
use crate::desk::Desk;
use crate::error::BookingError;
use crate::mails;
use crate::model::answers::{Answers, check_answers};
use crate::model::{
    Booking, BookingId, BookingStatus, CustomerRequest, Guest, ResourceId, Scope, SeriesId, ServiceId,
};
use crate::queries::bookings::{BookingReader, get_booking, list_servers_of};
use crate::queries::diary::Asked;
use crate::queries::services::get_service;

/// An appointment as a customer wants it.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BookingRequest {
    /// Of what.
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
    /// For whom.
    #[validate(nested)]
    pub customer: CustomerRequest,
    /// Answers to the service's questions, by their keys.
    #[serde(default)]
    #[schema(value_type = std::collections::BTreeMap<String, String>)]
    pub answers: Answers,
    /// What the customer wishes.
    #[serde(default, deserialize_with = "kernel::text::blank_as_none")]
    pub notes: Option<Prose<1000>>,
    /// The time that was kept for this.
    #[serde(default)]
    pub hold: Option<HoldRef>,
}

/// A time that was kept.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HoldRef {
    /// Which.
    pub id: BookingId,
    /// The `access_token` that keeping it answered.
    pub key: Line<100>,
}

pub(super) fn one() -> i16 {
    1
}

/// What is to be booked, whoever asks for it.
#[derive(Debug, Clone)]
pub struct BookingWish {
    /// Of what.
    pub service_id: ServiceId,
    /// With whom; anybody when left out.
    pub resource_id: Option<ResourceId>,
    /// When it begins.
    pub start: Instant,
    /// For how many.
    pub seats: i16,
    /// Answers to the service's questions, by their keys.
    pub answers: Answers,
    /// What the customer wishes.
    pub notes: Option<Prose<1000>>,
    /// The time that was kept for this.
    pub hold: Option<HoldRef>,
}

/// How it is booked.
#[derive(Debug, Clone, Copy, Default)]
pub struct Manner {
    /// By the shop, which may set aside its own rules, but not that somebody else has the time.
    pub insists: bool,
    /// By the shop, which says itself how a deposit is paid.
    pub at_desk: bool,
    /// As one of several.
    pub series: Option<SeriesId>,
    /// No mail yet: whoever books several writes one.
    pub quiet: bool,
}

/// An appointment that was booked.
#[derive(Debug)]
pub struct Booked {
    /// It.
    pub booking: Booking,
    /// What opens its link; missing when that was given out with the hold.
    pub key: Option<LinkKey>,
}

/// Books it: the time, the row, the history and the mails land in one commit.
pub async fn book(
    tx: &mut TenantTx,
    desk: &Desk,
    shop: &Shop,
    guest: &Guest,
    wish: &BookingWish,
    manner: Manner,
) -> Result<Booked> {
    billing::admit(tx, Limit::Bookings).await?;
    if let Some(hold) = &wish.hold {
        let booking = use_hold(tx, desk, guest, (wish, hold), manner).await?;
        agree(tx, guest).await?;
        desk.tell_hooks(tx, &booking).await?;
        tell(tx, desk, shop, &booking, manner).await?;
        return Ok(Booked { booking, key: None });
    }
    let chance = wish.wanted(manner).find(tx).await?;
    check_answers(&chance.service.questions, &wish.answers, manner.insists)?;
    let way = deposits::way_to_pay(tx, &chance.service, manner).await?;
    let holder = wish.holder(tx, &chance, (manner, way.is_some()));
    let key = desk.new_key(tx, holder.booking).await?;
    let taken = chance.take(tx, holder).await?;
    let draft = Draft {
        shop,
        chance: &chance,
        holder,
        taken,
        key: &key,
        guest: Some(guest),
        locale: guest.locale,
        answers_sealed: desk.seal_answers(tx, holder.booking, &wish.answers).await?,
        notes: wish.notes.clone().map(Prose::into_string),
        series: manner.series,
    };
    let mut booking = keep(tx, draft).await?;
    agree(tx, guest).await?;
    if let Some(method) = &way {
        deposits::ask(tx, desk, &mut booking, method).await?;
    }
    desk.tell_hooks(tx, &booking).await?;
    tell(tx, desk, shop, &booking, manner).await?;
    Ok(Booked {
        booking,
        key: Some(key),
    })
}

/// Who has no e-mail was booked by the shop, which need not be told either.
async fn tell(tx: &mut TenantTx, desk: &Desk, shop: &Shop, booking: &Booking, manner: Manner) -> Result<()> {
    if manner.quiet || booking.email.is_none() {
        return Ok(());
    }
    mails::tell_booked(tx, desk, shop, booking).await
}

impl BookingRequest {
    /// What is wanted.
    pub fn wish(&self) -> BookingWish {
        BookingWish {
            service_id: self.service_id,
            resource_id: self.resource_id,
            start: self.start,
            seats: self.seats,
            answers: self.answers.clone(),
            notes: self.notes.clone(),
            hold: self.hold.clone(),
        }
    }
}

impl BookingWish {
    fn wanted(&self, manner: Manner) -> Wanted {
        Wanted {
            asked: Asked::at(self.service_id, self.resource_id, self.start),
            seats: self.seats,
            duration: None,
            insists: manner.insists,
        }
    }

    fn holder(&self, tx: &TenantTx, chance: &Chance, (manner, is_to_pay): (Manner, bool)) -> Holder {
        let status = if manner.insists {
            BookingStatus::Confirmed
        } else {
            first_status(&chance.service, is_to_pay)
        };
        Holder {
            booking: tx.new_id(),
            status,
            hold_expires_at: None,
            seats: self.seats,
        }
    }
}

/// The time is taken already, so nothing is looked for. One whose minutes are over, but that nobody wanted meanwhile, is
/// still good.
async fn use_hold(
    tx: &mut TenantTx,
    desk: &Desk,
    guest: &Guest,
    (request, hold): (&BookingWish, &HoldRef),
    manner: Manner,
) -> Result<Booking> {
    let reader = BookingReader {
        key_hash: Some(http::secrets::sha256(hold.key.as_str().as_bytes())),
        ..BookingReader::default()
    };
    get_booking(tx, hold.id, &reader).await?;
    let mut booking = lock_booking(tx, hold.id, Scope::All).await?;
    if booking.status != BookingStatus::Held {
        return Err(BookingError::HoldExpired.into());
    }
    let start = Instant::from_timestamp(request.start.0);
    if (booking.service_id, booking.starts_at, booking.seats) != (request.service_id, start, request.seats) {
        return Err(Error::invalid("hold", "other_time"));
    }
    require_server(tx, &booking, request.resource_id).await?;
    if booking.starts_at <= tx.now() {
        return Err(BookingError::HoldExpired.into());
    }
    let service = get_service(tx, booking.service_id).await?;
    check_answers(&service.questions, &request.answers, manner.insists)?;
    let way = deposits::way_to_pay(tx, &service, manner).await?;
    booking.status = first_status(&service, way.is_some());
    booking.hold_expires_at = None;
    booking.answers_sealed = desk
        .seal_answers(tx, booking.booking_id, &request.answers)
        .await?;
    booking.notes = request.notes.clone().map(Prose::into_string);
    fill_in(&mut booking, guest);
    save_booking(tx, &mut booking).await?;
    let step = Happening {
        kind: "status",
        from: Some(BookingStatus::Held.as_str()),
        to: booking.status.as_str(),
        reason: None,
    };
    note(tx, &booking, &step).await?;
    if let Some(method) = &way {
        deposits::ask(tx, desk, &mut booking, method).await?;
    }
    settle_offer(tx, &booking, true).await?;
    Ok(booking)
}

/// It is kept with somebody: whoever names another one chose another time.
async fn require_server(tx: &mut TenantTx, held: &Booking, wanted: Option<ResourceId>) -> Result<()> {
    let Some(wanted) = wanted else {
        return Ok(());
    };
    let servers = list_servers_of(tx, held).await?;
    if servers.iter().any(|server| server.id == wanted) {
        Ok(())
    } else {
        Err(Error::invalid("hold", "other_time"))
    }
}

fn fill_in(booking: &mut Booking, guest: &Guest) {
    let contact = &guest.contact;
    booking.email.clone_from(&contact.email);
    booking.customer_name = Some(contact.name.to_string());
    booking.phone = contact.phone.as_ref().map(ToString::to_string);
    booking.customer_zone = contact.time_zone.as_ref().map(|zone| zone.as_str().to_owned());
    booking.person_id = guest.person;
    booking.locale = guest.locale;
}
