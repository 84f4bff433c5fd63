//! What a customer's calendar is told of an appointment.

use ical::{
    Entry, Event, Invitation, Moment, Person, write_cancellation, write_invitation, write_publication,
};
use jiff::tz::TimeZone;
use kernel::{Instant, Result};
use notifications::{CalendarPart, Method};

use crate::model::calendar::clock;
use crate::model::{Booking, BookingId, BookingStatus};

/// The name of an appointment among all calendars, for as long as it exists.
pub(crate) fn uid(id: BookingId) -> String {
    format!("{id}@vitrina")
}

/// When an appointment is, by the shop's clock.
pub(crate) fn times(booking: &Booking) -> Result<[Moment; 2]> {
    let zone = clock(&booking.time_zone)?;
    Ok([local(booking.starts_at, &zone), local(booking.ends_at, &zone)])
}

/// An instant as a zone's wall clock shows it.
pub(crate) fn local(instant: Instant, zone: &TimeZone) -> Moment {
    Moment::Local {
        at: zone.to_datetime(instant.0),
        zone: zone.clone(),
    }
}

/// How calendars number a version.
pub(crate) fn sequence(stored: i32) -> u32 {
    u32::try_from(stored).unwrap_or(0)
}

/// What a letter says, as a calendar needs it.
#[derive(Debug, Clone)]
pub(crate) struct Words {
    /// What the appointment is called.
    pub summary: String,
    /// More about it, a line each.
    pub description: String,
    /// Where it takes place.
    pub location: String,
    /// Who invites.
    pub organizer: Person,
    /// Who comes.
    pub attendee: Person,
}

/// The appointment, for the customer's calendar.
pub(crate) fn invitation(booking: &Booking, words: Words, now: Instant) -> Result<Invitation> {
    let [starts, ends] = times(booking)?;
    let event = Event {
        sequence: sequence(booking.sequence),
        ..Event::once(uid(booking.booking_id), starts, ends, words.summary)
    };
    Ok(Invitation {
        entry: Entry {
            event,
            tentative: booking.status == BookingStatus::Pending,
            stamp: now.0,
            description: words.description,
            location: words.location,
            url: String::new(),
        },
        organizer: words.organizer,
        attendee: words.attendee,
    })
}

/// As it goes with a mail.
pub(crate) fn part(method: Method, invitations: &[Invitation]) -> Option<CalendarPart> {
    let first = invitations.first()?;
    let body = match method {
        Method::Request => write_invitation(first),
        Method::Cancel => write_cancellation(first),
        Method::Publish => write_publication(invitations),
    };
    Some(CalendarPart { method, body })
}
