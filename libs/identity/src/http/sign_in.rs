//! Signing in, the same for API and pages. Two transactions, with the hashing between them; for who has a second factor
//! a third, with its code.

use actix_web::cookie::Cookie;
use db::TenantTx;
use http::{Failure, Kind, Sighting};
use kernel::{Email, Error, PersonId};

use super::desk::Desk;
use crate::hashing;
use crate::model::{GivenCode, Password, PersonRow, SessionKind};
use crate::ops::answer_challenge::{SecondStep, answer_challenge};
use crate::ops::log_in::{Attempt, LoggedIn, find_candidate, log_in};
use crate::ops::open_session::Opened;
use crate::ops::revoke_sessions::{Reason, revoke};
use crate::ops::second_factor::take_code::Taken;
use crate::ops::tell_of_device::tell_of_device;

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

/// What came of a step that was right.
#[derive(Debug)]
pub enum Welcome {
    /// In.
    In(Box<Entered>),
    /// The second factor is owed; the token goes with it.
    CodeNeeded(String),
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
    let failed = matches!(&outcome, LoggedIn::Refused(error) if error.code() == Some("invalid_credentials"));
    let welcome = seat(desk, tx, outcome).await;
    if failed {
        let seen = sighting(desk, Kind::LoginFailed, None);
        desk.app.lookout.see_failed_login(seen, given.email.as_str());
    }
    welcome
}

/// The second step: the code, with the token that the first one gave.
pub async fn give_code(desk: &Desk, kind: SessionKind, token: &str, code: &str) -> Result<Welcome, Failure> {
    let step = SecondStep {
        token,
        code: &GivenCode::parse(code),
        kind,
        client: &desk.client,
    };
    let vault = &desk.app.vault;
    let mut tx = desk.begin().await?;
    let answered = answer_challenge(&mut tx, vault, step, desk.letters(), &desk.people).await?;
    let (person, taken) = (answered.person, answered.taken);
    let is_wrong = matches!(&answered.outcome, LoggedIn::Refused(error) if error.code() == Some("second_factor_refused"));
    let welcome = seat(desk, tx, answered.outcome).await;
    if is_wrong {
        note(desk, "second_factor_failed", person);
    } else if let Some(Taken::Recovery(_)) = taken {
        note(desk, "recovery_code_used", person);
    }
    welcome
}

/// Who is signed in was to prove it again and could not: a wrong code is told apart from a wrong password and a lock.
pub fn note_unproved(desk: &Desk, error: &Error, of: PersonId) {
    let event = match error {
        Error::Refused(refusal) if refusal.fields.iter().any(|f| f.code == "wrong_code") => {
            "second_factor_failed"
        }
        Error::Refused(refusal) if refusal.code.code == "too_many_attempts" => "too_many_attempts",
        _ => "proof_failed",
    };
    note(desk, event, Some(of));
}

/// Ends the transaction of a step, whichever way it went, and with it what a sign-in brings along.
pub async fn seat(desk: &Desk, mut tx: TenantTx, outcome: LoggedIn) -> Result<Welcome, Failure> {
    let cookies = match &outcome {
        LoggedIn::Opened(opened, person) => {
            if opened.is_new_device {
                tell_of_device(&mut tx, person, &desk.client, desk.letters()).await?;
            }
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
        LoggedIn::CodeNeeded(token) => Ok(Welcome::CodeNeeded(token)),
        LoggedIn::PasswordExpired(token) => Ok(Welcome::PasswordExpired(token)),
        LoggedIn::Opened(opened, person) => {
            note(desk, "signed_in", Some(person.person_id));
            if opened.is_new_device {
                desk.app
                    .lookout
                    .see(sighting(desk, Kind::NewDevice, Some(person.person_id)));
            }
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

/// From here, as the look-out counts it.
pub fn sighting(desk: &Desk, kind: Kind, person: Option<PersonId>) -> Sighting<'_> {
    Sighting {
        tenant: desk.shop.id,
        kind,
        address: desk.client.address,
        agent: desk.client.user_agent.as_deref().unwrap_or_default(),
        person,
    }
}

/// A line of the security stream, the only one that may hold addresses; what the look-out counts, it gets to know.
pub fn note(desk: &Desk, event: &'static str, of: Option<PersonId>) {
    let ip = desk.client.address.map(|ip| ip.to_string()).unwrap_or_default();
    let agent = desk.client.user_agent.as_deref().unwrap_or_default();
    let person = of.map(|id| id.to_string()).unwrap_or_default();
    tracing::info!(target: "security", event, tenant = %desk.shop.id, person, ip, user_agent = agent, "sign-in");
    let kind = match event {
        "signed_in" => Kind::SignedIn,
        "second_factor_failed" => Kind::SecondFactorFailed,
        "too_many_attempts" => Kind::Locked,
        "password_set_by_link" | "password_changed" => Kind::PasswordChanged,
        "refresh_token_reused" => Kind::TokenReused,
        "passkey_cloned" => Kind::PasskeyCloned,
        _ => return,
    };
    desk.app.lookout.see(sighting(desk, kind, of));
}
