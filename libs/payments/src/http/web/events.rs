//! What providers told: all of it, one event, and having it acted on again.

use actix_web::HttpRequest;
use askama::Template;
use http::page::{Pager, Tab, address, refusal};
use http::{
    Answer, Can, Form, FormState, Id, Page, Query, Typed, Visitor, html, html_with, permit, see_other,
};
use kernel::{PageQuery, Paged, Result};
use serde::Deserialize;
use validator::Validate;

use crate::model::event::{Event, EventId, EventNote, EventStatus};
use crate::ops::replay_event::replay_event;
use crate::queries::events::{EventFilter, get_event, list_events};
use crate::queries::sent::{Sent, find_sent};
use crate::treasury::Treasury;

const PATH: &str = "/admin/payments/events";

type Doer = Can<permit::ManageOrders>;

/// What stands in the address of the list.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    #[serde(default)]
    state: EventFilter,
    page: Option<u32>,
}

/// A form of which only the token counts.
#[derive(Debug, Deserialize, Validate)]
pub struct Nothing {}

#[derive(Template)]
#[template(path = "payments/events.html")]
struct ListPage {
    page: Page,
    events: Vec<Event>,
    tabs: Vec<Tab>,
    pager: Pager,
}

#[derive(Template)]
#[template(path = "payments/event.html")]
struct EventPage {
    page: Page,
    f: FormState,
    event: Event,
    sent: Option<Sent>,
    replay_path: String,
}

/// `GET /admin/payments/events`.
pub async fn list(ctx: Can<permit::ViewOrders>, req: HttpRequest, wanted: Query<Wanted>) -> Answer {
    let at = PageQuery {
        page: wanted.page.unwrap_or(1),
        limit: 25,
    }
    .checked()?;
    let mut tx = ctx.begin().await?;
    let found = list_events(&mut tx, wanted.state, at).await?;
    tx.commit().await?;
    let page = Page::titled(&ctx, &req, "payments-events");
    html(&listed(page, wanted.state, found))
}

fn listed(page: Page, state: EventFilter, found: Paged<Event>) -> ListPage {
    let link = |state: EventFilter, at: u32| {
        let at = if at > 1 { at.to_string() } else { String::new() };
        address(PATH, &[("state", state.as_str()), ("page", &at)])
    };
    let tabs = EventFilter::ALL.into_iter().map(|tab| Tab {
        href: link(tab, 1),
        label: match tab.status() {
            Some(status) => page.t(&status.name_key()),
            None => page.t("payments-events-all"),
        },
        current: tab == state,
        count: None,
    });
    ListPage {
        tabs: tabs.collect(),
        pager: Pager::new(&page, found.pagination, |at| link(state, at)),
        events: found.data,
        page,
    }
}

/// `GET /admin/payments/events/{id}`.
pub async fn show(ctx: Doer, req: HttpRequest, id: Id<EventId>) -> Answer {
    html(&shown(&ctx, &req, id.0, FormState::blank()).await?)
}

/// `POST /admin/payments/events/{id}/replay`.
pub async fn replay(ctx: Doer, req: HttpRequest, id: Id<EventId>, form: Form<Nothing>) -> Answer {
    let done = match form.parsed {
        Ok(_) => act_again(&ctx, id.0).await,
        Err(error) => Err(error),
    };
    let Err(error) = done else {
        return Ok(see_other(&format!("{PATH}/{}?done=event-replayed", id.0)));
    };
    let (status, error) = refusal(error)?;
    let page = Page::titled(&ctx, &req, "payments-event");
    let f = FormState::refused(&page, Typed::default(), &error);
    html_with(status, &shown(&ctx, &req, id.0, f).await?)
}

async fn act_again(ctx: &Visitor, id: EventId) -> Result<()> {
    let mut tx = ctx.begin().await?;
    replay_event(&mut tx, id).await?;
    tx.commit().await
}

async fn shown(ctx: &Visitor, req: &HttpRequest, id: EventId, f: FormState) -> Result<EventPage> {
    let treasury = Treasury::of(&ctx.app);
    let mut tx = ctx.begin().await?;
    let event = get_event(&mut tx, id).await?;
    let sent = find_sent(&mut tx, &treasury, id).await?;
    tx.commit().await?;
    Ok(EventPage {
        page: Page::titled(ctx, req, "payments-event"),
        replay_path: format!("{PATH}/{id}/replay"),
        f,
        event,
        sent,
    })
}

fn status(page: &Page, event: &Event) -> String {
    page.t(&event.status.name_key())
}

/// Why it was not acted on, in a sentence; what we have no words for is shown as it is.
fn why(page: &Page, event: &Event) -> Option<String> {
    let note = event.note.as_deref()?;
    let known = EventNote::named(note).map(|note| page.t(&note.text_key()));
    Some(known.unwrap_or_else(|| note.to_owned()))
}

impl ListPage {
    fn status(&self, event: &Event) -> String {
        status(&self.page, event)
    }

    fn why(&self, event: &Event) -> Option<String> {
        why(&self.page, event)
    }
}

impl EventPage {
    fn status(&self) -> String {
        status(&self.page, &self.event)
    }

    fn why(&self) -> Option<String> {
        why(&self.page, &self.event)
    }

    fn needs_somebody(&self) -> bool {
        self.event.status == EventStatus::Dead
    }
}
