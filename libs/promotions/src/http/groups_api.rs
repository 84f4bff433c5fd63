//! Groups of customers over the API.

use actix_web::{HttpResponse, web};
use http::extract::{IfMatch, etag};
use http::{Answer, Can, Id, Json, permit};
use kernel::PersonId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::model::GroupId;
use crate::ops::put_in_group::{GroupMemberRequest, put_in_group, take_out_of_group};
use crate::ops::save_group::{self, CustomerGroupRequest};
use crate::queries::groups::{CustomerGroup, GroupMember, get_group, list_groups, list_members};

type Keeper = Can<permit::ManageCatalog>;

/// All there are.
#[derive(Debug, Serialize, ToSchema)]
pub struct CustomerGroupList {
    /// By name.
    pub data: Vec<CustomerGroup>,
}

/// Who is in one.
#[derive(Debug, Serialize, ToSchema)]
pub struct GroupMemberList {
    /// By name.
    pub data: Vec<GroupMember>,
}

/// A customer in a group, by both ids.
#[derive(Debug, Deserialize)]
pub struct Place {
    pub id: GroupId,
    pub person_id: PersonId,
}

/// `GET /admin/customer-groups`.
pub async fn list(ctx: Keeper) -> Answer {
    let mut tx = ctx.begin().await?;
    let data = list_groups(&mut tx).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(CustomerGroupList { data }))
}

/// `POST /admin/customer-groups`.
pub async fn create(ctx: Keeper, body: Json<CustomerGroupRequest>) -> Answer {
    let mut tx = ctx.begin().await?;
    let id = save_group::create_group(&mut tx, &body).await?;
    let group = get_group(&mut tx, id).await?;
    tx.commit().await?;
    Ok(HttpResponse::Created()
        .insert_header(etag(group.version))
        .json(group))
}

/// `PUT /admin/customer-groups/{id}`.
pub async fn rename(ctx: Keeper, id: Id<GroupId>, read: IfMatch, body: Json<CustomerGroupRequest>) -> Answer {
    let mut tx = ctx.begin().await?;
    save_group::rename_group(&mut tx, id.0, &body, read.0).await?;
    let group = get_group(&mut tx, id.0).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().insert_header(etag(group.version)).json(group))
}

/// `DELETE /admin/customer-groups/{id}`.
pub async fn delete(ctx: Keeper, id: Id<GroupId>) -> Answer {
    let mut tx = ctx.begin().await?;
    save_group::delete_group(&mut tx, id.0).await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}

/// `GET /admin/customer-groups/{id}/members`.
pub async fn members(ctx: Keeper, id: Id<GroupId>) -> Answer {
    let mut tx = ctx.begin().await?;
    get_group(&mut tx, id.0).await?;
    let data = list_members(&mut tx, id.0).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(GroupMemberList { data }))
}

/// `POST /admin/customer-groups/{id}/members`.
pub async fn add(ctx: Keeper, id: Id<GroupId>, body: Json<GroupMemberRequest>) -> Answer {
    let mut tx = ctx.begin().await?;
    put_in_group(&mut tx, id.0, &body).await?;
    let data = list_members(&mut tx, id.0).await?;
    tx.commit().await?;
    Ok(HttpResponse::Created().json(GroupMemberList { data }))
}

/// `DELETE /admin/customer-groups/{id}/members/{person_id}`.
pub async fn remove(ctx: Keeper, at: web::Path<Place>) -> Answer {
    let mut tx = ctx.begin().await?;
    take_out_of_group(&mut tx, at.id, at.person_id).await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}
