//! An appointment at a server of calendars: written, or taken out, whatever stands there.

use caldav::{CalDav, CalDavError, Condition, new_href};
use ical::{Entry, Event, Moment, write_event};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use outbound::Url;

use crate::model::Plan;
use crate::ops::entries::uid;

/// Writes it: over nothing, an older version of ours, or what somebody made of it. Its state, unless the server keeps another
/// form of it: then it comes back as a change.
pub async fn put(
    client: &CalDav,
    calendar: &Url,
    plan: &Plan,
    known: Option<&str>,
    now: Timestamp,
) -> Result<Option<String>, CalDavError> {
    let href = new_href(calendar, &plan.name);
    let ics = written(plan, now);
    let put = async |condition| client.put(calendar, &href, ics.clone(), &condition).await;
    match put(condition(known.map(str::to_owned))).await {
        // It was written before and the answer lost, somebody changed it, or it was deleted.
        Err(CalDavError::Conflict) => {}
        Err(CalDavError::Gone) if known.is_some() => {}
        other => return other,
    }
    let there = state(client, calendar, &href).await?;
    put(condition(there)).await
}

/// Takes it out. What somebody changed meanwhile goes, too: the appointment does not take place.
pub async fn take_out(
    client: &CalDav,
    calendar: &Url,
    name: &str,
    known: Option<&str>,
) -> Result<(), CalDavError> {
    let href = new_href(calendar, name);
    if let Some(etag) = known {
        match client.delete(calendar, &href, etag).await {
            Err(CalDavError::Conflict) => {}
            Err(CalDavError::Gone) => return Ok(()),
            other => return other,
        }
    }
    let Some(etag) = state(client, calendar, &href).await? else {
        return Ok(());
    };
    match client.delete(calendar, &href, &etag).await {
        Err(CalDavError::Gone) => Ok(()),
        other => other,
    }
}

fn condition(known: Option<String>) -> Condition {
    known.map_or(Condition::New, Condition::Unchanged)
}

/// The state in which it stands there, if it does.
async fn state(client: &CalDav, calendar: &Url, href: &str) -> Result<Option<String>, CalDavError> {
    let fetched = client.fetch(calendar, &[href.to_owned()]).await?;
    let there = fetched.objects.into_iter().find(|object| object.href == href);
    Ok(there.and_then(|object| object.etag))
}

fn written(plan: &Plan, now: Timestamp) -> String {
    let zone = ical::find_zone(&plan.zone).unwrap_or(TimeZone::UTC);
    let moment = |at: Timestamp| Moment::Local {
        at: zone.to_datetime(at),
        zone: zone.clone(),
    };
    let (starts, ends) = (moment(plan.starts.0), moment(plan.ends.0));
    write_event(&Entry {
        event: Event {
            sequence: plan.sequence,
            ..Event::once(uid(plan.booking), starts, ends, plan.summary.clone())
        },
        tentative: plan.tentative,
        stamp: now,
        description: plan.description.clone(),
        location: String::new(),
        url: plan.link.clone(),
    })
}
