//! Waiting for a time to become free.

use actix_web::{HttpRequest, HttpResponse};
use http::{Answer, Can, Id, Json, Query, Visitor, permit};
use kernel::{PageQuery, Permission};
use serde::Serialize;
use utoipa::ToSchema;

use crate::desk::Desk;
use crate::http::caller::{KeyQuery, count, customer};
use crate::model::EntryId;
use crate::ops::wait_in_line::{WaitRequest, leave_line, wait_in_line};
use crate::queries::waitlist::list_entries;

/// A place in the line.
#[derive(Debug, Serialize, ToSchema)]
pub struct InLineView {
    /// Which.
    pub id: EntryId,
    /// Gives it up again.
    pub access_token: String,
}

/// `POST /waitlist`.
pub async fn join(visitor: Visitor, req: HttpRequest, body: Json<WaitRequest>) -> Answer {
    count(&visitor, &req).await?;
    let mut tx = visitor.begin_generic().await?;
    let desk = Desk::of(&visitor.app);
    let customer = customer(&visitor, &body.customer);
    let place = wait_in_line(&mut tx, &desk, &visitor.shop, &customer, &body).await?;
    tx.commit().await?;
    Ok(HttpResponse::Created().json(InLineView {
        id: place.id,
        access_token: place.key,
    }))
}

/// `DELETE /waitlist/{id}`.
pub async fn leave(visitor: Visitor, id: Id<EntryId>, query: Query<KeyQuery>) -> Answer {
    let manages = visitor
        .person
        .as_ref()
        .is_some_and(|person| person.role.may(Permission::ManageBookings));
    let key = if manages {
        None
    } else {
        Some(query.key.as_deref().unwrap_or_default())
    };
    let mut tx = visitor.begin_generic().await?;
    leave_line(&mut tx, &Desk::of(&visitor.app), &visitor.shop, id.0, key).await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}

/// `GET /admin/waitlist`.
pub async fn list(ctx: Can<permit::ManageBookings>, page: Query<PageQuery>) -> Answer {
    let page = page.0.checked()?;
    let mut tx = ctx.begin().await?;
    let entries = list_entries(&mut tx, page).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(entries))
}
