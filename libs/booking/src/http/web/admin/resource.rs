//! One professional or thing: what it is, when it is there, and the week that results.

use actix_web::HttpRequest;
use askama::Template;
use db::TenantTx;
use http::page::{Choice, Crumb, refusal};
use http::{Answer, Can, Form, FormState, Id, Page, Typed, Visitor, html, html_with, permit, see_other};
use kernel::{Error, Result};
use serde::Deserialize;
use validator::Validate;

use super::clock::{capitalised, weekday_name};
use super::resource_form::{DATES, Draft, TRAVELS, copied, read, written};
use super::week::{NextDays, Week};
use crate::model::calendar::clock;
use crate::model::{Day, Resource, ResourceId};
use crate::ops::save_resource::{create_resource, update_resource};
use crate::ops::set_schedule::set_schedule;
use crate::queries::openings::{dates_around, openings_of};
use crate::queries::resources::{get_resource, list_blocks, schedule_of};
use crate::queries::staff::{StaffMember, list_staff};

type Keeper = Can<permit::ManageCatalog>;

/// Zones that shops here choose from; another one is kept when it is there already.
const ZONES: [&str; 12] = [
    "America/Bogota",
    "America/Lima",
    "America/Guayaquil",
    "America/Caracas",
    "America/Panama",
    "America/Mexico_City",
    "America/Santiago",
    "America/Argentina/Buenos_Aires",
    "America/Sao_Paulo",
    "America/New_York",
    "Europe/Madrid",
    "UTC",
];

#[derive(Template)]
#[template(path = "booking/admin/resource.html")]
struct ResourcePage {
    page: Page,
    f: FormState,
    crumbs: Vec<Crumb>,
    kinds: Vec<Choice>,
    staff: Vec<Choice>,
    zones: Vec<Choice>,
    days: Vec<DayRow>,
    weekdays: Vec<Choice>,
    dates: Vec<DateRow>,
    travels: Vec<TravelRow>,
    week: Week,
    path: String,
}

struct DayRow {
    field: String,
    label: String,
}

struct DateRow {
    date: String,
    hours: String,
}

/// Names of the fields of a travel.
struct TravelRow {
    from: String,
    to: String,
    zone: String,
    zones: Vec<Choice>,
}

/// Everything else is read by [`read`].
#[derive(Debug, Deserialize, Validate)]
pub struct ResourceForm {
    /// What was read, for a stored one.
    version: Option<i64>,
    /// `week` shows the week without saving, `copy` copies hours to other days.
    action: Option<String>,
}

/// `GET /admin/resources/new`.
pub async fn blank(ctx: Keeper, req: HttpRequest) -> Answer {
    let usual = (1..=5).map(|day| (format!("day.{day}"), "09:00–13:00, 14:00–18:00".to_owned()));
    let fixed = [
        ("kind", "person".to_owned()),
        ("active", "true".to_owned()),
        ("rests_on_holidays", "true".to_owned()),
        ("time_zone", ctx.shop.time_zone.clone()),
        ("position", "0".to_owned()),
    ];
    let f = FormState::prefilled(
        fixed
            .map(|(name, value)| (name.to_owned(), value))
            .into_iter()
            .chain(usual),
    );
    let page = Page::new(&ctx, &req, ctx.t("agenda-resource-new"));
    let mut tx = ctx.begin().await?;
    let staff = list_staff(&mut tx).await?;
    tx.commit().await?;
    html(&compose(page, f, None, (Week::default(), staff)))
}

/// `GET /admin/resources/{id}`.
pub async fn show(ctx: Keeper, req: HttpRequest, Id(id): Id<ResourceId>) -> Answer {
    let mut tx = ctx.begin().await?;
    let resource = get_resource(&mut tx, id).await?;
    let schedule = schedule_of(&mut tx, &resource).await?;
    let f = FormState::prefilled(written(&resource, &schedule));
    let page = Page::new(&ctx, &req, resource.name.as_str());
    let page = shown(&mut tx, &ctx, page, Some(&resource), f).await?;
    tx.commit().await?;
    html(&page)
}

/// `POST /admin/resources/new`.
pub async fn create(ctx: Keeper, req: HttpRequest, form: Form<ResourceForm>) -> Answer {
    save(ctx, req, None, form).await
}

/// `POST /admin/resources/{id}`.
pub async fn change(
    ctx: Keeper,
    req: HttpRequest,
    Id(id): Id<ResourceId>,
    form: Form<ResourceForm>,
) -> Answer {
    save(ctx, req, Some(id), form).await
}

async fn save(ctx: Keeper, req: HttpRequest, id: Option<ResourceId>, form: Form<ResourceForm>) -> Answer {
    let typed = form.typed;
    let kept = match form.parsed {
        Ok(asked) => match asked.action.as_deref() {
            Some("week") => return html(&again(&ctx, &req, id, |_| FormState::typed(typed)).await?),
            Some("copy") => return html(&again(&ctx, &req, id, |_| FormState::typed(copied(&typed))).await?),
            _ => keep(&ctx, id, &typed, asked.version).await,
        },
        Err(error) => Err(error),
    };
    match kept {
        Ok(id) => Ok(see_other(&format!("/admin/resources/{id}?done=agenda-saved"))),
        Err(error) => {
            let (status, error) = refusal(error)?;
            html_with(
                status,
                &again(&ctx, &req, id, |page| FormState::refused(page, typed, &error)).await?,
            )
        }
    }
}

async fn keep(
    ctx: &Visitor,
    id: Option<ResourceId>,
    typed: &Typed,
    version: Option<i64>,
) -> Result<ResourceId> {
    if id.is_some() && version.is_none() {
        return Err(Error::invalid("version", "required"));
    }
    let draft = read(typed)?;
    let mut tx = ctx.begin().await?;
    let id = write(&mut tx, ctx, id, &draft, version).await?;
    tx.commit().await?;
    Ok(id)
}

async fn write(
    tx: &mut TenantTx,
    ctx: &Visitor,
    id: Option<ResourceId>,
    draft: &Draft,
    version: Option<i64>,
) -> Result<ResourceId> {
    let id = match id {
        Some(id) => update_resource(tx, id, &draft.resource, version)
            .await
            .map(|()| id)?,
        None => create_resource(tx, &draft.resource, &ctx.shop.time_zone).await?,
    };
    let resource = get_resource(tx, id).await?;
    let today = Day::at(tx.now(), &clock(&resource.time_zone)?);
    let set = set_schedule(tx, id, &draft.schedule, today).await;
    set.map_err(|error| draft.by_form_names(error))?;
    Ok(id)
}

/// The week as it would be if this were saved.
async fn week(
    tx: &mut TenantTx,
    ctx: &Visitor,
    page: &Page,
    stored: Option<&Resource>,
    typed: &Typed,
) -> Result<Week> {
    let draft = read(&named(page, typed))?;
    let days = NextDays::after(tx.now(), ctx);
    let (from, until) = days.range;
    let typed = &draft.resource;
    let stored_zone = stored.map_or(ctx.shop.time_zone.as_str(), |one| one.time_zone.as_str());
    let zone = typed.time_zone.as_ref().map_or(stored_zone, |zone| zone.as_str());
    let holidays = typed.rests_on_holidays.then(|| dates_around(from, until));
    let table = draft.timetable()?;
    let schedule = table.for_engine(clock(zone)?, holidays)?;
    // Nothing is blocked of one that is new but what the whole shop has off.
    let id = stored.map(|one| one.id);
    let blocks = list_blocks(tx, id.as_slice(), from, until).await?;
    let mut openings = openings_of(id.unwrap_or_else(|| tx.new_id()), &schedule, days.range);
    openings.retain(|_| typed.active);
    Ok(days.of_resource(page, &openings, &blocks, typed.rests_on_holidays))
}

/// A week can be looked at before there is a name.
fn named(page: &Page, typed: &Typed) -> Typed {
    let pairs = typed.pairs().map(|(name, value)| {
        let is_missing = name == "name" && value.trim().is_empty();
        let value = if is_missing {
            page.title.clone()
        } else {
            value.to_owned()
        };
        (name.to_owned(), value)
    });
    let mut pairs: Vec<_> = pairs.collect();
    if !typed.has("name") {
        pairs.push(("name".to_owned(), page.title.clone()));
    }
    Typed::prefilled(pairs)
}

/// The page once more, with what was typed.
async fn again(
    ctx: &Visitor,
    req: &HttpRequest,
    id: Option<ResourceId>,
    fill: impl FnOnce(&Page) -> FormState,
) -> Result<ResourcePage> {
    let mut tx = ctx.begin().await?;
    let stored = match id {
        Some(id) => Some(get_resource(&mut tx, id).await?),
        None => None,
    };
    let title = match &stored {
        Some(resource) => resource.name.clone(),
        None => ctx.t("agenda-resource-new"),
    };
    let page = Page::new(ctx, req, title);
    let f = fill(&page);
    let page = shown(&mut tx, ctx, page, stored.as_ref(), f).await?;
    tx.commit().await?;
    Ok(page)
}

async fn shown(
    tx: &mut TenantTx,
    ctx: &Visitor,
    page: Page,
    stored: Option<&Resource>,
    f: FormState,
) -> Result<ResourcePage> {
    let week = week(tx, ctx, &page, stored, f.all()).await;
    let week = Week::or_problem(&page, week)?;
    let staff = list_staff(tx).await?;
    Ok(compose(page, f, stored.map(|one| one.id), (week, staff)))
}

fn compose(
    page: Page,
    f: FormState,
    id: Option<ResourceId>,
    (week, staff): (Week, Vec<StaffMember>),
) -> ResourcePage {
    let weekdays: Vec<_> = (1..=7)
        .map(|day| Choice::new(day.to_string(), capitalised(&weekday_name(&page, day))))
        .collect();
    let days = weekdays.iter().map(|day| DayRow {
        field: format!("day.{}", day.value),
        label: day.label.clone(),
    });
    ResourcePage {
        crumbs: vec![
            Crumb::new("/admin/resources", page.t("agenda-resources-title")),
            Crumb::new("", page.title.clone()),
        ],
        kinds: vec![
            Choice::new("person", page.t("agenda-kind-person")),
            Choice::new("thing", page.t("agenda-kind-thing")),
        ],
        staff: staff.into_iter().map(member).collect(),
        zones: zones(f.value("time_zone")),
        days: days.collect(),
        weekdays,
        dates: date_rows(&f),
        travels: travel_rows(&f),
        week,
        path: id.map_or("/admin/resources/new".to_owned(), |id| {
            format!("/admin/resources/{id}")
        }),
        page,
        f,
    }
}

/// Two may have one name; nobody has another's address.
fn member(one: StaffMember) -> Choice {
    Choice::new(one.person_id.to_string(), format!("{} ({})", one.name, one.email))
}

fn zones(current: &str) -> Vec<Choice> {
    let other = (!current.is_empty() && !ZONES.contains(&current)).then_some(current);
    let name = |zone: &str| zone.rsplit('/').next().unwrap_or(zone).replace('_', " ");
    other
        .into_iter()
        .chain(ZONES)
        .map(|zone| Choice::new(zone, name(zone)))
        .collect()
}

/// Those that are filled, and two more.
fn date_rows(f: &FormState) -> Vec<DateRow> {
    let is_filled = |row: &usize| {
        ["date", "hours"]
            .iter()
            .any(|name| !f.value(&format!("{name}.{row}")).is_empty())
    };
    let filled = (0..DATES).filter(is_filled).max().map_or(0, |last| last + 1);
    let row = |row| DateRow {
        date: format!("date.{row}"),
        hours: format!("hours.{row}"),
    };
    (0..(filled + 2).min(DATES)).map(row).collect()
}

/// Those that are filled, and one more.
fn travel_rows(f: &FormState) -> Vec<TravelRow> {
    let is_filled = |row: &usize| !f.value(&format!("away_from.{row}")).is_empty();
    let filled = (0..TRAVELS).filter(is_filled).max().map_or(0, |last| last + 1);
    let row = |row| {
        let zone = format!("away_zone.{row}");
        TravelRow {
            from: format!("away_from.{row}"),
            to: format!("away_to.{row}"),
            zones: zones(f.value(&zone)),
            zone,
        }
    };
    (0..(filled + 1).min(TRAVELS)).map(row).collect()
}
