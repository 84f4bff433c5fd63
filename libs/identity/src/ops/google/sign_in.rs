//! Signing in with Google. A known account opens its person's; an address that nobody has makes a new customer. Whoever has
//! an account already is never taken over by its address: they join Google's to it themselves, signed in (see `link`).

use db::TenantTx;
use kernel::{Email, Error, Line, Locale, PersonId, Result, Role};

use super::hand_over::Arrival;
use super::link::{find_person_of, insert_link};
use crate::error::IdentityError;
use crate::model::{FirstProof, SessionKind};
use crate::ops::answer_challenge::hold;
use crate::ops::challenge::challenge;
use crate::ops::create_person::{NewPerson, create_unless_known};
use crate::ops::enter::{Entry, enter};
use crate::ops::log_in::LoggedIn;
use crate::ops::open_session::Client;
use crate::ops::second_factor::is_asked_for;
use crate::ops::throttle::{self, Subject};
use crate::settings::PeopleSettings;

/// Lets the owner of the account in, to the second step of who has one. Nothing when the address has an account that this
/// one was not joined to, or the account is not in use: which of them is not told.
pub async fn sign_in_with_google(
    tx: &mut TenantTx,
    arrival: &Arrival,
    locale: Locale,
    client: &Client,
    people: &PeopleSettings,
) -> Result<Option<LoggedIn>> {
    let known = match find_person_of(tx, &arrival.subject).await? {
        Some(person) => Some(person),
        None => join(tx, arrival, locale, client, people).await?,
    };
    let Some(id) = known else {
        return Ok(None);
    };
    let Some(person) = hold(tx, id).await? else {
        return Ok(None);
    };
    // Whoever waited for the row may find another account than the one they came for: with a role, or won back.
    if find_person_of(tx, &arrival.subject).await? != Some(id) {
        return Ok(None);
    }
    if is_asked_for(tx, id).await? {
        let token = challenge(tx, id, SessionKind::Browser, FirstProof::Google, false).await?;
        return Ok(Some(LoggedIn::CodeNeeded(token)));
    }
    let entry = Entry {
        kind: SessionKind::Browser,
        proof: FirstProof::Google.alone(),
        remember: false,
        client,
    };
    enter(tx, person, entry, people).await.map(Some)
}

/// A new customer, whose address Google has verified, without a password.
async fn join(
    tx: &mut TenantTx,
    arrival: &Arrival,
    locale: Locale,
    client: &Client,
    people: &PeopleSettings,
) -> Result<Option<PersonId>> {
    let new = NewPerson {
        email: arrival.email.clone(),
        name: name_of(arrival)?,
        phone: None,
        role: Role::Customer,
        locale,
        password_hash: None,
        verified: true,
    };
    let Some(person) = create_unless_known(tx, &new).await? else {
        // The same browser twice at once: the first made the person, and joined the account, a moment ago.
        return find_person_of(tx, &arrival.subject).await;
    };
    if let Some(ip) = client.address {
        throttle::admit(tx, Subject::Registrations(ip), people.registrations).await?;
    }
    if !insert_link(tx, &arrival.subject, &arrival.email, person).await? {
        return Err(IdentityError::GoogleTaken.into());
    }
    metrics::counter!("user_registrations_total", "status" => "created").increment(1);
    Ok(Some(person))
}

/// As they call themselves at Google, else what stands before the `@`.
fn name_of(arrival: &Arrival) -> Result<Line<120>> {
    let given = arrival.name.as_deref().and_then(|name| Line::parse(name).ok());
    given
        .or_else(|| Line::parse(local_part(&arrival.email)).ok())
        .ok_or_else(|| Error::fault("an address without a name"))
}

fn local_part(email: &Email) -> &str {
    email.as_str().split('@').next().unwrap_or_default()
}
