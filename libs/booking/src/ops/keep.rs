//! A taken time becomes a row.

use db::TenantTx;
use http::LinkKey;
use http::shop::Shop;
use kernel::{Instant, Locale, Result};

use super::claim::Chance;
use super::history::{Happening, note};
use super::occupy::{Holder, Taken};
use crate::model::{Booking, BookingId, BookingStatus, Guest, Rule, SeriesId, Service};

/// Letters and digits that nobody mistakes for another when a code is read out: Crockford's 32.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// What an appointment is made of.
pub(super) struct Draft<'a> {
    pub shop: &'a Shop,
    pub chance: &'a Chance,
    pub holder: Holder,
    pub taken: Taken,
    pub key: &'a LinkKey,
    pub guest: Option<&'a Guest>,
    pub locale: Locale,
    pub answers_sealed: Option<Vec<u8>>,
    pub notes: Option<String>,
    pub series: Option<SeriesId>,
}

/// Writes it, and that it happened.
pub(super) async fn keep(tx: &mut TenantTx, draft: Draft<'_>) -> Result<Booking> {
    let booking = draft.booking(tx);
    insert(tx, &booking, draft.key).await?;
    note(
        tx,
        &booking,
        &Happening {
            kind: "status",
            from: None,
            to: booking.status.as_str(),
            reason: None,
        },
    )
    .await?;
    Ok(booking)
}

impl Draft<'_> {
    fn booking(&self, tx: &TenantTx) -> Booking {
        let (service, contact) = (&self.chance.service, self.guest.map(|guest| &guest.contact));
        let zone = contact.and_then(|contact| contact.time_zone.as_ref());
        let (price, deposit) = self.chance.due(&self.taken, self.holder.seats);
        Booking {
            booking_id: self.holder.booking,
            code: new_code(tx),
            service_id: service.service_id,
            service_name: service.name.clone(),
            session_id: self.taken.session,
            series_id: self.series,
            seats: self.holder.seats,
            status: self.holder.status,
            starts_at: self.chance.starts_at,
            ends_at: self.chance.ends_at,
            time_zone: self.shop.time_zone.clone(),
            customer_zone: zone.map(|zone| zone.as_str().to_owned()),
            hold_expires_at: self.holder.hold_expires_at,
            person_id: self.guest.and_then(|guest| guest.person),
            email: contact.and_then(|contact| contact.email.clone()),
            customer_name: contact.map(|contact| contact.name.to_string()),
            phone: contact
                .and_then(|contact| contact.phone.as_ref())
                .map(ToString::to_string),
            locale: self.locale,
            price,
            deposit,
            deposit_paid: 0,
            deposit_until: None,
            currency: self.shop.currency,
            answers_sealed: self.answers_sealed.clone(),
            notes: self.notes.clone(),
            staff_notes: None,
            overridden: stored(&self.taken.overridden),
            attendance: None,
            access_sealed: self.key.sealed.clone(),
            cancel_reason: None,
            cancelled_at: None,
            created_at: tx.now(),
            version: 1,
            sequence: 0,
        }
    }
}

/// Rules as an appointment keeps them.
pub(super) fn stored(rules: &[Rule]) -> Vec<String> {
    rules.iter().map(|rule| rule.as_str().to_owned()).collect()
}

/// Where an appointment stands that a customer books: what is to be paid in advance is not sure before that.
pub(super) fn first_status(service: &Service, is_to_pay: bool) -> BookingStatus {
    if service.needs_confirmation || is_to_pay {
        BookingStatus::Pending
    } else {
        BookingStatus::Confirmed
    }
}

/// Who holds a time while they type, until then.
pub(super) fn holding(booking: BookingId, until: Instant, seats: i16) -> Holder {
    Holder {
        booking,
        status: BookingStatus::Held,
        hold_expires_at: Some(until),
        seats,
    }
}

fn new_code(tx: &TenantTx) -> String {
    let random = tx.env().random::<6>();
    let letter = |byte: u8| LETTERS.get(usize::from(byte % 32)).copied().unwrap_or(b'0');
    random.into_iter().map(|byte| char::from(letter(byte))).collect()
}

async fn insert(tx: &mut TenantTx, booking: &Booking, key: &LinkKey) -> Result<()> {
    sqlx::query(
        "insert into booking
           (tenant_id, booking_id, code, service_id, service_name, session_id, series_id, seats, status, starts_at, ends_at,
            time_zone, customer_zone, hold_expires_at, person_id, email, customer_name, phone, locale, price, deposit,
            currency, answers_sealed, notes, overridden, access_hash, access_sealed, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24,
                 $25, $26, $27, $28, $28)",
    )
    .bind(tx.tenant())
    .bind(booking.booking_id)
    .bind(&booking.code)
    .bind(booking.service_id)
    .bind(&booking.service_name)
    .bind(booking.session_id)
    .bind(booking.series_id)
    .bind(booking.seats)
    .bind(booking.status)
    .bind(booking.starts_at)
    .bind(booking.ends_at)
    .bind(&booking.time_zone)
    .bind(&booking.customer_zone)
    .bind(booking.hold_expires_at)
    .bind(booking.person_id)
    .bind(&booking.email)
    .bind(&booking.customer_name)
    .bind(&booking.phone)
    .bind(booking.locale)
    .bind(booking.price)
    .bind(booking.deposit)
    .bind(booking.currency.as_str())
    .bind(&booking.answers_sealed)
    .bind(&booking.notes)
    .bind(&booking.overridden)
    .bind(key.hash.as_slice())
    .bind(&key.sealed)
    .bind(booking.created_at)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
