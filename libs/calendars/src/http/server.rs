//! An account at a server of calendars is connected: by its address, a name and a password.

use std::time::Duration;

use actix_web::HttpRequest;
use askama::Template;
use booking::model::ResourceId;
use caldav::Calendar;
use http::limits::{Class, Subject};
use http::page::{Choice, Crumb, refusal};
use http::{
    Answer, Can, EdgeError, Form, FormState, Page, Query, Typed, Visitor, html, html_with, permit, see_other,
};
use kernel::{Error, Line, PersonId, Result};
use outbound::Url;
use serde::Deserialize;
use validator::Validate;

use super::typed::{ForWhom, check_resource, crumbs, name_of, refused, unreachable};
use crate::clerk::Clerk;
use crate::fault::Fault;
use crate::model::{Face, Provider};
use crate::ops::caldav::login::Login;
use crate::ops::connect::{Connecting, connect as keep};
use crate::queries::find_login;

type Setter = Can<permit::ManageCatalog>;

/// Somebody waits for the answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// Whose server it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum House {
    Icloud,
    Fastmail,
    Nextcloud,
    Other,
}

impl House {
    const ALL: [(Self, &'static str); 4] = [
        (Self::Icloud, "icloud"),
        (Self::Fastmail, "fastmail"),
        (Self::Nextcloud, "nextcloud"),
        (Self::Other, "other"),
    ];

    /// The server of everybody there.
    const fn server(self) -> Option<&'static str> {
        match self {
            Self::Icloud => Some("https://caldav.icloud.com/"),
            Self::Fastmail => Some("https://caldav.fastmail.com/"),
            Self::Nextcloud | Self::Other => None,
        }
    }
}

/// As the fields have it.
#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct ServerForm {
    resource_id: ResourceId,
    house: House,
    server: Option<Line<500>>,
    user: Line<200>,
    #[validate(length(max = 200))]
    password: String,
}

#[derive(Template)]
#[template(path = "calendars/server.html")]
struct ServerPage {
    page: Page,
    f: FormState,
    crumbs: Vec<Crumb>,
    houses: Vec<Choice>,
    whose: String,
}

/// `GET /admin/calendars/server`: blank, or with all but the password of an account that is connected again.
pub async fn page(ctx: Setter, req: HttpRequest, wanted: Query<ForWhom>) -> Answer {
    let whose = name_of(&ctx, wanted.resource).await?;
    let mut fields = vec![(
        "resource_id",
        wanted.resource.map(|id| id.to_string()).unwrap_or_default(),
    )];
    if let Some(account) = wanted.account {
        let mut tx = ctx.begin().await?;
        let login = find_login(&mut tx, &Clerk::of(&ctx.app), account).await?;
        tx.commit().await?;
        let login = login.ok_or_else(Error::not_found)?;
        fields.push(("house", house_of(&login.server).to_owned()));
        fields.push(("server", login.server.to_string()));
        fields.push(("user", login.user));
    }
    html(&shown(&ctx, &req, whose, |_| FormState::prefilled(fields)))
}

/// `POST /admin/calendars/server`.
pub async fn connect(ctx: Setter, req: HttpRequest, form: Form<ServerForm>) -> Answer {
    let person = ctx.person.as_ref().ok_or(EdgeError::Unauthenticated)?;
    let id = person.person_id;
    ctx.count(&req, Class::CalendarConnect, Subject::Person(id))
        .await?;
    let connected = match form.parsed {
        Ok(wanted) => join(&ctx, id, wanted).await,
        Err(error) => Err(error),
    };
    match connected {
        Ok(()) => Ok(see_other("/admin/calendars?done=calendars-connected")),
        Err(error) => again(&ctx, &req, form.typed, error).await,
    }
}

/// No transaction is open while the server is asked.
async fn join(ctx: &Visitor, person: PersonId, wanted: ServerForm) -> Result<()> {
    let login = Login {
        server: server(&wanted)?,
        user: wanted.user.as_str().to_owned(),
        password: wanted.password.into(),
    };
    let clerk = Clerk::of(&ctx.app);
    let mut tx = ctx.begin().await?;
    check_resource(&mut tx, wanted.resource_id).await?;
    tx.commit().await?;
    let calendars = find(&clerk, &login).await?;
    let faces: Vec<Face> = calendars.into_iter().map(face).collect();
    let connecting = Connecting {
        resource: wanted.resource_id,
        person,
        provider: Provider::Caldav,
        name: &login.name(),
        key: &login.to_bytes()?,
        faces: &faces,
    };
    let mut tx = ctx.begin().await?;
    keep(&mut tx, &clerk, connecting).await?;
    tx.commit().await
}

/// What was typed, or the server of their house, or the one that their address names.
fn server(wanted: &ServerForm) -> Result<Url> {
    let typed = wanted.server.as_ref().map(|text| text.as_str().trim().to_owned());
    let domain = wanted
        .user
        .as_str()
        .split_once('@')
        .map(|(_, domain)| domain.to_owned());
    let text = match (wanted.house.server(), typed) {
        (Some(known), _) => known.to_owned(),
        (None, Some(typed)) => typed,
        (None, None) => domain.ok_or_else(|| Error::invalid("server", "required"))?,
    };
    let text = if text.contains("://") {
        text
    } else {
        format!("https://{text}")
    };
    let url = Url::parse(&text).ok().filter(Url::has_host);
    url.ok_or_else(|| Error::invalid("server", "invalid"))
}

async fn find(clerk: &Clerk, login: &Login) -> Result<Vec<Calendar>> {
    let outbound = clerk
        .outbound()
        .map_err(|trouble| unreachable(trouble, "server"))?;
    let client = login
        .client(outbound)
        .map_err(|_| Error::invalid("user", "invalid"))?;
    let found = tokio::time::timeout(PATIENCE, client.calendars()).await;
    let found = found.unwrap_or_else(|_| Err(caldav::CalDavError::Unavailable("it takes too long".into())));
    let found = found.map_err(|error| {
        tracing::info!(%error, "an account at a server of calendars could not be connected");
        refused(Fault::from(error), "server", "password")
    })?;
    if found.is_empty() {
        return Err(Error::invalid("server", "no_calendars"));
    }
    Ok(found)
}

/// What somebody writes is theirs, and keeps them busy; what they may only read are mostly holidays and others' calendars.
fn face(calendar: Calendar) -> Face {
    Face {
        remote_id: calendar.url.into(),
        name: calendar.name,
        zone: None,
        reads: calendar.writable,
        writable: calendar.writable,
    }
}

fn house_of(server: &Url) -> &'static str {
    let known = House::ALL
        .into_iter()
        .find(|(house, _)| house.server() == Some(server.as_str()));
    known.map_or("other", |(_, word)| word)
}

async fn again(ctx: &Visitor, req: &HttpRequest, typed: Typed, error: Error) -> Answer {
    let (status, error) = refusal(error)?;
    let whose = name_of(ctx, typed.get("resource_id").parse().ok())
        .await
        .unwrap_or_default();
    let page = shown(ctx, req, whose, |page| FormState::refused(page, typed, &error));
    html_with(status, &page)
}

fn shown(
    ctx: &Visitor,
    req: &HttpRequest,
    whose: String,
    state: impl FnOnce(&Page) -> FormState,
) -> ServerPage {
    let page = Page::titled(ctx, req, "calendars-server-title");
    let houses = House::ALL.map(|(_, word)| Choice {
        value: word.to_owned(),
        label: page.t(&format!("calendars-house-{word}")),
    });
    ServerPage {
        f: state(&page),
        crumbs: crumbs(&page),
        houses: houses.into(),
        whose,
        page,
    }
}
