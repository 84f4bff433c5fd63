//! What is paid of an appointment in advance: asked for when it is booked, waited for, taken, and given back.

use db::TenantTx;
use http::shop::Shop;
use kernel::{Error, Result};
use payments::connector::connector;
use payments::model::IntentStatus;
use payments::queries::attempts::{find_intent, list_attempts};
use payments::{Attempt, Back, End, MethodSetting, Payable, PayableKind};

use super::book::Manner;
use super::cancel_booking::{By, call_off};
use super::history::{Happening, note};
use super::locking::{lock_booking, save_booking};
use super::turns::take_turn_for;
use crate::desk::Desk;
use crate::jobs::ExpireDeposit;
use crate::mails;
use crate::model::{Booking, BookingId, BookingStatus, Scope, Service};
use crate::queries::services::get_service;

/// The way over a provider by which a customer pays it. Without one, and for whom the shop books itself, the shop says how.
pub(super) async fn way_to_pay(
    tx: &mut TenantTx,
    service: &Service,
    manner: Manner,
) -> Result<Option<MethodSetting>> {
    if service.deposit == 0 || manner.at_desk || manner.series.is_some() {
        return Ok(None);
    }
    let offered = payments::queries::offered_methods(tx).await?;
    Ok(offered
        .into_iter()
        .find(|method| connector(method.code).capabilities().online))
}

/// Writes down that it is owed, and until when its time is kept for it.
pub(super) async fn ask(
    tx: &mut TenantTx,
    desk: &Desk,
    booking: &mut Booking,
    method: &MethodSetting,
) -> Result<()> {
    if booking.deposit == 0 {
        return Ok(());
    }
    let owed = Payable {
        kind: PayableKind::Booking,
        id: booking.booking_id.0,
        amount: booking.deposit,
        currency: booking.currency,
        reference: booking.code.clone(),
    };
    payments::open_intent(tx, &owed, method).await?;
    let until = tx.now().plus_seconds(desk.rules.deposit_seconds);
    let until = until.min(booking.starts_at);
    booking.deposit_until = Some(until);
    sqlx::query("update booking set deposit_until = $3 where tenant_id = $1 and booking_id = $2")
        .bind(tx.tenant())
        .bind(booking.booking_id)
        .bind(until)
        .execute(&mut **tx)
        .await?;
    let job = ExpireDeposit {
        booking_id: booking.booking_id,
    };
    jobs::enqueue_at(tx, &job, until).await?;
    Ok(())
}

/// Everything about it that money changes, in the order in which it is locked.
pub(crate) async fn lock(tx: &mut TenantTx, id: BookingId) -> Result<()> {
    take_turn_for(tx, &[id]).await?;
    lock_booking(tx, id, Scope::All).await?;
    Ok(())
}

/// The money came to a locked appointment: it is sure, or the shop has still to say yes. Gives whether it is taken: what was called
/// off has no time any more.
pub(crate) async fn take(tx: &mut TenantTx, desk: &Desk, id: BookingId, amount: i64) -> Result<bool> {
    let mut booking = lock_booking(tx, id, Scope::All).await?;
    if !booking.status.is_ahead() {
        return Ok(false);
    }
    booking.deposit_paid = amount;
    let was = booking.status;
    // Whom the shop said yes to without it paid all the same.
    let was_waited_for = booking.deposit_until.take().is_some();
    if was_waited_for && !get_service(tx, booking.service_id).await?.needs_confirmation {
        booking.status = BookingStatus::Confirmed;
    }
    save_booking(tx, &mut booking).await?;
    if booking.status != was {
        let step = Happening {
            kind: "status",
            from: Some(was.as_str()),
            to: booking.status.as_str(),
            reason: None,
        };
        note(tx, &booking, &step).await?;
        desk.tell_hooks(tx, &booking).await?;
    }
    let shop = http::shop::find(tx).await?.ok_or_else(Error::not_found)?;
    mails::tell_deposit_taken(tx, desk, &shop, &booking).await?;
    Ok(true)
}

/// So much of it is with the shop by now: some of it went back, or came again.
pub(crate) async fn note_left(tx: &mut TenantTx, id: BookingId, left: i64) -> Result<()> {
    let mut booking = lock_booking(tx, id, Scope::All).await?;
    booking.deposit_paid = left;
    save_booking(tx, &mut booking).await
}

/// Calls the appointment off if its deposit was not paid in time; whether it did. Whoever is at their bank already gets the time
/// that the bank gives them.
pub async fn expire_deposit(tx: &mut TenantTx, desk: &Desk, shop: &Shop, id: BookingId) -> Result<bool> {
    take_turn_for(tx, &[id]).await?;
    let booking = lock_booking(tx, id, Scope::All).await?;
    if !booking.is_unpaid_in_time(tx.now()) {
        return Ok(false);
    }
    if let Some(until) = payments::waits_until(tx, PayableKind::Booking, id.0).await? {
        jobs::enqueue_at(tx, &ExpireDeposit { booking_id: id }, until).await?;
        return Ok(false);
    }
    let reason = desk.text(booking.locale, "booking-deposit-unpaid", &[]);
    call_off(tx, desk, shop, booking, (Some(&reason), By::Shop(Scope::All))).await?;
    Ok(true)
}

/// Whether it was asked for, and may have been paid: then what was agreed on stays.
pub(super) async fn is_asked(tx: &mut TenantTx, booking: &Booking) -> Result<bool> {
    let intent = find_intent(tx, PayableKind::Booking, booking.booking_id.0).await?;
    Ok(intent.is_some())
}

/// A locked appointment is called off, in time or by the shop: nobody waits for the deposit any more, and what was paid goes back,
/// whatever the appointment would cost in advance by now. Gives what is on its way back, minor units. Where the shop let go of the
/// account that it came to, it gives it back itself: the appointment says that it is there.
pub(super) async fn give_back(tx: &mut TenantTx, booking: &Booking) -> Result<i64> {
    let (kind, id) = (PayableKind::Booking, booking.booking_id.0);
    let Some(intent) = find_intent(tx, kind, id).await? else {
        return Ok(0);
    };
    match intent.status {
        IntentStatus::Open => {
            payments::close(tx, kind, id, End::Cancelled).await?;
            Ok(0)
        }
        IntentStatus::Paid => {
            let attempts = list_attempts(tx, intent.intent_id).await?;
            if !attempts.iter().any(is_there) {
                return Ok(0);
            }
            let back = Back {
                person: tx.actor().person(),
                ..Back::default()
            };
            match payments::give_back(tx, kind, id, &back).await {
                Ok((_, refund)) => Ok(refund.amount),
                Err(error) if payments::is_without_key(&error) => Ok(0),
                Err(error) => Err(error),
            }
        }
        IntentStatus::Closed => Ok(0),
    }
}

/// Whether money of it is still with the shop, and nobody disputes it.
fn is_there(attempt: &Attempt) -> bool {
    !attempt.surplus && attempt.status.is_refundable() && attempt.refunding < attempt.amount
}
