//! Who works for the provider.

use actix_web::{HttpRequest, web};
use askama::Template;
use http::page::{Choice, refusal};
use http::{Answer, Can, Form, FormState, Page, html, html_with, permit, see_other};
use identity::PeopleSettings;
use identity::model::Status;
use identity::queries::people::PersonView;
use kernel::{PersonId, Result, Role};
use serde::Deserialize;
use validator::Validate;

use super::super::team::{Invitation, change_one, invite_one, team};
use crate::ops::StaffChange;

type Head = Can<permit::SteerPlatform>;

#[derive(Template)]
#[template(path = "panel/staff.html")]
struct StaffPage {
    page: Page,
    f: FormState,
    problem: String,
    rows: Vec<Row>,
    roles: Vec<Choice>,
    statuses: Vec<Choice>,
}

struct Row {
    id: PersonId,
    name: String,
    email: String,
    role: String,
    role_code: &'static str,
    status: &'static str,
    /// Nobody changes themselves.
    own: bool,
}

/// Who, and as what from now on.
#[derive(Debug, Deserialize, Validate)]
pub struct ChangeForm {
    person_id: PersonId,
    role: Role,
    status: Status,
}

/// `GET /platform/staff`.
pub async fn page(ctx: Head, req: HttpRequest) -> Answer {
    html(&shown(&ctx, &req).await?)
}

/// `POST /platform/staff`.
pub async fn invite(
    ctx: Head,
    req: HttpRequest,
    people: web::Data<PeopleSettings>,
    form: Form<Invitation>,
) -> Answer {
    let outcome = match form.parsed {
        Ok(given) => invite_one(&ctx, &people, given).await.map(drop),
        Err(error) => Err(error),
    };
    let Err(error) = outcome else {
        return Ok(see_other("/platform/staff?done=saved"));
    };
    let (status, error) = refusal(error)?;
    let mut page = shown(&ctx, &req).await?;
    page.f = FormState::refused(&page.page, form.typed, &error);
    html_with(status, &page)
}

/// `POST /platform/staff/change`.
pub async fn change(ctx: Head, req: HttpRequest, form: Form<ChangeForm>) -> Answer {
    let outcome = match form.parsed {
        Ok(ChangeForm {
            person_id,
            role,
            status,
        }) => change_one(&ctx, person_id, StaffChange { role, status }).await,
        Err(error) => Err(error),
    };
    let Err(error) = outcome else {
        return Ok(see_other("/platform/staff?done=saved"));
    };
    let (status, error) = refusal(error)?;
    let mut page = shown(&ctx, &req).await?;
    page.problem = page.page.error_text(&error);
    html_with(status, &page)
}

async fn shown(ctx: &Head, req: &HttpRequest) -> Result<StaffPage> {
    let found = team(ctx).await?;
    let page = Page::titled(ctx, req, "panel-staff-title");
    let me = ctx.person.as_ref().map(|person| person.person_id);
    let role = |role: Role| Choice::new(role.as_str(), page.t(&format!("identity-role-{}", role.as_str())));
    let status = |s: Status| Choice::new(s.as_str(), page.t(&format!("ui-status-{}", s.as_str())));
    Ok(StaffPage {
        rows: found.into_iter().map(|person| row(&page, me, person)).collect(),
        roles: Role::PROVIDER.map(role).into(),
        statuses: [Status::Active, Status::Disabled].map(status).into(),
        f: FormState::blank(),
        problem: String::new(),
        page,
    })
}

fn row(page: &Page, me: Option<PersonId>, person: PersonView) -> Row {
    Row {
        own: me == Some(person.id),
        role: page.t(&format!("identity-role-{}", person.role.as_str())),
        role_code: person.role.as_str(),
        status: person.status.as_str(),
        id: person.id,
        name: person.name,
        email: person.email,
    }
}
