//! Appointments as the API shows them.

use db::TenantTx;
use http::{LinkKey, Visitor};
use kernel::{Instant, Result};
use serde::Serialize;
use utoipa::ToSchema;

use crate::desk::Desk;
use crate::model::answers::Answers;
use crate::model::{Attendance, Booking, BookingEvent, BookingId, BookingStatus, SeriesId, ServiceId};
use crate::queries::bookings::{ServedBy, list_events, list_servers_of};
use crate::queries::services::get_service;

/// An appointment with everything that belongs to it.
#[derive(Debug, Serialize, ToSchema)]
pub struct BookingView {
    /// Which.
    pub id: BookingId,
    /// As people say it.
    pub code: String,
    /// Of what.
    pub service: ServiceRef,
    /// Who serves it.
    pub resources: Vec<ServedBy>,
    /// The first of them.
    pub resource_id: Option<crate::model::ResourceId>,
    /// Where it stands.
    pub status: BookingStatus,
    /// When it begins.
    pub start: Instant,
    /// And ends.
    pub end: Instant,
    /// IANA name of the shop's zone.
    pub time_zone: String,
    /// For how many.
    pub seats: i16,
    /// For whom; missing while it is only held.
    pub customer: Option<CustomerView>,
    /// Minor units.
    pub price: i64,
    /// Of it, to be paid in advance.
    pub deposit: i64,
    /// Of that, what came and did not go back.
    pub deposit_paid: i64,
    /// Until when its time is kept for that; null when nobody waits for it.
    pub deposit_until: Option<Instant>,
    /// Path of the page where it is paid, while somebody waits for it.
    pub pay_path: Option<String>,
    /// ISO 4217.
    pub currency: String,
    /// What the customer answered.
    #[schema(value_type = std::collections::BTreeMap<String, String>)]
    pub answers: Answers,
    /// What the customer wished.
    pub notes: Option<String>,
    /// What the shop notes for itself; for staff only.
    pub staff_notes: Option<String>,
    /// Rules that somebody of the shop set aside.
    pub overridden: Vec<String>,
    /// Whether its customer said that they come.
    pub attendance: Option<Attendance>,
    /// With which others it was booked.
    pub series_id: Option<SeriesId>,
    /// Until when it is kept for who types.
    pub hold_expires_at: Option<Instant>,
    /// Until when its customer may move or cancel it.
    pub changeable_until: Instant,
    /// Why it was called off.
    pub cancel_reason: Option<String>,
    /// What happened, oldest first.
    pub events: Vec<BookingEvent>,
    /// Grows with each change.
    pub version: i64,
}

/// The service of an appointment.
#[derive(Debug, Serialize, ToSchema)]
pub struct ServiceRef {
    /// Which.
    pub id: ServiceId,
    /// As it was called then.
    pub name: String,
}

/// For whom.
#[derive(Debug, Serialize, ToSchema)]
pub struct CustomerView {
    /// Their name.
    pub name: String,
    /// Where mails go; missing of who booked at the desk without one.
    pub email: Option<String>,
    /// How to reach them.
    pub phone: Option<String>,
    /// IANA name of their zone.
    pub time_zone: Option<String>,
}

/// A new appointment, with what opens it later.
#[derive(Debug, Serialize, ToSchema)]
pub struct BookedView {
    /// It.
    #[serde(flatten)]
    pub booking: BookingView,
    /// Opens it without signing in; missing when that was given out with the hold.
    pub access_token: Option<String>,
}

impl BookingView {
    /// Reads what belongs to it.
    pub async fn read(
        tx: &mut TenantTx,
        visitor: &Visitor,
        booking: Booking,
        for_staff: bool,
    ) -> Result<Self> {
        let resources = list_servers_of(tx, &booking).await?;
        let events = list_events(tx, booking.booking_id).await?;
        let service = get_service(tx, booking.service_id).await?;
        let desk = Desk::of(&visitor.app);
        let answers = desk.open_answers(tx, &booking).await?;
        let pay_path = desk.pay_path(tx, &booking).await?;
        let changeable_until = booking
            .starts_at
            .plus_seconds(-i64::from(service.cancel_until) * 60);
        Ok(Self {
            id: booking.booking_id,
            customer: CustomerView::of(&booking),
            code: booking.code,
            service: ServiceRef {
                id: booking.service_id,
                name: booking.service_name,
            },
            resource_id: resources.first().map(|one| one.id),
            resources,
            status: booking.status,
            start: booking.starts_at,
            end: booking.ends_at,
            time_zone: booking.time_zone,
            seats: booking.seats,
            price: booking.price,
            deposit: booking.deposit,
            deposit_paid: booking.deposit_paid,
            deposit_until: booking.deposit_until,
            pay_path,
            currency: booking.currency.as_str().to_owned(),
            answers,
            notes: booking.notes,
            staff_notes: booking.staff_notes.filter(|_| for_staff),
            overridden: booking.overridden,
            attendance: booking.attendance,
            series_id: booking.series_id,
            hold_expires_at: booking.hold_expires_at,
            changeable_until,
            cancel_reason: booking.cancel_reason,
            events,
            version: booking.version,
        })
    }
}

impl CustomerView {
    fn of(booking: &Booking) -> Option<Self> {
        Some(Self {
            name: booking.customer_name.clone()?,
            email: booking.email.as_ref().map(ToString::to_string),
            phone: booking.phone.clone(),
            time_zone: booking.customer_zone.clone(),
        })
    }
}

impl BookedView {
    /// With its key.
    pub async fn read(
        tx: &mut TenantTx,
        visitor: &Visitor,
        booking: Booking,
        key: Option<LinkKey>,
        for_staff: bool,
    ) -> Result<Self> {
        Ok(Self {
            booking: BookingView::read(tx, visitor, booking, for_staff).await?,
            access_token: key.map(|key| key.text),
        })
    }
}
