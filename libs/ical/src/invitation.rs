//! Invitations by mail (iTIP), which Outlook, Google and Apple put into the calendar.

use crate::vtimezone;
use crate::write::{Entry, Writer, param};

/// Somebody with a mailbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// As others know them.
    pub name: String,
    /// Their e-mail address.
    pub address: String,
}

/// One who invites, one who is invited, and what to.
#[derive(Debug, Clone, PartialEq)]
pub struct Invitation {
    /// What it is about. Keep `event.uid` for as long as it exists, and let `event.sequence` grow with every change.
    pub entry: Entry,
    /// Who invites.
    pub organizer: Person,
    /// Who is invited. No answer is asked for: the appointment is already made.
    pub attendee: Person,
}

/// An invitation, or a newer version of one: the body of a part `text/calendar; method=REQUEST`.
pub fn write_invitation(invitation: &Invitation) -> String {
    written(invitation, "REQUEST", false)
}

/// Takes an invitation back: the body of a part `text/calendar; method=CANCEL`.
pub fn write_cancellation(invitation: &Invitation) -> String {
    written(invitation, "CANCEL", true)
}

/// Several appointments at once, for whoever opens the file: an invitation is about one alone.
pub fn write_publication(invitations: &[Invitation]) -> String {
    let mut out = Writer::calendar(Some("PUBLISH"));
    vtimezone::write_all(&mut out, invitations.iter().map(|one| &one.entry.event));
    for invitation in invitations {
        out.entry(&invitation.entry, |out| organizer(out, &invitation.organizer));
    }
    out.finish()
}

fn written(invitation: &Invitation, method: &str, cancelled: bool) -> String {
    let mut entry = invitation.entry.clone();
    entry.event.cancelled = cancelled;
    let mut out = Writer::calendar(Some(method));
    vtimezone::write_all(&mut out, [&entry.event]);
    out.entry(&entry, |out| {
        organizer(out, &invitation.organizer);
        let attendee = format!(
            "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE{}",
            param("CN", &invitation.attendee.name)
        );
        out.raw(&attendee, &address(&invitation.attendee));
    });
    out.finish()
}

fn organizer(out: &mut Writer, person: &Person) {
    out.raw(
        &format!("ORGANIZER{}", param("CN", &person.name)),
        &address(person),
    );
}

fn address(person: &Person) -> String {
    format!("mailto:{}", person.address)
}
