//! An appointment at Google: written, or taken out, whatever stands there.

use google_calendar::{CalendarError, Draft, GoogleCalendar};
use secrecy::SecretString;

use super::entries::{APP, BOOKING, US};
use crate::model::Plan;

/// Where it is written, and what opens that.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// The client.
    pub google: &'a GoogleCalendar,
    /// The account's access token.
    pub access: &'a SecretString,
    /// The calendar.
    pub calendar: &'a str,
}

/// Writes it: over nothing, an older version of ours, or what somebody made of it. Its version.
pub async fn put(place: Place<'_>, plan: &Plan, known: Option<&str>) -> Result<String, CalendarError> {
    let Place {
        google,
        access,
        calendar,
    } = place;
    let draft = draft(plan);
    let written = match known {
        Some(etag) => google.replace(access, calendar, &draft, etag).await,
        None => google.insert(access, calendar, &draft).await,
    };
    match written {
        Ok(written) => return Ok(written.etag),
        // It was written before and the answer lost, somebody changed it, or it was deleted for good.
        Err(CalendarError::Exists | CalendarError::Conflict) => {}
        Err(CalendarError::Missing | CalendarError::Gone) if known.is_some() => {
            match google.insert(access, calendar, &draft).await {
                Err(CalendarError::Exists) => {}
                other => return other.map(|written| written.etag),
            }
        }
        Err(error) => return Err(error),
    }
    let there = google.get(access, calendar, &draft.id).await?;
    google
        .replace(access, calendar, &draft, &there.etag)
        .await
        .map(|written| written.etag)
}

/// Takes it out. What somebody changed meanwhile goes, too: the appointment does not take place.
pub async fn take_out(place: Place<'_>, name: &str, known: Option<&str>) -> Result<(), CalendarError> {
    let Place {
        google,
        access,
        calendar,
    } = place;
    match google.remove(access, calendar, name, known).await {
        Err(CalendarError::Conflict) => google.remove(access, calendar, name, None).await,
        other => other,
    }
}

fn draft(plan: &Plan) -> Draft {
    let private = [(APP, US.to_owned()), (BOOKING, plan.booking.to_string())];
    Draft {
        id: plan.name.clone(),
        summary: plan.summary.clone(),
        description: plan.description.clone(),
        starts: plan.starts.0,
        ends: plan.ends.0,
        zone: plan.zone.clone(),
        private: private.map(|(name, value)| (name.to_owned(), value)).into(),
    }
}
