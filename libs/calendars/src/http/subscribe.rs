//! An address that gives a calendar is subscribed to.

use std::time::Duration;

use actix_web::HttpRequest;
use askama::Template;
use booking::model::ResourceId;
use http::limits::{Class, Subject};
use http::page::{Crumb, refusal};
use http::{
    Answer, Can, EdgeError, Form, FormState, Page, Query, Typed, Visitor, html, html_with, permit, see_other,
};
use kernel::{Error, Line, PersonId, Result};
use serde::Deserialize;
use validator::Validate;

use super::typed::{ForWhom, check_resource, crumbs, name_of, refused, unreachable};
use crate::clerk::Clerk;
use crate::fault::Fault;
use crate::model::{Face, Provider};
use crate::ops::connect::{Connecting, connect};
use crate::ops::feed::{address, look, shortened};
use crate::queries::has_account;

type Setter = Can<permit::ManageCatalog>;

/// Somebody waits for the answer.
const PATIENCE: Duration = Duration::from_secs(15);
/// The one calendar of such an account: its address is a secret, and no name.
const ONLY: &str = "feed";

/// As the fields have it.
#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct FeedForm {
    resource_id: ResourceId,
    name: Line<80>,
    #[validate(length(max = 2000))]
    address: String,
}

#[derive(Template)]
#[template(path = "calendars/feed.html")]
struct FeedPage {
    page: Page,
    f: FormState,
    crumbs: Vec<Crumb>,
    whose: String,
}

/// `GET /admin/calendars/feed`.
pub async fn page(ctx: Setter, req: HttpRequest, wanted: Query<ForWhom>) -> Answer {
    let whose = name_of(&ctx, wanted.resource).await?;
    let id = wanted.resource.map(|id| id.to_string()).unwrap_or_default();
    html(&shown(&ctx, &req, whose, |_| {
        FormState::prefilled([("resource_id", id)])
    }))
}

/// `POST /admin/calendars/feed`.
pub async fn subscribe(ctx: Setter, req: HttpRequest, form: Form<FeedForm>) -> Answer {
    let person = ctx.person.as_ref().ok_or(EdgeError::Unauthenticated)?;
    let id = person.person_id;
    ctx.count(&req, Class::CalendarConnect, Subject::Person(id))
        .await?;
    let subscribed = match form.parsed {
        Ok(wanted) => join(&ctx, id, &wanted).await,
        Err(error) => Err(error),
    };
    match subscribed {
        Ok(()) => Ok(see_other("/admin/calendars?done=calendars-subscribed")),
        Err(error) => again(&ctx, &req, form.typed, error).await,
    }
}

/// No transaction is open while the address is asked.
async fn join(ctx: &Visitor, person: PersonId, wanted: &FeedForm) -> Result<()> {
    let clerk = Clerk::of(&ctx.app);
    let url = address(&wanted.address).ok_or_else(|| Error::invalid("address", "invalid"))?;
    let outbound = clerk
        .outbound()
        .map_err(|trouble| unreachable(trouble, "address"))?;
    let mut tx = ctx.begin().await?;
    check_resource(&mut tx, wanted.resource_id).await?;
    tx.commit().await?;
    let looked = tokio::time::timeout(PATIENCE, look(outbound, &url)).await;
    looked
        .unwrap_or_else(|_| Err(Fault::Away("it takes too long".into())))
        .map_err(|fault| refused(fault, "address", "address"))?;
    let face = Face {
        remote_id: ONLY.to_owned(),
        name: shortened(&url),
        zone: None,
        writable: false,
        reads: true,
    };
    let connecting = Connecting {
        resource: wanted.resource_id,
        person,
        provider: Provider::Feed,
        name: wanted.name.as_str(),
        key: url.as_str().as_bytes(),
        faces: &[face],
    };
    let mut tx = ctx.begin().await?;
    // Another address under a name that is known would take the first one's place.
    if has_account(&mut tx, wanted.resource_id, Provider::Feed, wanted.name.as_str()).await? {
        return Err(Error::invalid("name", "taken"));
    }
    connect(&mut tx, &clerk, connecting).await?;
    tx.commit().await
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
) -> FeedPage {
    let page = Page::titled(ctx, req, "calendars-feed-title");
    FeedPage {
        f: state(&page),
        crumbs: crumbs(&page),
        whose,
        page,
    }
}
