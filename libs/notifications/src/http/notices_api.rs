//! The caller's notices as JSON.

use actix_web::HttpResponse;
use http::{Answer, Can, EdgeError, Query, Visitor, permit};
use kernel::{PageQuery, PersonId, Result};
use serde::Serialize;
use utoipa::ToSchema;

use crate::ops::read_notices::read_all;
use crate::queries::notices::{count_unread, list_notices};

type Staff = Can<permit::UseAdmin>;

/// How many are unread.
#[derive(Debug, Serialize, ToSchema)]
pub struct UnreadView {
    /// So many.
    pub count: i64,
}

/// `GET /admin/notices`.
pub async fn list(ctx: Staff, query: Query<PageQuery>) -> Answer {
    let at = query.checked()?;
    let person = person_of(&ctx)?;
    let mut tx = ctx.begin().await?;
    let found = list_notices(&mut tx, person, at).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(found))
}

/// `GET /admin/notices/unread`: what the bell of the pages shows.
pub async fn unread(ctx: Staff) -> Answer {
    let person = person_of(&ctx)?;
    let mut tx = ctx.begin().await?;
    let count = count_unread(&mut tx, person).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(UnreadView { count }))
}

/// `POST /admin/notices/read`.
pub async fn read(ctx: Staff) -> Answer {
    let person = person_of(&ctx)?;
    let mut tx = ctx.begin().await?;
    read_all(&mut tx, person).await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Whose list it is.
pub(super) fn person_of(ctx: &Visitor) -> Result<PersonId> {
    let person = ctx.person.as_ref().ok_or(EdgeError::Unauthenticated)?;
    Ok(person.person_id)
}
