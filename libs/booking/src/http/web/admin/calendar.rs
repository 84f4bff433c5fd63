//! The calendar: a day with a column for each professional and thing, or a week.

use actix_web::HttpRequest;
use askama::Template;
use db::TenantTx;
use http::page::{Choice, Tab, address};
use http::{Answer, Can, Page, Query, Visitor, html, permit};
use kernel::{Instant, Permission, Result};
use serde::Deserialize;

use super::calendar_agenda::{AgendaDay, agenda};
use super::calendar_grid::{Column, Grid, Lane};
use super::clock::{capitalised, day_name, weekday_name};
use super::parts::resource_choices;
use crate::http::caller::scope_of;
use crate::model::{Day, Resource, ResourceId, Scope};
use crate::queries::calendar::{CalendarView, read_calendar};
use crate::queries::openings::{Opening, list_openings};

/// What stands in the address.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    date: Option<String>,
    #[serde(default)]
    view: View,
    resource: Option<ResourceId>,
}

/// How much of it is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum View {
    /// A column for each resource.
    #[default]
    Day,
    /// A column for each day.
    Week,
}

impl View {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
        }
    }

    const fn days(self) -> i32 {
        match self {
            Self::Day => 1,
            Self::Week => 7,
        }
    }
}

#[derive(Template)]
#[template(path = "booking/admin/calendar.html")]
struct CalendarPage {
    page: Page,
    date: String,
    /// The day, or the first and last of the week.
    shown: String,
    view: &'static str,
    tabs: Vec<Tab>,
    resource: String,
    resources: Vec<Choice>,
    previous: String,
    today: String,
    next: String,
    grid: Grid,
    agenda: Vec<AgendaDay>,
    /// Whether the reader books for others.
    manages: bool,
    /// Whether they move what stands in their columns.
    serves: bool,
    is_empty: bool,
}

/// Everything that the page is made of.
pub(super) struct Stretch {
    pub(super) days: Vec<Day>,
    pub(super) view: CalendarView,
    pub(super) openings: Vec<Opening>,
    /// Whose appointments the reader works with.
    pub(super) scope: Scope,
    pub(super) now: Instant,
}

/// `GET /admin/calendar`.
pub async fn page(ctx: Can<permit::ViewBookings>, req: HttpRequest, wanted: Query<Wanted>) -> Answer {
    let mut tx = ctx.begin().await?;
    let today = Day::at(tx.now(), &ctx.shop.zone());
    let date = wanted
        .date
        .as_ref()
        .and_then(|date| date.parse().ok())
        .unwrap_or(today);
    let scope = scope_of(&mut tx, &ctx).await?;
    let stretch = read(&mut tx, &ctx, scope, &wanted, date).await?;
    tx.commit().await?;
    let page = Page::titled(&ctx, &req, "agenda-calendar-title");
    html(&shown(&ctx, page, &wanted, date, today, stretch))
}

async fn read(tx: &mut TenantTx, ctx: &Visitor, scope: Scope, wanted: &Wanted, date: Day) -> Result<Stretch> {
    let zone = ctx.shop.zone();
    let first = match wanted.view {
        View::Day => date,
        View::Week => date.plus(-i32::from(date.date().weekday().to_monday_zero_offset())),
    };
    let days: Vec<Day> = (0..wanted.view.days()).map(|n| first.plus(n)).collect();
    let end = first.plus(wanted.view.days());
    let range = (first.start_in(&zone), end.start_in(&zone));
    let mut view = read_calendar(tx, scope, range.0, range.1).await?;
    view.bookings.retain(|booking| booking.status.takes_time());
    if let Some(only) = wanted.resource {
        keep_only(&mut view, only);
    }
    let openings = list_openings(tx, &view.resources, range).await?;
    Ok(Stretch {
        days,
        openings,
        scope,
        now: tx.now(),
        view,
    })
}

/// What concerns one of them.
fn keep_only(view: &mut CalendarView, only: ResourceId) {
    view.bookings
        .retain(|booking| booking.resource_ids.contains(&only));
    view.held.retain(|held| held.resource_ids.contains(&only));
    view.blocks
        .retain(|block| block.resource_id.is_none_or(|whose| whose == only));
    view.busy_elsewhere.retain(|busy| busy.resource_id == only);
    view.busy_others.retain(|busy| busy.resource_id == only);
}

fn shown(
    ctx: &Visitor,
    page: Page,
    wanted: &Wanted,
    date: Day,
    today: Day,
    stretch: Stretch,
) -> CalendarPage {
    let resource = wanted.resource.map(|id| id.to_string()).unwrap_or_default();
    let link = |view: View, date: Day| {
        let date = date.to_string();
        let view = if view == View::Day { "" } else { view.as_str() };
        address(
            "/admin/calendar",
            &[("view", view), ("date", &date), ("resource", &resource)],
        )
    };
    let tab = |view: View, key: &str| Tab {
        href: link(view, date),
        label: page.t(key),
        current: view == wanted.view,
        count: None,
    };
    let person = ctx.person.as_ref();
    let may = |permission| person.is_some_and(|person| person.role.may(permission));
    let columns = columns(&page, wanted, &stretch);
    let grid = Grid::of(&page, &stretch, columns);
    let step = wanted.view.days();
    CalendarPage {
        date: date.to_string(),
        shown: days_shown(&page, &stretch.days),
        view: wanted.view.as_str(),
        tabs: vec![
            tab(View::Day, "agenda-view-day"),
            tab(View::Week, "agenda-view-week"),
        ],
        resources: resource_choices(&stretch.view.resources, &resource),
        previous: link(wanted.view, date.plus(-step)),
        today: link(wanted.view, today),
        next: link(wanted.view, date.plus(step)),
        agenda: agenda(&page, &stretch, wanted.resource),
        manages: may(Permission::ManageBookings),
        serves: may(Permission::ServeBookings),
        is_empty: stretch.view.resources.is_empty(),
        grid,
        page,
        resource,
    }
}

fn days_shown(page: &Page, days: &[Day]) -> String {
    let name = |day: &Day| day_name(page, *day);
    let ends: Vec<String> = days
        .first()
        .into_iter()
        .chain(days.get(1..).and_then(<[Day]>::last))
        .map(name)
        .collect();
    capitalised(&ends.join(" – "))
}

/// In the day view those who are in use, or have something on that day; in the week view its days.
fn columns(page: &Page, wanted: &Wanted, stretch: &Stretch) -> Vec<Column> {
    if wanted.view == View::Week {
        let short = |day: Day| {
            let weekday = weekday_name(page, day.date().weekday().to_monday_one_offset());
            let letters: String = weekday.chars().take(3).collect();
            format!("{letters} {}", day.date().day())
        };
        let whose = wanted.resource.or(stretch.scope.only());
        let column = |day: &Day| Column::new(short(*day), day_name(page, *day), Lane::day(*day, whose));
        return stretch.days.iter().map(column).collect();
    }
    let Some(day) = stretch.days.first() else {
        return vec![];
    };
    let is_shown = |one: &&Resource| {
        let has_something = stretch
            .view
            .bookings
            .iter()
            .any(|booking| booking.resource_ids.contains(&one.id));
        (one.active || has_something) && wanted.resource.is_none_or(|only| only == one.id)
    };
    let column =
        |one: &Resource| Column::new(one.name.clone(), one.name.clone(), Lane::day(*day, Some(one.id)));
    stretch
        .view
        .resources
        .iter()
        .filter(is_shown)
        .map(column)
        .collect()
}
