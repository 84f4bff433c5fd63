//! People of the shop, for its staff.

use actix_web::HttpResponse;
use http::{Answer, Can, Id, Json, Query, permit};
use kernel::{Email, Line, PageQuery, Permission, PersonId, Phone, Role};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use crate::http::desk::Desk;
use crate::http::sign_in::note;
use crate::model::{PersonChange, Status};
use crate::ops::change_person::change_person;
use crate::ops::invite::{Invitation, invite};
use crate::ops::second_factor::reset::reset_second_factor;
use crate::queries::people::{PeopleFilter, get_person, list_people};

/// Which people.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListQuery {
    /// From 1.
    #[serde(default = "first_page")]
    #[param(minimum = 1, maximum = 10_000, default = 1)]
    pub page: u32,
    /// Rows a page.
    #[serde(default = "usual_limit")]
    #[param(minimum = 1, maximum = 100, default = 20)]
    pub limit: u32,
    /// Only this role.
    pub role: Option<Role>,
    /// Only `active` or `disabled`.
    pub status: Option<Status>,
    /// Part of a name or an address.
    #[param(value_type = Option<String>)]
    pub search: Option<Line<100>>,
}

fn first_page() -> u32 {
    PageQuery::default().page
}

fn usual_limit() -> u32 {
    PageQuery::default().limit
}

/// Who is invited, and as what.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InviteRequest {
    /// Address.
    pub email: Email,
    /// Name.
    pub name: Line<120>,
    /// Telephone.
    #[serde(default)]
    pub phone: Option<Phone>,
    /// `professional`, `cashier`, `manager`, `admin` or `owner`.
    pub role: Role,
}

/// What is to change; what is left out stays.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeRequest {
    /// The new role; `customer` takes somebody off the team. A customer who joins it is signed out and gets an invitation
    /// to choose a new password.
    #[serde(default)]
    pub role: Option<Role>,
    /// `disabled` signs them out everywhere.
    #[serde(default)]
    pub status: Option<Status>,
}

/// `GET /api/v1/admin/users`.
pub async fn list(caller: Can<permit::ViewCustomers>, query: Query<ListQuery>) -> Answer {
    let page = PageQuery {
        page: query.page,
        limit: query.limit,
    }
    .checked()?;
    let sees_staff = caller
        .person
        .as_ref()
        .is_some_and(|p| p.role.may(Permission::ManagePeople));
    let roles = match query.role {
        None if sees_staff => vec![],
        Some(role) if sees_staff || role == Role::Customer => vec![role],
        None => vec![Role::Customer],
        Some(_) => return Err(http::EdgeError::Forbidden.into()),
    };
    let search = query.search.as_ref().map(ToString::to_string);
    let mut tx = caller.begin().await?;
    let people = list_people(
        &mut tx,
        &PeopleFilter {
            roles,
            status: query.status,
            search,
        },
        page,
    )
    .await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(people))
}

/// `POST /api/v1/admin/people`.
pub async fn invite_person(
    caller: Can<permit::ManagePeople>,
    desk: Desk,
    body: Json<InviteRequest>,
) -> Answer {
    let InviteRequest {
        email,
        name,
        phone,
        role,
    } = body.into_inner();
    let invitation = Invitation {
        email,
        name,
        phone,
        role,
        locale: desk.shop.locale,
    };
    let mut tx = caller.begin().await?;
    let id = invite(&mut tx, invitation, desk.letters(), &desk.people).await?;
    let person = get_person(&mut tx, id).await?;
    tx.commit().await?;
    Ok(HttpResponse::Created().json(person))
}

/// `PATCH /api/v1/admin/people/{id}`.
pub async fn change(
    caller: Can<permit::ManagePeople>,
    desk: Desk,
    id: Id<PersonId>,
    body: Json<ChangeRequest>,
) -> Answer {
    let ChangeRequest { role, status } = body.into_inner();
    let mut tx = caller.begin().await?;
    let change = PersonChange { role, status };
    let person = change_person(&mut tx, id.0, change, desk.letters(), &desk.people).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(person))
}

/// `DELETE /api/v1/admin/people/{id}/second-factor`.
pub async fn reset_factor(caller: Can<permit::ManagePeople>, desk: Desk, id: Id<PersonId>) -> Answer {
    let mut tx = caller.begin().await?;
    reset_second_factor(&mut tx, id.0, desk.letters()).await?;
    tx.commit().await?;
    note(&desk, "second_factor_reset", Some(id.0));
    Ok(HttpResponse::NoContent().finish())
}
