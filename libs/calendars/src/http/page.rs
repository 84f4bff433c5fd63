//! The page of calendars outside: whose are connected, what of them is read and written, and what happened.

use actix_web::HttpRequest;
use askama::Template;
use booking::model::{Resource, ResourceId, ResourceKind};
use booking::queries::resources::list_resources;
use http::page::Notice;
use http::{Answer, Can, Page, Query, html, permit};
use serde::Deserialize;

use super::problem::Problem;
use crate::clerk::Clerk;
use crate::model::{Account, AccountId, AccountStatus, Calendar, CalendarId, Provider};
use crate::queries::{Note, list_accounts, list_calendars, list_notes};

/// What stands in the address.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    problem: Option<Problem>,
}

#[derive(Template)]
#[template(path = "calendars/page.html")]
struct CalendarsPage {
    page: Page,
    /// Whether this server knows Google.
    offered: bool,
    people: Vec<Person>,
    lines: Vec<Line>,
}

/// Somebody whose time is booked.
struct Person {
    id: ResourceId,
    name: String,
    symbol: &'static str,
    google_href: String,
    server_href: String,
    feed_href: String,
    accounts: Vec<AccountBox>,
}

/// An account, and its form.
struct AccountBox {
    id: AccountId,
    name: String,
    /// Where it is, in words.
    provider: String,
    /// Whether it only is read, all of it.
    is_feed: bool,
    reconnect: bool,
    /// Where it is connected again; nothing where that cannot be done now.
    again_href: String,
    /// Whether something of it is used.
    used: bool,
    calendars: Vec<CalendarRow>,
    /// Those that can be written.
    writable: Vec<CalendarRow>,
    writes_none: bool,
}

#[derive(Clone)]
struct CalendarRow {
    id: CalendarId,
    name: String,
    reads: bool,
    writes: bool,
    /// How it went last, where it is used.
    standing: String,
    trouble: String,
}

/// A line of the log.
struct Line {
    when: String,
    text: String,
    whose: String,
}

/// `GET /admin/calendars`.
pub async fn page(ctx: Can<permit::ManageCatalog>, req: HttpRequest, wanted: Query<Wanted>) -> Answer {
    let mut page = Page::titled(&ctx, &req, "calendars-title");
    if let Some(problem) = wanted.problem {
        page.notices.push(Notice {
            kind: "error",
            text: page.t(&problem.text_key()),
        });
    }
    let mut tx = ctx.begin().await?;
    let resources = list_resources(&mut tx).await?;
    let accounts = list_accounts(&mut tx).await?;
    let calendars = list_calendars(&mut tx).await?;
    let notes = list_notes(&mut tx).await?;
    tx.commit().await?;
    html(&CalendarsPage {
        offered: Clerk::of(&ctx.app).google().is_some(),
        people: people(&page, resources, &accounts, &calendars),
        lines: notes.iter().map(|note| line(&page, note)).collect(),
        page,
    })
}

/// Those out of use only while something of theirs is connected.
fn people(
    page: &Page,
    resources: Vec<Resource>,
    accounts: &[Account],
    calendars: &[Calendar],
) -> Vec<Person> {
    let person = |resource: Resource| {
        let own = accounts
            .iter()
            .filter(|account| account.resource_id == resource.id);
        let accounts: Vec<AccountBox> = own.map(|account| account_box(page, account, calendars)).collect();
        (resource.active || !accounts.is_empty()).then(|| Person {
            id: resource.id,
            google_href: format!("/admin/calendars/google?resource={}", resource.id),
            server_href: format!("/admin/calendars/server?resource={}", resource.id),
            feed_href: format!("/admin/calendars/feed?resource={}", resource.id),
            name: resource.name,
            symbol: match resource.kind {
                ResourceKind::Person => "id-card",
                ResourceKind::Thing => "armchair",
            },
            accounts,
        })
    };
    resources.into_iter().filter_map(person).collect()
}

fn account_box(page: &Page, account: &Account, calendars: &[Calendar]) -> AccountBox {
    let own = calendars
        .iter()
        .filter(|one| one.account_id == account.account_id);
    let (account_id, resource) = (account.account_id, account.resource_id);
    let rows = |one: &Calendar| row(page, one);
    let writable = own.clone().filter(|one| one.writable);
    AccountBox {
        id: account_id,
        name: account.name.clone(),
        provider: page.t(&format!("calendars-provider-{}", account.provider.as_str())),
        is_feed: account.provider == Provider::Feed,
        again_href: match account.provider {
            Provider::Google => format!("/admin/calendars/google?resource={resource}"),
            _ => format!("/admin/calendars/server?resource={resource}&account={account_id}"),
        },
        reconnect: account.status == AccountStatus::Reconnect,
        used: own.clone().any(|one| one.reads || one.writes),
        writes_none: !own.clone().any(|one| one.writes),
        writable: writable.map(rows).collect(),
        calendars: own.map(rows).collect(),
    }
}

fn row(page: &Page, calendar: &Calendar) -> CalendarRow {
    let used = calendar.reads || calendar.writes;
    let standing = match calendar.synced_at {
        _ if !used => String::new(),
        Some(when) => page.tn("calendars-synced", "when", page.moment(when)),
        None => page.t("calendars-not-synced"),
    };
    let trouble = match calendar.trouble.as_deref() {
        None => String::new(),
        Some("rate_limited") => page.t("calendars-trouble-limited"),
        Some("unavailable" | "unauthorized") => page.t("calendars-trouble-away"),
        Some("unreadable") => page.t("calendars-trouble-unreadable"),
        Some("not_allowed") => page.t("calendars-trouble-not-allowed"),
        Some(_) => page.t("calendars-trouble-refused"),
    };
    CalendarRow {
        id: calendar.calendar_id,
        name: calendar.name.clone(),
        reads: calendar.reads,
        writes: calendar.writes,
        standing,
        trouble,
    }
}

fn line(page: &Page, note: &Note) -> Line {
    let key = format!("calendars-note-{}", note.kind.replace('_', "-"));
    Line {
        when: page.moment(note.created_at),
        text: page.tn(&key, "about", note.about.as_deref().unwrap_or_default()),
        whose: match &note.calendar {
            Some(calendar) if *calendar != note.account => format!("{calendar} · {}", note.account),
            _ => note.account.clone(),
        },
    }
}
