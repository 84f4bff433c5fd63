//! What payments tell us: the deposit of an appointment came, or went back.

use db::TenantTx;
use futures_util::future::BoxFuture;
use http::App;
use kernel::Result;
use kernel::id::Uuid;
use payments::{Attempt, Face, KnownPayer, PayableHook, PayableKind, Taken};

use crate::desk::Desk;
use crate::model::{BookingId, Scope};
use crate::ops::deposits;
use crate::queries::bookings::{BookingReader, get_booking};

/// Deposits are owed.
pub const DEPOSIT_HOOK: PayableHook = PayableHook {
    kind: PayableKind::Booking,
    lock,
    paid,
    refunded,
    face,
};

fn lock(tx: &mut TenantTx, id: Uuid) -> BoxFuture<'_, Result<()>> {
    Box::pin(deposits::lock(tx, BookingId(id)))
}

fn paid<'a>(tx: &'a mut TenantTx, app: &'a App, attempt: &'a Attempt) -> BoxFuture<'a, Result<Taken>> {
    Box::pin(async move {
        let id = BookingId(attempt.payable_id);
        let taken = deposits::take(tx, &Desk::of(app), id, attempt.amount).await?;
        Ok(if taken { Taken::Yes } else { Taken::NotOwed })
    })
}

fn refunded<'a>(tx: &'a mut TenantTx, _: &'a App, attempt: &'a Attempt) -> BoxFuture<'a, Result<()>> {
    let left = attempt.amount - attempt.refunded;
    Box::pin(deposits::note_left(tx, BookingId(attempt.payable_id), left))
}

fn face<'a>(tx: &'a mut TenantTx, app: &'a App, id: Uuid) -> BoxFuture<'a, Result<Face>> {
    Box::pin(async move {
        let reader = BookingReader::of_shop(Scope::All);
        let booking = get_booking(tx, BookingId(id), &reader).await?;
        let desk = Desk::of(app);
        let args = [
            ("code", booking.code.as_str()),
            ("service", booking.service_name.as_str()),
        ];
        Ok(Face {
            title: desk.text(booking.locale, "booking-deposit-title", &args),
            url: desk.booking_path(tx, &booking).await?,
            see: "pay-see-booking",
            locale: booking.locale,
            payer: KnownPayer {
                name: booking.customer_name.clone().unwrap_or_default(),
                email: booking
                    .email
                    .as_ref()
                    .map(ToString::to_string)
                    .unwrap_or_default(),
                phone: booking.phone.clone().unwrap_or_default(),
                ..KnownPayer::default()
            },
        })
    })
}
