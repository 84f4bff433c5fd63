//! The browser comes back: first to the platform's host, where Google sends everybody, then to the shop that it left from.

use google_sign_in::Account;
use http::{Answer, Query, see_other};
use kernel::{Actor, Error, Result};
use serde::Deserialize;

use super::problem::Problem;
use super::{browser, leave_for, refuse_elsewhere};
use crate::google::Google;
use crate::http::cookies;
use crate::http::desk::Desk;
use crate::http::sign_in::{note, seat};
use crate::http::web::sign_in::receive;
use crate::ops::google::State;
use crate::ops::google::attempt::take_return;
use crate::ops::google::hand_over::{hand_over, take_over};
use crate::ops::google::sign_in::sign_in_with_google;

/// What Google adds to the address (RFC 6749 §4.1.2).
#[derive(Debug, Deserialize)]
pub struct CallbackQuery {
    state: Option<String>,
    code: Option<String>,
    error: Option<String>,
}

/// The token of the hand-over.
#[derive(Debug, Deserialize)]
pub struct FinishQuery {
    #[serde(default)]
    token: String,
}

/// `GET /login/google/callback`, at the platform's host. Which shop it is for, and at which of its hosts, is read from the
/// attempt, never from the address.
pub async fn callback(desk: Desk, query: Query<CallbackQuery>) -> Answer {
    if !desk.shop.is_platform() {
        return Err(Error::not_found().into());
    }
    Google::of(&desk.app)?;
    let state = query.state.as_deref().unwrap_or_default();
    let Some(state) = State::parse(&desk.app.secrets, state) else {
        return Ok(see_other(&Problem::Expired.path()));
    };
    let mut tx = desk.app.begin(state.tenant, Actor::Anonymous).await?;
    let returned = take_return(&mut tx, &state).await?;
    tx.commit().await?;
    let Some(returned) = returned else {
        let host = desk.app.shops.by_id(state.tenant).await?.host.clone();
        return Ok(leave_for(&desk.app.link(&host, &Problem::Expired.path())));
    };
    let path = match ask(&desk, &state, &query).await? {
        Ok(account) => {
            let mut tx = desk.app.begin(state.tenant, Actor::Anonymous).await?;
            let token = hand_over(&mut tx, &state, &account).await?;
            tx.commit().await?;
            format!("/login/google/finish?token={token}")
        }
        Err(problem) => problem.path(),
    };
    let host = host_of_attempt(&desk, &state, &returned.host).await?;
    Ok(leave_for(&desk.app.link(&host, &path)))
}

/// Who it is, by Google's word. No transaction is open meanwhile.
async fn ask(
    desk: &Desk,
    state: &State,
    query: &CallbackQuery,
) -> Result<std::result::Result<Account, Problem>> {
    let code = match (&query.code, query.error.as_deref()) {
        (_, Some("access_denied")) => return Ok(Err(Problem::Cancelled)),
        (Some(code), None) => code,
        _ => return Ok(Err(Problem::Refused)),
    };
    let google = Google::of(&desk.app)?;
    let riddle = state.riddle(&desk.app.secrets);
    Ok(google.identify(code, &riddle).await.map_err(|error| {
        tracing::warn!(%error, "a sign-in with Google failed");
        error.into()
    }))
}

/// The host that the browser left from, as long as it is still the shop's.
async fn host_of_attempt(desk: &Desk, state: &State, host: &str) -> Result<String> {
    let shops = &desk.app.shops;
    let now = shops.by_host(host).await?;
    if now.is_some_and(|shop| shop.id == state.tenant) {
        return Ok(host.to_owned());
    }
    Ok(shops.by_id(state.tenant).await?.host.clone())
}

/// `GET /login/google/finish`, at the shop: lets in, or goes on to the page where the account is joined.
pub async fn finish(desk: Desk, query: Query<FinishQuery>) -> Answer {
    refuse_elsewhere(&desk)?;
    let mut tx = desk.begin().await?;
    let Some(arrival) = take_over(&mut tx, &query.token, &browser(&desk)).await? else {
        return Ok(see_other(&Problem::Expired.path()));
    };
    if arrival.person_id.is_some() {
        tx.commit().await?;
        return Ok(see_other("/account/security/google"));
    }
    let entered = sign_in_with_google(&mut tx, &arrival, desk.locale, &desk.client, &desk.people).await?;
    let response = if let Some(outcome) = entered {
        receive(seat(&desk, tx, outcome).await?, &arrival.next, false)?
    } else {
        tx.commit().await?;
        note(&desk, "google_refused", None);
        see_other(&Problem::Unjoined.path())
    };
    Ok(cookies::with(response, &[cookies::no_google()])?)
}
