//! Choosing with whom and when, and keeping the time that was chosen.

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use askama::Template;
use http::page::{Choice, Frame};
use http::{Answer, Form, Id, Page, Query, Visitor, html_with, see_other};
use kernel::{Error, Instant, Result};
use serde::Deserialize;
use validator::Validate;

use super::free::{Free, Wish};
use super::service_face::ServiceFace;
use super::services::page_of;
use super::times::Times;
use super::way::{Choices, Way, details_path};
use crate::desk::Desk;
use crate::http::caller::{count, instant};
use crate::http::device::know;
use crate::model::{ResourceId, Service};
use crate::ops::hold::{Held, HoldRequest, hold};
use crate::queries::professionals::{Professional, list_professionals};
use crate::queries::services::find_by_slug;

#[derive(Template)]
#[template(path = "booking/storefront/steps.html")]
struct StepsPage {
    page: Page,
    service: ServiceFace,
    /// Whom one can choose; nobody when there is one only.
    people: Vec<Person>,
    /// How many can come together; nothing when it is one.
    party: Vec<Choice>,
    seats: String,
    with: String,
    /// The day and the weeks that were chosen, or nothing.
    dates: [String; 2],
    times: Times,
    action: String,
    back: String,
    /// Why the time that was chosen is not to be had.
    problem: String,
}

/// Somebody to choose.
pub struct Person {
    pub name: String,
    /// What differs with them.
    pub hint: String,
    pub url: String,
    pub chosen: bool,
}

/// The time that somebody tapped.
#[derive(Debug, Deserialize, Validate)]
pub struct TimeForm {
    pub start: String,
    pub with: Option<ResourceId>,
    pub seats: Option<i16>,
}

/// `GET /reservar/{slug}`.
pub async fn show(visitor: Visitor, req: HttpRequest, slug: Id<String>, choices: Query<Choices>) -> Answer {
    let steps = Steps {
        frame: choices.frame(),
        problem: None,
    };
    let mut page = steps
        .show(&visitor, &req, &slug.0, |service| choices.wish(service))
        .await?;
    know(&visitor, &req, &mut page);
    Ok(page)
}

/// `POST /reservar/{slug}`: keeps the time while the customer types. One that is gone answers with those that are left.
pub async fn keep(
    visitor: Visitor,
    req: HttpRequest,
    slug: Id<String>,
    choices: Query<Choices>,
    form: Form<TimeForm>,
) -> Answer {
    let form = form.into_inner()?;
    let frame = choices.frame();
    count(&visitor, &req).await?;
    match hold_time(&visitor, &slug.0, &form).await {
        Ok(held) => Ok(see_other(&details_path(
            &slug.0,
            held.booking.booking_id,
            &held.key.text,
            frame,
        ))),
        Err(error) if is_gone(&error) => {
            let steps = Steps {
                frame,
                problem: Some(error),
            };
            let wish = |_: &Service| form.wish(&visitor);
            steps.show(&visitor, &req, &slug.0, wish).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Whether somebody else has it by now, or it is not offered any more.
pub fn is_gone(error: &Error) -> bool {
    matches!(error.code(), Some("slot_taken" | "slot_not_offered"))
}

/// Keeps it in a transaction of its own.
pub async fn hold_time(visitor: &Visitor, slug: &str, form: &TimeForm) -> Result<Held> {
    let start = instant("start", &form.start)?;
    let desk = Desk::of(&visitor.app);
    let mut tx = visitor.begin_generic().await?;
    let service = find_by_slug(&mut tx, slug).await?.ok_or_else(Error::not_found)?;
    let request = HoldRequest {
        service_id: service.service_id,
        resource_id: form.with,
        start,
        seats: form
            .seats
            .filter(|seats| (1..=service.seats).contains(seats))
            .unwrap_or(1),
    };
    let held = hold(
        &mut tx,
        &desk,
        &visitor.shop,
        &request,
        (desk.rules.hold_seconds, visitor.locale),
    )
    .await?;
    tx.commit().await?;
    Ok(held)
}

impl TimeForm {
    /// Other times of the same day, with the same.
    pub fn wish(&self, visitor: &Visitor) -> Wish {
        let start: Option<Instant> = instant("start", &self.start).ok();
        Wish {
            only: self.with,
            seats: self.seats.unwrap_or(1),
            day: start.map(|start| crate::model::Day::at(start, &visitor.shop.zone())),
            ..Wish::default()
        }
    }
}

/// How the page is shown.
struct Steps {
    frame: Frame,
    problem: Option<Error>,
}

impl Steps {
    async fn show(
        &self,
        visitor: &Visitor,
        req: &HttpRequest,
        slug: &str,
        wish: impl FnOnce(&Service) -> Wish,
    ) -> Answer {
        let zone = visitor.shop.zone();
        let mut tx = visitor.begin_generic().await?;
        let service = find_by_slug(&mut tx, slug).await?.ok_or_else(Error::not_found)?;
        let professionals = list_professionals(&mut tx, &[service.service_id]).await?;
        let mut wish = wish(&service);
        wish.only = chosen(&professionals, wish.only);
        let free = Free::read(&mut tx, &service, &wish, &zone).await?;
        tx.commit().await?;
        let mut page = page_of(visitor, req, self.frame, service.name.clone());
        page.description.clone_from(&service.description);
        let way = Way::to_service(&service, &wish, self.frame);
        let times = Times::new(
            &page,
            &free,
            (&zone, &visitor.shop.time_zone),
            service.seats > 1,
            &way,
        );
        let problem = self.problem.as_ref();
        let status = if problem.is_some() {
            StatusCode::CONFLICT
        } else {
            StatusCode::OK
        };
        html_with(
            status,
            &StepsPage {
                service: ServiceFace::new(&page, &service, &professionals, wish.only),
                people: people(&page, &professionals, &way),
                party: party(&page, &service),
                seats: wish.seats.to_string(),
                dates: way.dates(),
                with: wish.only.map(|only| only.to_string()).unwrap_or_default(),
                action: http::page::address(&way.path, &[("embed", self.frame.word())]),
                back: http::page::address("/reservar", &[("embed", self.frame.word())]),
                problem: problem.map(|error| page.error_text(error)).unwrap_or_default(),
                times,
                page,
            },
        )
    }
}

/// Somebody who does not serve it is nobody's choice.
pub fn chosen(professionals: &[Professional], only: Option<ResourceId>) -> Option<ResourceId> {
    only.filter(|only| professionals.iter().any(|one| one.resource_id == *only))
}

/// Anybody first, which is the shortest way.
pub fn people(page: &Page, professionals: &[Professional], way: &Way) -> Vec<Person> {
    if professionals.len() < 2 {
        return vec![];
    }
    let anybody = Person {
        name: page.t("book-anybody"),
        hint: page.t("book-anybody-hint"),
        url: way.with(None),
        chosen: way.only.is_none(),
    };
    let one = |one: &Professional| Person {
        name: one.name.clone(),
        hint: hint(page, one),
        url: way.with(Some(one.resource_id)),
        chosen: way.only == Some(one.resource_id),
    };
    std::iter::once(anybody)
        .chain(professionals.iter().map(one))
        .collect()
}

fn hint(page: &Page, one: &Professional) -> String {
    let length = one.duration.map(|minutes| super::words::duration(minutes.into()));
    let price = one.price.map(|price| page.money(price));
    [price, length]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ")
}

/// More than this many at once call the shop.
const PARTY: i16 = 10;

fn party(page: &Page, service: &Service) -> Vec<Choice> {
    if service.seats < 2 {
        return vec![];
    }
    let choice = |n: i16| Choice::new(n.to_string(), page.tn("book-people", "count", n));
    (1..=service.seats.min(PARTY)).map(choice).collect()
}
