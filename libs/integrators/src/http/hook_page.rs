//! A new address, and one that there is: what it is told, and the log of what was told there.

use actix_web::HttpRequest;
use askama::Template;
use http::page::{Crumb, Pager, Tab};
use http::{Answer, Can, FormState, Id, Page, Query, Typed, Visitor, html, permit};
use kernel::{Error, Instant, PageQuery, Result};
use serde::Deserialize;

use super::key_page::crumbs;
use super::overview_page::{HERE, state_of};
use super::words::{self, TickBox, event_boxes};
use crate::model::{DeliveryStatus, EndpointId};
use crate::queries::deliveries::{DeliveryView, list_deliveries};
use crate::queries::endpoints::{EndpointView, get_endpoint};

type Owner = Can<permit::ManageSettings>;

/// Which part of the log.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    status: Option<DeliveryStatus>,
    page: Option<u32>,
}

#[derive(Template)]
#[template(path = "integrators/hook_new.html")]
pub(super) struct NewHookPage {
    page: Page,
    f: FormState,
    crumbs: Vec<Crumb>,
    events: Vec<TickBox>,
}

#[derive(Template)]
#[template(path = "integrators/hook.html")]
pub(super) struct HookPage {
    page: Page,
    f: FormState,
    crumbs: Vec<Crumb>,
    hook: EndpointView,
    test_path: String,
    state: String,
    tone: &'static str,
    previous: String,
    events: Vec<TickBox>,
    tabs: Vec<Tab>,
    rows: Vec<Row>,
    pager: Pager,
    /// The secret that was just made, or nothing.
    pub made: String,
}

/// A delivery in the log.
struct Row {
    replay_path: String,
    event: String,
    status: String,
    tone: &'static str,
    when: Instant,
    /// "Estado 500 · 120 ms · intento 3".
    how: String,
    problem: String,
    answer: String,
    next: String,
    can_replay: bool,
}

impl HookPage {
    /// Shows what is wrong, and what was typed if anything was.
    pub fn refuse(&mut self, typed: Typed, error: &Error) {
        let was_typed = typed.has("version");
        let f = FormState::refused(&self.page, typed, error);
        if was_typed {
            self.events = event_boxes(&self.page, |event| f.is("events", event));
            self.f = f;
        } else {
            self.f.problem = f.problem;
        }
    }
}

/// `GET /admin/integrations/webhooks/new`.
pub async fn new_page(ctx: Owner, req: HttpRequest) -> Answer {
    html(&new_shown(&ctx, &req, |_| FormState::blank()))
}

/// The form, with what was typed.
pub(super) fn new_shown(
    ctx: &Visitor,
    req: &HttpRequest,
    fill: impl FnOnce(&Page) -> FormState,
) -> NewHookPage {
    let page = Page::titled(ctx, req, "integrators-hook-new");
    let f = fill(&page);
    NewHookPage {
        events: event_boxes(&page, |event| f.is("events", event)),
        crumbs: crumbs(&page),
        f,
        page,
    }
}

/// `GET /admin/integrations/webhooks/{id}`.
pub async fn page(ctx: Owner, req: HttpRequest, id: Id<EndpointId>, wanted: Query<Wanted>) -> Answer {
    html(&shown(&ctx, &req, id.0, &wanted).await?)
}

/// The page as things stand.
pub(super) async fn shown(
    ctx: &Visitor,
    req: &HttpRequest,
    id: EndpointId,
    wanted: &Wanted,
) -> Result<HookPage> {
    let at = PageQuery::of(wanted.page, None)?;
    let mut tx = ctx.begin().await?;
    let hook = get_endpoint(&mut tx, id).await?;
    let found = list_deliveries(&mut tx, id, wanted.status, at).await?;
    tx.commit().await?;
    let page = Page::new(ctx, req, hook.host.clone());
    let f = written(&hook);
    let (state, tone) = state_of(&page, &hook);
    let link = |status: Option<DeliveryStatus>, number: u32| {
        let number = if number > 1 {
            number.to_string()
        } else {
            String::new()
        };
        let status = status.map_or("", DeliveryStatus::as_str);
        http::page::address(
            &format!("{HERE}/webhooks/{id}"),
            &[("status", status), ("page", &number)],
        )
    };
    Ok(HookPage {
        events: event_boxes(&page, |event| f.is("events", event)),
        previous: hook.previous_until.map_or_else(String::new, |until| {
            page.tn("integrators-hook-previous", "when", page.moment(until))
        }),
        tabs: tabs(&page, wanted.status, |status| link(status, 1)),
        pager: Pager::new(&page, found.pagination, |number| link(wanted.status, number)),
        rows: found.data.into_iter().map(|row| row_of(&page, id, row)).collect(),
        crumbs: crumbs(&page),
        made: String::new(),
        test_path: format!("{HERE}/webhooks/{id}/test"),
        state,
        tone,
        hook,
        f,
        page,
    })
}

fn written(hook: &EndpointView) -> FormState {
    let mut pairs: Vec<(&'static str, String)> = hook
        .events
        .iter()
        .map(|event| ("events", event.clone()))
        .collect();
    if hook.stopped_at.is_none() {
        pairs.push(("enabled", "true".to_owned()));
    }
    FormState::prefilled(pairs)
}

fn tabs(
    page: &Page,
    current: Option<DeliveryStatus>,
    link: impl Fn(Option<DeliveryStatus>) -> String,
) -> Vec<Tab> {
    let every = std::iter::once(None).chain(DeliveryStatus::ALL.map(Some));
    every
        .map(|status| Tab {
            href: link(status),
            label: match status {
                Some(status) => words::status(page, status).0,
                None => page.t("integrators-log-all"),
            },
            current: status == current,
            count: None,
        })
        .collect()
}

fn row_of(page: &Page, endpoint: EndpointId, row: DeliveryView) -> Row {
    let (status, tone) = words::status(page, row.status);
    Row {
        how: how(page, &row),
        problem: row
            .problem
            .as_deref()
            .map_or_else(String::new, |word| words::problem(page, word)),
        next: row.next_at.map_or_else(String::new, |at| {
            page.tn("integrators-log-next", "when", page.moment(at))
        }),
        can_replay: row.status != DeliveryStatus::Waiting,
        event: words::event(page, &row.event),
        answer: row.answer.unwrap_or_default(),
        replay_path: format!("{HERE}/webhooks/{endpoint}/deliveries/{}/replay", row.id),
        when: row.created_at,
        status,
        tone,
    }
}

fn how(page: &Page, row: &DeliveryView) -> String {
    let status = row
        .answer_status
        .map(|status| page.tn("integrators-log-status", "status", status));
    let took = row.answer_ms.map(|millis| format!("{millis} ms"));
    let tries = (row.attempts > 0).then(|| page.tn("integrators-log-tries", "count", row.attempts));
    [status, took, tries]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ")
}
