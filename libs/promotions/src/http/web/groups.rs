//! The list of groups of customers.

use actix_web::HttpRequest;
use askama::Template;
use http::page::refusal;
use http::{Answer, Can, Form, FormState, Page, Visitor, html, html_with, permit, see_other};
use kernel::Result;

use crate::model::GroupId;
use crate::ops::save_group::{CustomerGroupRequest, create_group};
use crate::queries::groups::{CustomerGroup, list_groups};

type Keeper = Can<permit::ManageCatalog>;

#[derive(Template)]
#[template(path = "promotions/admin/groups.html")]
struct GroupsPage {
    page: Page,
    f: FormState,
    rows: Vec<CustomerGroup>,
}

/// `GET /admin/customer-groups`.
pub async fn page(ctx: Keeper, req: HttpRequest) -> Answer {
    html(&shown(&ctx, &req, |_| FormState::blank()).await?)
}

/// `POST /admin/customer-groups`.
pub async fn create(ctx: Keeper, req: HttpRequest, form: Form<CustomerGroupRequest>) -> Answer {
    let typed = form.typed;
    let made = match form.parsed {
        Ok(request) => make(&ctx, &request).await,
        Err(error) => Err(error),
    };
    match made {
        Ok(id) => Ok(see_other(&format!(
            "/admin/customer-groups/{id}?done=promotions-group-saved"
        ))),
        Err(error) => {
            let (status, error) = refusal(error)?;
            let fill = |page: &Page| FormState::refused(page, typed, &error);
            html_with(status, &shown(&ctx, &req, fill).await?)
        }
    }
}

async fn make(ctx: &Visitor, request: &CustomerGroupRequest) -> Result<GroupId> {
    let mut tx = ctx.begin().await?;
    let id = create_group(&mut tx, request).await?;
    tx.commit().await?;
    Ok(id)
}

async fn shown(
    ctx: &Visitor,
    req: &HttpRequest,
    fill: impl FnOnce(&Page) -> FormState,
) -> Result<GroupsPage> {
    let mut tx = ctx.begin().await?;
    let rows = list_groups(&mut tx).await?;
    tx.commit().await?;
    let page = Page::titled(ctx, req, "promotions-groups-title");
    Ok(GroupsPage {
        f: fill(&page),
        rows,
        page,
    })
}
