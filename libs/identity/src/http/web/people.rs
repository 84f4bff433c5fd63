//! The team: who is in it, as what.

use actix_web::HttpRequest;
use askama::Template;
use http::page::Choice;
use http::{Answer, Can, Form, FormState, Id, Page, html, permit, see_other};
use kernel::{Email, Line, PageQuery, PersonId, Phone, Role};
use serde::Deserialize;
use validator::Validate;

use super::{Nothing, again, refusal};
use crate::http::desk::Desk;
use crate::http::sign_in::note;
use crate::model::{PersonChange, Status};
use crate::ops::change_person::change_person;
use crate::ops::invite::{Invitation, invite, invite_again};
use crate::ops::second_factor::is_asked_for;
use crate::ops::second_factor::reset::reset_second_factor;
use crate::queries::people::{PeopleFilter, PersonView, get_person, list_people};

type Owner = Can<permit::ManagePeople>;

#[derive(Template)]
#[template(path = "identity/people.html")]
struct PeoplePage {
    page: Page,
    rows: Vec<Row>,
}

struct Row {
    id: PersonId,
    name: String,
    email: String,
    role: String,
    standing: &'static str,
    last_login: String,
}

#[derive(Template)]
#[template(path = "identity/invite.html")]
struct InvitePage {
    page: Page,
    f: FormState,
    roles: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "identity/person.html")]
struct PersonPage {
    page: Page,
    f: FormState,
    person: PersonView,
    standing: &'static str,
    /// Nobody changes the own role.
    own: bool,
    /// With a role they would join the team.
    joins: bool,
    roles: Vec<Choice>,
    statuses: Vec<Choice>,
    /// Where the invitation is sent again.
    again_path: String,
    /// Whether a code is asked for when they sign in.
    has_factor: bool,
    /// Where that is ended.
    reset_path: String,
}

/// Who is invited.
#[derive(Debug, Deserialize, Validate)]
pub struct InviteForm {
    email: Email,
    name: Line<120>,
    phone: Option<Phone>,
    role: Role,
}

/// What is to change.
#[derive(Debug, Deserialize, Validate)]
pub struct PersonForm {
    role: Role,
    status: Status,
}

/// `GET /admin/people`.
pub async fn page(caller: Owner, req: HttpRequest) -> Answer {
    let filter = PeopleFilter {
        roles: Role::STAFF.into(),
        ..PeopleFilter::default()
    };
    let mut tx = caller.begin().await?;
    let team = list_people(&mut tx, &filter, PageQuery { page: 1, limit: 100 }).await?;
    tx.commit().await?;
    let page = Page::titled(&caller, &req, "identity-people-title");
    let rows = team.data.into_iter().map(|person| row(&page, person)).collect();
    html(&PeoplePage { page, rows })
}

fn row(page: &Page, person: PersonView) -> Row {
    Row {
        standing: standing(&person),
        id: person.id,
        role: page.t(&format!("identity-role-{}", person.role.as_str())),
        last_login: person
            .last_login_at
            .map_or_else(|| page.t("identity-people-never"), |at| page.date_time(at)),
        name: person.name,
        email: person.email,
    }
}

/// One word for `ui-status-*`.
fn standing(person: &PersonView) -> &'static str {
    match person.status {
        Status::Disabled => "disabled",
        Status::Active if person.invited => "invited",
        Status::Active => "active",
    }
}

/// `GET /admin/people/new`.
pub async fn invite_page(_: Owner, desk: Desk) -> Answer {
    html(&blank_invitation(&desk))
}

/// `POST /admin/people/new`.
pub async fn invite_person(caller: Owner, desk: Desk, form: Form<InviteForm>) -> Answer {
    let outcome = match form.parsed {
        Ok(InviteForm {
            email,
            name,
            phone,
            role,
        }) => {
            let invitation = Invitation {
                email,
                name,
                phone,
                role,
                locale: desk.shop.locale,
            };
            send(&caller, &desk, invitation).await
        }
        Err(error) => Err(error.into()),
    };
    match outcome {
        Ok(()) => Ok(see_other("/admin/people?done=identity-invited")),
        Err(failure) => {
            let error = refusal(failure)?;
            let mut page = blank_invitation(&desk);
            page.f = FormState::refused(&page.page, form.typed, &error);
            again(error, &page)
        }
    }
}

async fn send(caller: &Owner, desk: &Desk, invitation: Invitation) -> Answer<()> {
    let mut tx = caller.begin().await?;
    invite(&mut tx, invitation, desk.letters(), &desk.people).await?;
    tx.commit().await?;
    Ok(())
}

fn blank_invitation(desk: &Desk) -> InvitePage {
    let page = Page::titled(desk, &desk.req, "identity-invite-title");
    let roles = roles(&page, &Role::STAFF);
    InvitePage {
        page,
        f: FormState::blank(),
        roles,
    }
}

/// `GET /admin/people/{id}`.
pub async fn person_page(caller: Owner, req: HttpRequest, id: Id<PersonId>) -> Answer {
    html(&shown(&caller, &req, id.0).await?)
}

/// `POST /admin/people/{id}`.
pub async fn change(caller: Owner, desk: Desk, id: Id<PersonId>, form: Form<PersonForm>) -> Answer {
    let outcome = match form.parsed {
        Ok(PersonForm { role, status }) => {
            let change = PersonChange {
                role: Some(role),
                status: Some(status),
            };
            keep(&caller, &desk, id.0, change).await
        }
        Err(error) => Err(error.into()),
    };
    match outcome {
        Ok(()) => Ok(see_other("/admin/people?done=identity-person-changed")),
        Err(failure) => {
            let error = refusal(failure)?;
            let mut page = shown(&caller, &desk.req, id.0).await?;
            page.f = FormState::refused(&page.page, form.typed, &error);
            again(error, &page)
        }
    }
}

async fn keep(caller: &Owner, desk: &Desk, id: PersonId, change: PersonChange) -> Answer<()> {
    let mut tx = caller.begin().await?;
    change_person(&mut tx, id, change, desk.letters(), &desk.people).await?;
    tx.commit().await?;
    Ok(())
}

/// `POST /admin/people/{id}/invite`: the invitation again.
pub async fn invite_again_form(caller: Owner, desk: Desk, id: Id<PersonId>, form: Form<Nothing>) -> Answer {
    form.into_inner()?;
    let mut tx = caller.begin().await?;
    invite_again(&mut tx, id.0, desk.letters(), &desk.people).await?;
    tx.commit().await?;
    Ok(see_other("/admin/people?done=identity-invited"))
}

/// `POST /admin/people/{id}/second-factor/reset`.
pub async fn reset_factor_form(caller: Owner, desk: Desk, id: Id<PersonId>, form: Form<Nothing>) -> Answer {
    form.into_inner()?;
    let mut tx = caller.begin().await?;
    reset_second_factor(&mut tx, id.0, desk.letters()).await?;
    tx.commit().await?;
    note(&desk, "second_factor_reset", Some(id.0));
    Ok(see_other("/admin/people?done=identity-factor-reset"))
}

async fn shown(caller: &Owner, req: &HttpRequest, id: PersonId) -> Answer<PersonPage> {
    let mut tx = caller.begin().await?;
    let person = get_person(&mut tx, id).await?;
    let has_factor = is_asked_for(&mut tx, id).await?;
    tx.commit().await?;
    let page = Page::new(caller, req, person.name.clone());
    let role = person.role.as_str().to_owned();
    let status = person.status.as_str().to_owned();
    let choices = [Role::STAFF.as_slice(), &[Role::Customer]].concat();
    let word = |status: Status| page.t(&format!("ui-status-{}", status.as_str()));
    let statuses = [Status::Active, Status::Disabled].map(|s| Choice::new(s.as_str(), word(s)));
    Ok(PersonPage {
        f: FormState::prefilled([("role", role), ("status", status)]),
        standing: standing(&person),
        own: caller.person.as_ref().is_some_and(|me| me.person_id == id),
        joins: !person.role.is_staff(),
        roles: roles(&page, &choices),
        statuses: statuses.into(),
        again_path: format!("/admin/people/{id}/invite"),
        has_factor,
        reset_path: format!("/admin/people/{id}/second-factor/reset"),
        person,
        page,
    })
}

fn roles(page: &Page, roles: &[Role]) -> Vec<Choice> {
    let label = |role: Role| page.t(&format!("identity-role-{}", role.as_str()));
    roles
        .iter()
        .map(|role| Choice::new(role.as_str(), label(*role)))
        .collect()
}
