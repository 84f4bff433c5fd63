//! Who works for the provider.

use actix_web::{HttpRequest, HttpResponse, web};
use http::{Answer, Can, Json, permit};
use identity::PeopleSettings;
use identity::queries::people::PersonView;
use kernel::{Error, PersonId};
use serde::Serialize;
use utoipa::ToSchema;

use super::super::team::{Invitation, change_one, invite_one, team};
use crate::ops::StaffChange;

/// All of them.
#[derive(Debug, Serialize, ToSchema)]
pub struct StaffList {
    data: Vec<PersonView>,
}

/// Somebody who was invited.
#[derive(Debug, Serialize, ToSchema)]
pub struct Invited {
    id: PersonId,
}

/// `GET /platform/staff`.
pub async fn list(ctx: Can<permit::SteerPlatform>) -> Answer {
    let data = team(&ctx).await?;
    Ok(HttpResponse::Ok().json(StaffList { data }))
}

/// `POST /platform/staff`.
pub async fn invite(
    ctx: Can<permit::SteerPlatform>,
    people: web::Data<PeopleSettings>,
    body: Json<Invitation>,
) -> Answer {
    let id = invite_one(&ctx, &people, body.into_inner()).await?;
    Ok(HttpResponse::Created().json(Invited { id }))
}

/// `PUT /platform/staff/{id}`.
pub async fn change(ctx: Can<permit::SteerPlatform>, req: HttpRequest, body: Json<StaffChange>) -> Answer {
    let named = req.match_info().get("id").and_then(|id| id.parse().ok());
    change_one(&ctx, named.ok_or_else(Error::not_found)?, *body).await?;
    Ok(HttpResponse::NoContent().finish())
}
