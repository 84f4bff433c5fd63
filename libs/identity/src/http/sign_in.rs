//! Signing in, the same for API and pages. Two transactions, with the hashing between them.

use actix_web::cookie::Cookie;
use http::Failure;
use kernel::{Email, Error, PersonId};

use super::desk::Desk;
use crate::hashing;
use crate::model::{Password, PersonRow, SessionKind};
use crate::ops::log_in::{Attempt, LoggedIn, find_candidate, log_in};
use crate::ops::open_session::Opened;
use crate::ops::revoke_sessions::{Reason, revoke};

/// What was typed.
#[derive(Debug)]
pub struct Credentials {
    /// Address.
    pub email: Email,
    /// Password.
    pub password: Password,
    /// "Remember me".
    pub remember: bool,
}

/// What came of the right password.
#[derive(Debug)]
pub enum Welcome {
    /// In.
    In(Box<Entered>),
    /// A new password is needed first; the token leads to where it is set.
    PasswordExpired(String),
}

/// Somebody who is in.
#[derive(Debug)]
pub struct Entered {
    /// The session.
    pub opened: Opened,
    /// Who.
    pub person: PersonRow,
    /// What other slices put into the answer.
    pub cookies: Vec<Cookie<'static>>,
}

/// Signs in; failures are counted and committed before they are answered.
pub async fn sign_in(desk: &Desk, kind: SessionKind, given: &Credentials) -> Result<Welcome, Failure> {
    let attempt = Attempt {
        email: &given.email,
        client: &desk.client,
        kind,
        remember: given.remember,
    };
    let mut tx = desk.begin().await?;
    let candidate = find_candidate(&mut tx, attempt)
        .await
        .inspect_err(|e| note_refusal(desk, e))?;
    tx.commit().await?;
    let hash = candidate.as_ref().and_then(|person| person.password_hash.clone());
    let matched = hashing::matches(&given.password, hash).await?;
    let mut tx = desk.begin().await?;
    let outcome = log_in(&mut tx, attempt, candidate, matched, &desk.people).await?;
    let cookies = match &outcome {
        LoggedIn::Opened(_, person) => {
            // Who signs in again in the same browser leaves no second session behind.
            if let Some(before) = desk.person.as_ref().filter(|_| desk.by_cookie) {
                revoke(&mut tx, before.session_id, Reason::Replaced).await?;
            }
            desk.hooks.run(&mut tx, person.person_id, &desk.req).await?
        }
        _ => vec![],
    };
    tx.commit().await?;
    match outcome {
        LoggedIn::Refused(error) => {
            note_refusal(desk, &error);
            Err(error.into())
        }
        LoggedIn::PasswordExpired(token) => Ok(Welcome::PasswordExpired(token)),
        LoggedIn::Opened(opened, person) => {
            note(desk, "signed_in", Some(person.person_id));
            Ok(Welcome::In(Box::new(Entered {
                opened,
                person: *person,
                cookies,
            })))
        }
    }
}

fn note_refusal(desk: &Desk, error: &Error) {
    note(desk, error.code().unwrap_or("fault"), None);
}

/// A line of the security stream, the only one that may hold addresses.
pub fn note(desk: &Desk, event: &'static str, person: Option<PersonId>) {
    let ip = desk.client.address.map(|ip| ip.to_string()).unwrap_or_default();
    let agent = desk.client.user_agent.as_deref().unwrap_or_default();
    let person = person.map(|id| id.to_string()).unwrap_or_default();
    tracing::info!(target: "security", event, tenant = %desk.shop.id, person, ip, user_agent = agent, "sign-in");
}
