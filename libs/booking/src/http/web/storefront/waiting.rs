//! Waiting for a time to become free, and giving that up.

use actix_web::HttpRequest;
use askama::Template;
use http::page::{Choice, address};
use http::{Answer, Form, FormState, Id, Page, Query, Typed, Visitor, html, html_with, see_other};
use kernel::{Error, Result};

use super::booking::BookingQuery;
use super::details::Anything;
use super::details_form::{Faults, contact, known};
use super::service_face::ServiceFace;
use super::services::page_of;
use super::steps::chosen;
use super::way::{Choices, Way, service_path};
use super::words::long_day;
use crate::desk::Desk;
use crate::http::caller::{count, customer};
use crate::model::{Day, EntryId, Service};
use crate::ops::wait_in_line::{InLine, WaitRequest, leave_line, wait_in_line};
use crate::queries::professionals::{Professional, list_professionals};
use crate::queries::services::find_by_slug;
use crate::queries::waitlist::{EntryView, get_entry};

/// How long somebody waits who names no other day.
const WEEK: i32 = 7;

#[derive(Template)]
#[template(path = "booking/storefront/wait.html")]
struct WaitPage {
    page: Page,
    f: FormState,
    service: ServiceFace,
    people: Vec<Choice>,
    action: String,
    back: String,
}

#[derive(Template)]
#[template(path = "booking/storefront/in_line.html")]
struct InLinePage {
    page: Page,
    service: String,
    /// From when to when.
    days: String,
    email: String,
    /// Whether the place is still theirs.
    waits: bool,
    offered: bool,
    action: String,
    again: String,
}

/// `GET /reservar/{slug}/espera`.
pub async fn show(visitor: Visitor, req: HttpRequest, slug: Id<String>, choices: Query<Choices>) -> Answer {
    let (service, professionals) = read(&visitor, &slug.0).await?;
    let mut tx = visitor.begin_generic().await?;
    let mut pairs = known(&mut tx, &visitor).await?;
    tx.commit().await?;
    let wish = choices.wish(&service);
    let today = Day::at(visitor.app.env.now(), &visitor.shop.zone());
    let from = wish.day.unwrap_or(today).max(today);
    let to = if wish.day.is_some() { from } else { from.plus(WEEK) };
    let page = page_of(&visitor, &req, choices.frame(), visitor.t("book-wait-title"));
    let with = chosen(&professionals, wish.only)
        .map(|only| only.to_string())
        .unwrap_or_default();
    let own = [
        ("from", from.to_string()),
        ("to", to.to_string()),
        ("with", with),
        ("seats", wish.seats.to_string()),
    ];
    pairs.extend(own.map(|(name, value)| (name.to_owned(), value)));
    html(&WaitPage::new(
        page,
        FormState::prefilled(pairs),
        &service,
        &professionals,
    ))
}

/// `POST /reservar/{slug}/espera`.
pub async fn join(
    visitor: Visitor,
    req: HttpRequest,
    slug: Id<String>,
    choices: Query<Choices>,
    form: Form<Anything>,
) -> Answer {
    let typed = form.typed;
    let (service, professionals) = read(&visitor, &slug.0).await?;
    let frame = choices.frame();
    match enter(&visitor, &req, &service, &typed).await {
        Ok(place) => {
            let path = format!("/reservar/espera/{}", place.id);
            Ok(see_other(&address(
                &path,
                &[("key", &place.key), ("embed", frame.word())],
            )))
        }
        Err(error) => {
            let (status, error) = http::page::refusal(error)?;
            let page = page_of(&visitor, &req, frame, visitor.t("book-wait-title"));
            let f = FormState::refused(&page, typed, &error);
            html_with(status, &WaitPage::new(page, f, &service, &professionals))
        }
    }
}

/// `GET /reservar/espera/{id}?key=`.
pub async fn place(
    visitor: Visitor,
    req: HttpRequest,
    id: Id<EntryId>,
    query: Query<BookingQuery>,
) -> Answer {
    let mut tx = visitor.begin_generic().await?;
    let entry = get_entry(&mut tx, id.0, query.key()).await?;
    tx.commit().await?;
    let page = page_of(&visitor, &req, query.frame(), visitor.t("book-in-line-title"));
    let embed = page.frame.word();
    html(&InLinePage {
        days: days(&page, &entry),
        waits: matches!(entry.status.as_str(), "waiting" | "offered"),
        offered: entry.status == "offered",
        action: address(
            &format!("/reservar/espera/{}", id.0),
            &[("key", query.key()), ("embed", embed)],
        ),
        again: address("/reservar", &[("embed", embed)]),
        service: entry.service_name,
        email: entry.email,
        page,
    })
}

/// `POST /reservar/espera/{id}?key=`: gives the place up.
pub async fn leave(
    visitor: Visitor,
    id: Id<EntryId>,
    query: Query<BookingQuery>,
    form: Form<Anything>,
) -> Answer {
    form.into_inner()?;
    let mut tx = visitor.begin_generic().await?;
    leave_line(
        &mut tx,
        &Desk::of(&visitor.app),
        &visitor.shop,
        id.0,
        Some(query.key()),
    )
    .await?;
    tx.commit().await?;
    let pairs = [
        ("key", query.key()),
        ("done", "booking-line-left"),
        ("embed", query.frame().word()),
    ];
    Ok(see_other(&address(&format!("/reservar/espera/{}", id.0), &pairs)))
}

async fn read(visitor: &Visitor, slug: &str) -> Result<(Service, Vec<Professional>)> {
    let mut tx = visitor.begin_generic().await?;
    let service = find_by_slug(&mut tx, slug).await?.ok_or_else(Error::not_found)?;
    let professionals = list_professionals(&mut tx, &[service.service_id]).await?;
    tx.commit().await?;
    Ok((service, professionals))
}

async fn enter(visitor: &Visitor, req: &HttpRequest, service: &Service, typed: &Typed) -> Result<InLine> {
    let mut faults = Faults::default();
    let contact = contact(typed, &mut faults);
    let (from, to) = (
        faults.day("from", typed.get("from")),
        faults.day("to", typed.get("to")),
    );
    let whole = contact.zip(from).zip(to);
    let ((contact, from), to) = faults.or(whole)?;
    let customer = customer(visitor, &contact);
    let request = WaitRequest {
        service_id: service.service_id,
        resource_id: typed.get("with").parse().ok(),
        from,
        to,
        seats: typed
            .get("seats")
            .parse()
            .unwrap_or(1)
            .clamp(1, service.seats.max(1)),
        customer: contact,
    };
    count(visitor, req).await?;
    let mut tx = visitor.begin_generic().await?;
    let desk = Desk::of(&visitor.app);
    let place = wait_in_line(&mut tx, &desk, &visitor.shop, &customer, &request).await?;
    tx.commit().await?;
    Ok(place)
}

fn days(page: &Page, entry: &EntryView) -> String {
    let said = |day: Day| long_day(day.date(), page.locale());
    if entry.from_date == entry.to_date {
        return said(entry.from_date);
    }
    format!("{} – {}", said(entry.from_date), said(entry.to_date))
}

impl WaitPage {
    fn new(page: Page, f: FormState, service: &Service, professionals: &[Professional]) -> Self {
        let way = Way::to_service(service, &super::free::Wish::default(), page.frame);
        let people = if professionals.len() < 2 {
            &[]
        } else {
            professionals
        };
        let path = format!("{}/espera", service_path(&service.slug));
        Self {
            people: people
                .iter()
                .map(|one| Choice::new(one.resource_id.to_string(), &one.name))
                .collect(),
            service: ServiceFace::new(&page, service, professionals, None),
            action: address(&path, &[("embed", page.frame.word())]),
            back: way.at(&[]),
            f,
            page,
        }
    }
}
