//! The browser leaves for Google.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse};
use booking::model::ResourceId;
use booking::queries::resources::get_resource;
use google_calendar::Riddle;
use http::edge::host_of;
use http::{Answer, Can, EdgeError, Query, permit};
use kernel::Error;
use serde::Deserialize;

use crate::clerk::Clerk;
use crate::ops::travel::{Leaving, note_leaving};
use crate::ticket::{STATE, Ticket};

/// For whose time.
#[derive(Debug, Deserialize)]
pub struct LeaveQuery {
    resource: Option<ResourceId>,
}

/// `GET /admin/calendars/google`: a link, since the pages' policy lets no form end at another host. It changes nothing: what
/// comes back counts only in this session.
pub async fn leave(ctx: Can<permit::ManageCatalog>, req: HttpRequest, query: Query<LeaveQuery>) -> Answer {
    let clerk = Clerk::of(&ctx.app);
    let google = clerk.google().ok_or_else(Error::not_found)?;
    let wanted = query.resource.ok_or_else(Error::not_found)?;
    let person = ctx.person.as_ref().ok_or(EdgeError::Unauthenticated)?;
    let host = host_of(&req).ok_or(EdgeError::UnknownHost)?;
    let ticket = Ticket::new(ctx.shop.id, &ctx.app.env);
    let mut tx = ctx.begin().await?;
    let resource = get_resource(&mut tx, wanted).await?;
    let leaving = Leaving {
        person: person.person_id,
        session: person.session_id,
        resource: resource.id,
        host: &host,
    };
    note_leaving(&mut tx, &ticket, leaving).await?;
    tx.commit().await?;
    let riddle = riddle(&clerk, &ticket);
    Ok(leave_for(google.address(&riddle).as_str()))
}

/// What Google is told of an attempt.
pub fn riddle(clerk: &Clerk, ticket: &Ticket) -> Riddle {
    Riddle {
        state: ticket.text(&clerk.secrets, STATE),
        verifier: ticket.verifier(&clerk.secrets),
    }
}

/// To another host: Google's, or the shop's own after Google's answer. Never one that the caller named.
pub fn leave_for(address: &str) -> HttpResponse {
    HttpResponse::SeeOther()
        .insert_header((header::LOCATION, address))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .finish()
}
