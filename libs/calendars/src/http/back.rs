//! The browser comes back: first to the address that Google knows, which all shops share, then to the shop that it left from.

use actix_web::HttpRequest;
use google_calendar::CalendarFace;
use http::lookout::Forged;
use http::{Answer, AppData, Can, EdgeError, Query, permit, see_other};
use kernel::{Actor, Result};
use serde::Deserialize;

use super::leave::{leave_for, riddle};
use super::problem::Problem;
use crate::clerk::Clerk;
use crate::model::{Face, Provider};
use crate::ops::connect::{Connecting, connect};
use crate::ops::tokens::Tokens;
use crate::ops::travel::{Arrival, hand_over, take_over, take_return};
use crate::ticket::{STATE, Ticket};

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

/// `GET /api/sync/calendar/google/callback`, at any host. Which shop it is for, and at which of its hosts, is read from the
/// attempt, never from the address.
pub async fn callback(app: AppData, req: HttpRequest, query: Query<CallbackQuery>) -> Answer {
    let clerk = Clerk::of(&app);
    let state = query.state.as_deref().unwrap_or_default();
    let Some(ticket) = Ticket::parse(&clerk.secrets, STATE, state) else {
        Forged::mark(&req);
        return Err(EdgeError::Unreadable.into());
    };
    let mut tx = app.begin(ticket.tenant, Actor::Anonymous).await?;
    let returned = take_return(&mut tx, &ticket).await?;
    tx.commit().await?;
    let path = match &returned {
        Some(_) => match exchange(&app, &clerk, &ticket, &query).await? {
            Ok(token) => format!("/admin/calendars/google/finish?token={token}"),
            Err(problem) => problem.path(),
        },
        None => Problem::Expired.path(),
    };
    let host = host_of_attempt(&app, &ticket, returned.as_deref()).await?;
    Ok(leave_for(&app.link(&host, &path)))
}

/// Turns the code into tokens and lays them down. No transaction is open while Google is asked.
async fn exchange(
    app: &AppData,
    clerk: &Clerk,
    ticket: &Ticket,
    query: &CallbackQuery,
) -> Result<std::result::Result<String, Problem>> {
    let code = match (&query.code, query.error.as_deref()) {
        (_, Some("access_denied")) => return Ok(Err(Problem::Cancelled)),
        (Some(code), None) => code,
        _ => return Ok(Err(Problem::Refused)),
    };
    let Some(google) = clerk.google() else {
        return Ok(Err(Problem::Refused));
    };
    let grant = match google.exchange(code, &riddle(clerk, ticket)).await {
        Ok(grant) => grant,
        Err(error) => {
            tracing::warn!(status = error.name(), "a calendar account could not be connected");
            return Ok(Err(error.into()));
        }
    };
    let mut tx = app.begin(ticket.tenant, Actor::Anonymous).await?;
    let tokens = Tokens::of(&grant, tx.now());
    let token = hand_over(&mut tx, clerk, ticket, &tokens).await?;
    tx.commit().await?;
    Ok(Ok(token))
}

/// The host that the browser left from, as long as it is still the shop's.
async fn host_of_attempt(app: &AppData, ticket: &Ticket, host: Option<&str>) -> Result<String> {
    if let Some(host) = host {
        let now = app.shops.by_host(host).await?;
        if now.is_some_and(|shop| shop.id == ticket.tenant) {
            return Ok(host.to_owned());
        }
    }
    Ok(app.shops.by_id(ticket.tenant).await?.host.clone())
}

/// `GET /admin/calendars/google/finish`, at the shop, in the session that began it: the account is connected.
pub async fn finish(ctx: Can<permit::ManageCatalog>, query: Query<FinishQuery>) -> Answer {
    let clerk = Clerk::of(&ctx.app);
    let person = ctx.person.as_ref().ok_or(EdgeError::Unauthenticated)?;
    let who = (person.person_id, person.session_id);
    let mut tx = ctx.begin().await?;
    let arrival = take_over(&mut tx, &clerk, &query.token, who).await?;
    tx.commit().await?;
    let (Some(Arrival { resource, tokens }), Some(google)) = (arrival, clerk.google()) else {
        return Ok(see_other(&Problem::Expired.path()));
    };
    let faces = match google.calendars(&tokens.access).await {
        Ok(faces) => faces,
        Err(error) => {
            tracing::warn!(
                status = error.name(),
                "the calendars of an account cannot be listed"
            );
            return Ok(see_other(&Problem::from(error).path()));
        }
    };
    let primary = faces.iter().find(|face| face.primary).or(faces.first());
    let name = primary.map_or("Google", |face| face.id.as_str());
    let shown: Vec<Face> = faces.iter().map(face).collect();
    let connecting = Connecting {
        resource,
        person: person.person_id,
        provider: Provider::Google,
        name,
        key: &tokens.to_bytes()?,
        faces: &shown,
    };
    let mut tx = ctx.begin().await?;
    connect(&mut tx, &clerk, connecting).await?;
    tx.commit().await?;
    Ok(see_other("/admin/calendars?done=calendars-connected"))
}

/// The account's own calendar is read from the first day on.
fn face(face: &CalendarFace) -> Face {
    Face {
        remote_id: face.id.clone(),
        name: face.name.clone(),
        zone: face.zone.clone(),
        writable: face.writable,
        reads: face.primary,
    }
}
