//! One group of customers: its name, and who is in it.

use actix_web::{HttpRequest, web};
use askama::Template;
use http::page::{Crumb, refusal};
use http::{Answer, Can, Form, FormState, Id, Page, Visitor, html, html_with, permit, see_other};
use kernel::{Line, Result};
use serde::Deserialize;
use validator::Validate;

use crate::http::groups_api::Place;
use crate::model::GroupId;
use crate::ops::put_in_group::{GroupMemberRequest, put_in_group, take_out_of_group};
use crate::ops::save_group::{CustomerGroupRequest, delete_group, rename_group};
use crate::queries::groups::{CustomerGroup, GroupMember, get_group, list_members};

type Keeper = Can<permit::ManageCatalog>;

#[derive(Template)]
#[template(path = "promotions/admin/group.html")]
struct GroupPage {
    page: Page,
    f: FormState,
    crumbs: Vec<Crumb>,
    group: CustomerGroup,
    members: Vec<GroupMember>,
    path: String,
}

/// Its name, and what was read.
#[derive(Debug, Deserialize, Validate)]
pub struct RenameForm {
    name: Line<80>,
    version: Option<i64>,
}

/// A form of which only the token counts.
#[derive(Debug, Deserialize, Validate)]
pub struct Nothing {}

/// `GET /admin/customer-groups/{id}`.
pub async fn page(ctx: Keeper, req: HttpRequest, Id(id): Id<GroupId>) -> Answer {
    html(&shown(&ctx, &req, id, |_| FormState::blank()).await?)
}

/// `POST /admin/customer-groups/{id}`.
pub async fn rename(ctx: Keeper, req: HttpRequest, Id(id): Id<GroupId>, form: Form<RenameForm>) -> Answer {
    let typed = form.typed;
    let kept = match form.parsed {
        Ok(wanted) => keep_name(&ctx, id, wanted).await,
        Err(error) => Err(error),
    };
    match kept {
        Ok(()) => Ok(see_other(&format!(
            "/admin/customer-groups/{id}?done=promotions-group-saved"
        ))),
        Err(error) => {
            let (status, error) = refusal(error)?;
            let fill = |page: &Page| FormState::refused(page, typed, &error);
            html_with(status, &shown(&ctx, &req, id, fill).await?)
        }
    }
}

async fn keep_name(ctx: &Visitor, id: GroupId, wanted: RenameForm) -> Result<()> {
    let mut tx = ctx.begin().await?;
    let request = CustomerGroupRequest { name: wanted.name };
    rename_group(&mut tx, id, &request, wanted.version).await?;
    tx.commit().await
}

/// `POST /admin/customer-groups/{id}/delete`.
pub async fn delete(ctx: Keeper, Id(id): Id<GroupId>, form: Form<Nothing>) -> Answer {
    form.into_inner()?;
    let mut tx = ctx.begin().await?;
    delete_group(&mut tx, id).await?;
    tx.commit().await?;
    Ok(see_other("/admin/customer-groups?done=promotions-group-deleted"))
}

/// `POST /admin/customer-groups/{id}/members`.
pub async fn add(
    ctx: Keeper,
    req: HttpRequest,
    Id(id): Id<GroupId>,
    form: Form<GroupMemberRequest>,
) -> Answer {
    let typed = form.typed;
    let added = match form.parsed {
        Ok(request) => put_in(&ctx, id, &request).await,
        Err(error) => Err(error),
    };
    match added {
        Ok(()) => Ok(see_other(&format!(
            "/admin/customer-groups/{id}?done=promotions-group-added"
        ))),
        Err(error) => {
            let (status, error) = refusal(error)?;
            let fill = |page: &Page| FormState::refused(page, typed, &error);
            html_with(status, &shown(&ctx, &req, id, fill).await?)
        }
    }
}

async fn put_in(ctx: &Visitor, id: GroupId, request: &GroupMemberRequest) -> Result<()> {
    let mut tx = ctx.begin().await?;
    put_in_group(&mut tx, id, request).await?;
    tx.commit().await
}

/// `POST /admin/customer-groups/{id}/members/{person_id}/remove`.
pub async fn remove(ctx: Keeper, at: web::Path<Place>, form: Form<Nothing>) -> Answer {
    form.into_inner()?;
    let mut tx = ctx.begin().await?;
    take_out_of_group(&mut tx, at.id, at.person_id).await?;
    tx.commit().await?;
    Ok(see_other(&format!(
        "/admin/customer-groups/{}?done=promotions-group-taken-out",
        at.id
    )))
}

async fn shown(
    ctx: &Visitor,
    req: &HttpRequest,
    id: GroupId,
    fill: impl FnOnce(&Page) -> FormState,
) -> Result<GroupPage> {
    let mut tx = ctx.begin().await?;
    let group = get_group(&mut tx, id).await?;
    let members = list_members(&mut tx, id).await?;
    tx.commit().await?;
    let page = Page::new(ctx, req, group.name.clone());
    Ok(GroupPage {
        crumbs: vec![
            Crumb::new("/admin/customer-groups", page.t("promotions-groups-title")),
            Crumb::new("", page.title.clone()),
        ],
        f: fill(&page),
        path: format!("/admin/customer-groups/{id}"),
        group,
        members,
        page,
    })
}
