//! Keys and webhooks of the shop, at a glance.

use actix_web::HttpRequest;
use askama::Template;
use http::{Answer, Can, Page, Visitor, html, permit};
use kernel::{ApiKeyId, Permission, Result};

use super::words;
use crate::model::EndpointId;
use crate::queries::endpoints::{EndpointView, list_endpoints};
use crate::queries::keys::{KeyView, list_keys};

/// Where it is.
pub(super) const HERE: &str = "/admin/integrations";

#[derive(Template)]
#[template(path = "integrators/overview.html")]
struct OverviewPage {
    page: Page,
    /// Whether the reader may make keys and take them back.
    makes_keys: bool,
    keys: Vec<KeyRow>,
    hooks: Vec<HookRow>,
}

struct KeyRow {
    id: ApiKeyId,
    name: String,
    prefix: String,
    scopes: String,
    /// Made when, by whom.
    made: String,
    used: String,
    /// Until when, or since when no more.
    ends: String,
    is_in_use: bool,
}

struct HookRow {
    id: EndpointId,
    host: String,
    events: String,
    /// State, and its colour.
    state: String,
    tone: &'static str,
    counts: String,
}

/// `GET /admin/integrations`.
pub async fn page(ctx: Can<permit::ManageSettings>, req: HttpRequest) -> Answer {
    html(&shown(&ctx, &req).await?)
}

async fn shown(ctx: &Visitor, req: &HttpRequest) -> Result<OverviewPage> {
    let makes_keys = ctx
        .person
        .as_ref()
        .is_some_and(|person| person.role.may(Permission::ManagePeople));
    let mut tx = ctx.begin().await?;
    let keys = list_keys(&mut tx).await?;
    let hooks = list_endpoints(&mut tx).await?;
    let now = tx.now();
    tx.commit().await?;
    let page = Page::titled(ctx, req, "integrators-title");
    let key_row = |key: KeyView| KeyRow {
        is_in_use: key.is_in_use(now),
        ends: match (key.revoked_at, key.is_in_use(now)) {
            (Some(at), _) => page.tn("integrators-key-revoked", "when", page.date(at)),
            (None, true) => page.tn("integrators-key-until", "when", page.date(key.expires_at)),
            (None, false) => page.tn("integrators-key-expired", "when", page.date(key.expires_at)),
        },
        used: match key.last_used_at {
            Some(at) => page.tn("integrators-key-used", "when", page.moment(at)),
            None => page.t("integrators-key-unused"),
        },
        made: page.ta(
            "integrators-key-made",
            &[("who", key.person_name), ("when", page.date(key.created_at))],
        ),
        scopes: join(key.scopes.iter().map(|scope| words::scope(&page, scope))),
        id: key.id,
        name: key.name,
        prefix: key.prefix,
    };
    Ok(OverviewPage {
        makes_keys,
        keys: keys.into_iter().map(key_row).collect(),
        hooks: hooks.into_iter().map(|hook| hook_row(&page, hook)).collect(),
        page,
    })
}

fn hook_row(page: &Page, hook: EndpointView) -> HookRow {
    let (state, tone) = state_of(page, &hook);
    HookRow {
        events: join(hook.events.iter().map(|event| words::event(page, event))),
        counts: page.ta(
            "integrators-hook-counts",
            &[
                ("waiting", hook.waiting.to_string()),
                ("failed", hook.failed.to_string()),
            ],
        ),
        id: hook.id,
        host: hook.host,
        state,
        tone,
    }
}

/// How an address stands, and in which colour.
pub(super) fn state_of(page: &Page, hook: &EndpointView) -> (String, &'static str) {
    match (hook.stopped_reason, hook.failing_since) {
        (Some(reason), _) => (words::stopped(page, reason), "bad"),
        (None, Some(since)) => {
            let words = page.tn("integrators-hook-failing", "when", page.moment(since));
            (words, "wait")
        }
        (None, None) => (page.t("integrators-hook-on"), "good"),
    }
}

fn join(words: impl Iterator<Item = String>) -> String {
    words.collect::<Vec<_>>().join(" · ")
}
