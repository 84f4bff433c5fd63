//! The browser leaves for Google.

use http::edge::host_of;
use http::page::local_path;
use http::secrets::new_token;
use http::{Answer, EdgeError, Query, SignedIn, see_other};
use kernel::PersonId;
use serde::Deserialize;

use super::problem::Problem;
use super::{leave_for, refuse_elsewhere};
use crate::google::Google;
use crate::http::cookies;
use crate::http::desk::Desk;
use crate::http::web::sign_in::destination;
use crate::ops::google::State;
use crate::ops::google::attempt::{LIVES, Leaving, note_leaving};
use crate::ops::throttle::Subject;

/// Where to go afterwards.
#[derive(Debug, Deserialize)]
pub struct LeaveQuery {
    next: Option<String>,
}

/// `GET /login/google`: a link, since the pages' policy lets no form end at another host.
pub async fn to_sign_in(desk: Desk, query: Query<LeaveQuery>) -> Answer {
    let next = query.next.as_deref().and_then(local_path).unwrap_or_default();
    if let Some(person) = &desk.person {
        refuse_elsewhere(&desk)?;
        return Ok(see_other(destination(next, person.role)));
    }
    leave(&desk, None, next).await
}

/// `GET /account/security/google/start`. It changes nothing yet: what comes back is joined by a form, with a password.
pub async fn to_join(desk: Desk, caller: SignedIn) -> Answer {
    leave(&desk, Some(caller.person.person_id), "").await
}

async fn leave(desk: &Desk, person: Option<PersonId>, next: &str) -> Answer {
    refuse_elsewhere(desk)?;
    let google = Google::of(&desk.app)?;
    desk.admit(Subject::GoogleAttempts, desk.people.google_attempts)
        .await?;
    let state = State::new(desk.shop.id, &desk.app.env);
    let address = match google.address(&state.riddle(&desk.app.secrets)).await {
        Ok(address) => address,
        Err(error) => {
            tracing::warn!(%error, "nobody can sign in with Google");
            return Ok(see_other(&Problem::from(error).path()));
        }
    };
    let browser = new_token(&desk.app.env);
    let leaving = Leaving {
        browser: &browser,
        person,
        host: &host_of(&desk.req).ok_or(EdgeError::UnknownHost)?,
        next,
    };
    let mut tx = desk.begin().await?;
    note_leaving(&mut tx, &state, leaving).await?;
    tx.commit().await?;
    let cookie = cookies::google(browser, LIVES);
    Ok(cookies::with(leave_for(address.as_str()), &[cookie])?)
}
