//! The list of promotions.

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use askama::Template;
use http::page::{Pager, Tab, address};
use http::{Answer, Can, Page, Query, Visitor, html, html_with, permit};
use kernel::{Error, Instant, PageQuery, Paged, Result};
use serde::Deserialize;

use crate::http::describe::told;
use crate::model::{PromotionId, PromotionState, PromotionStatus};
use crate::queries::promotions::{
    PromotionFilter, StateCounts, Whole, count_by_state, get_promotion, list_promotions,
};
use crate::words::Words;

/// What stands in the address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    state: String,
    page: Option<u32>,
    /// What was changed just now, so that it can be taken back.
    changed: Option<PromotionId>,
    /// What it was before.
    was: String,
}

#[derive(Template)]
#[template(path = "promotions/admin/promotions.html")]
struct PromotionsPage {
    page: Page,
    tabs: Vec<Tab>,
    is_first: bool,
    undo: Option<Undo>,
    problem: String,
    rows: Vec<Row>,
    pager: Pager,
}

/// The last change, and the way back.
struct Undo {
    text: String,
    path: String,
    status: &'static str,
}

struct Row {
    href: String,
    path: String,
    name: String,
    code: String,
    state: String,
    tone: &'static str,
    summary: String,
    uses: String,
    can_pause: bool,
    can_resume: bool,
    is_archived: bool,
}

/// `GET /admin/promotions`.
pub async fn page(ctx: Can<permit::ManageCatalog>, req: HttpRequest, wanted: Query<Wanted>) -> Answer {
    html(&shown(&ctx, &req, &wanted, String::new()).await?)
}

/// The list with what was refused above it.
pub(super) async fn refused(ctx: &Visitor, req: &HttpRequest, status: StatusCode, problem: String) -> Answer {
    html_with(status, &shown(ctx, req, &Wanted::default(), problem).await?)
}

async fn shown(ctx: &Visitor, req: &HttpRequest, wanted: &Wanted, problem: String) -> Result<PromotionsPage> {
    let at = PageQuery::of(wanted.page, Some(25))?;
    let filter = PromotionFilter {
        state: PromotionState::parse(&wanted.state),
    };
    let mut tx = ctx.begin().await?;
    let found = list_promotions(&mut tx, filter, at).await?;
    let counts = count_by_state(&mut tx).await?;
    let changed = match wanted.changed {
        Some(id) => Some(get_promotion(&mut tx, id).await?),
        None => None,
    };
    let now = tx.now();
    tx.commit().await?;
    let page = Page::titled(ctx, req, "promotions-title");
    compose(ctx, page, (filter, &counts), found, now).map(|shown| PromotionsPage {
        undo: changed.and_then(|changed| undo(&shown.page, &changed, &wanted.was)),
        problem,
        ..shown
    })
}

fn compose(
    ctx: &Visitor,
    page: Page,
    (filter, counts): (PromotionFilter, &StateCounts),
    found: Paged<Whole>,
    now: Instant,
) -> Result<PromotionsPage> {
    let link = |state: Option<PromotionState>, at: u32| {
        let at = if at > 1 { at.to_string() } else { String::new() };
        let state = state.map_or("", PromotionState::as_str);
        address("/admin/promotions", &[("state", state), ("page", &at)])
    };
    let tab = |state: Option<PromotionState>, key: &str, count: i64| Tab {
        href: link(state, 1),
        label: page.t(key),
        current: filter.state == state,
        count: Some(count).filter(|n| *n > 0),
    };
    let mut tabs = vec![tab(None, "promotions-tab-all", counts.in_use())];
    tabs.extend(PromotionState::ALL.map(|state| tab(Some(state), tab_key(state), counts.of(state))));
    let words = Words::of(ctx);
    let rows: Result<Vec<Row>> = found
        .data
        .iter()
        .map(|whole| row(&page, &words, whole, now))
        .collect();
    Ok(PromotionsPage {
        is_first: counts.in_use() + counts.of(PromotionState::Archived) == 0,
        undo: None,
        problem: String::new(),
        rows: rows?,
        pager: Pager::new(&page, found.pagination, |at| link(filter.state, at)),
        tabs,
        page,
    })
}

const fn tab_key(state: PromotionState) -> &'static str {
    match state {
        PromotionState::Active => "promotions-tab-active",
        PromotionState::Scheduled => "promotions-tab-scheduled",
        PromotionState::Paused => "promotions-tab-paused",
        PromotionState::Ended => "promotions-tab-ended",
        PromotionState::Archived => "promotions-tab-archived",
    }
}

fn row(page: &Page, words: &Words<'_>, whole: &Whole, now: Instant) -> Result<Row> {
    let promotion = &whole.promotion;
    let state = promotion.state(now);
    let path = format!("/admin/promotions/{}", promotion.promotion_id);
    let used = promotion.used.to_string();
    Ok(Row {
        name: promotion.name.clone(),
        code: promotion.code.clone().unwrap_or_default(),
        state: page.t(state.key()),
        tone: state.tone(),
        summary: words.sentences(&told(whole, now)?).join(" "),
        uses: match promotion.max_uses {
            Some(most) => page.ta(
                "promotions-uses-of",
                &[("used", used), ("most", most.to_string())],
            ),
            None => page.tn("promotions-uses", "used", used),
        },
        can_pause: matches!(state, PromotionState::Active | PromotionState::Scheduled),
        can_resume: state == PromotionState::Paused,
        is_archived: state == PromotionState::Archived,
        href: path.clone(),
        path,
    })
}

/// Nothing to take back where the address says nothing that could have been.
fn undo(page: &Page, changed: &Whole, was: &str) -> Option<Undo> {
    let promotion = &changed.promotion;
    let before = status_named(was).filter(|before| *before != promotion.status)?;
    let key = match promotion.status {
        PromotionStatus::Paused => "promotions-is-paused",
        PromotionStatus::Active => "promotions-is-active",
        PromotionStatus::Archived => "promotions-is-archived",
    };
    Some(Undo {
        text: page.tn(key, "name", &promotion.name),
        path: format!("/admin/promotions/{}/status", promotion.promotion_id),
        status: status_name(before),
    })
}

pub(super) const fn status_name(status: PromotionStatus) -> &'static str {
    match status {
        PromotionStatus::Active => "active",
        PromotionStatus::Paused => "paused",
        PromotionStatus::Archived => "archived",
    }
}

fn status_named(name: &str) -> Option<PromotionStatus> {
    [
        PromotionStatus::Active,
        PromotionStatus::Paused,
        PromotionStatus::Archived,
    ]
    .into_iter()
    .find(|status| status_name(*status) == name)
}

/// What is said above the list when a change was refused.
pub(super) fn words_of(page: &Page, error: &Error) -> String {
    match error {
        Error::Refused(refusal) if refusal.fields.iter().any(|f| f.field == "code") => {
            page.t("promotions-restore-taken")
        }
        other => page.error_text(other),
    }
}
