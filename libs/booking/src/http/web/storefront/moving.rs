//! Moving an appointment to another of the free times.

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use askama::Template;
use http::page::Frame;
use http::{Answer, Form, Id, Page, Query, Visitor, html_with, see_other};
use kernel::{Error, Result};

use super::booking::read;
use super::booking_page::Facts;
use super::free::{Free, Wish};
use super::services::page_of;
use super::steps::{Person, TimeForm, chosen, is_gone, people};
use super::times::Times;
use super::way::{Choices, Way, booking_page};
use crate::desk::Desk;
use crate::http::caller::{count, instant};
use crate::model::{Booking, BookingId, Day, ResourceId, Service};
use crate::ops::cancel_booking::By;
use crate::ops::move_booking::{MoveRequest, move_booking};
use crate::queries::bookings::list_servers_of;
use crate::queries::professionals::list_professionals;

#[derive(Template)]
#[template(path = "booking/storefront/move.html")]
struct MovePage {
    page: Page,
    facts: Facts,
    people: Vec<Person>,
    with: String,
    times: Times,
    action: String,
    back: String,
    problem: String,
}

/// `GET /reservas/{id}/mover?key=`.
pub async fn show(visitor: Visitor, req: HttpRequest, id: Id<BookingId>, choices: Query<Choices>) -> Answer {
    let ask = Ask::of(&visitor, &req, id.0, &choices);
    ask.show(|service| choices.wish(service), None).await
}

/// `POST /reservas/{id}/mover?key=`: one that is gone answers with those that are left.
pub async fn go(
    visitor: Visitor,
    req: HttpRequest,
    id: Id<BookingId>,
    choices: Query<Choices>,
    form: Form<TimeForm>,
) -> Answer {
    let form = form.into_inner()?;
    let ask = Ask::of(&visitor, &req, id.0, &choices);
    count(&visitor, &req).await?;
    match ask.take(&form).await {
        Ok(()) => Ok(see_other(&booking_page(
            id.0,
            "",
            &ask.key,
            "booking-moved",
            ask.frame,
        ))),
        Err(error) if is_gone(&error) => ask.show(|_| form.wish(&visitor), Some(error)).await,
        Err(error) => Err(error.into()),
    }
}

/// Who asks about which appointment.
struct Ask<'a> {
    visitor: &'a Visitor,
    req: &'a HttpRequest,
    id: BookingId,
    key: String,
    frame: Frame,
}

impl<'a> Ask<'a> {
    fn of(visitor: &'a Visitor, req: &'a HttpRequest, id: BookingId, choices: &Choices) -> Self {
        Self {
            visitor,
            req,
            id,
            key: choices.key().to_owned(),
            frame: choices.frame(),
        }
    }

    async fn take(&self, form: &TimeForm) -> Result<()> {
        let request = MoveRequest {
            start: instant("start", &form.start)?,
            resource_id: form.with,
            duration: None,
            insists: false,
            version: None,
        };
        let desk = Desk::of(&self.visitor.app);
        let mut tx = self.visitor.begin_generic().await?;
        read(&mut tx, self.visitor, self.id, &self.key).await?;
        move_booking(
            &mut tx,
            &desk,
            &self.visitor.shop,
            self.id,
            &request,
            By::Customer,
        )
        .await?;
        tx.commit().await
    }

    async fn show(&self, wish: impl FnOnce(&Service) -> Wish, problem: Option<Error>) -> Answer {
        let zone = self.visitor.shop.zone();
        let mut tx = self.visitor.begin_generic().await?;
        let (booking, service) = read(&mut tx, self.visitor, self.id, &self.key).await?;
        if !service.active || !booking.status.is_ahead() {
            return Ok(see_other(&booking_page(self.id, "", &self.key, "", self.frame)));
        }
        let professionals = list_professionals(&mut tx, &[service.service_id]).await?;
        let wish = self.wish_for(&booking, wish(&service), |only| chosen(&professionals, only));
        let free = Free::read(&mut tx, &service, &wish, &zone).await?;
        let servers = list_servers_of(&mut tx, &booking).await?;
        tx.commit().await?;
        let page = page_of(
            self.visitor,
            self.req,
            self.frame,
            self.visitor.t("book-move-title"),
        );
        let way = self.way(&wish);
        let name = self.visitor.shop.time_zone.as_str();
        let status = if problem.is_some() {
            StatusCode::CONFLICT
        } else {
            StatusCode::OK
        };
        let view = MovePage {
            facts: Facts::new(&page, &booking, &service, &servers),
            people: people(&page, &professionals, &way),
            with: wish.only.map(|only| only.to_string()).unwrap_or_default(),
            times: Times::new(&page, &free, (&zone, name), service.seats > 1, &way),
            action: booking_page(self.id, "/mover", &self.key, "", self.frame),
            back: booking_page(self.id, "", &self.key, "", self.frame),
            problem: problem.map(|error| page.error_text(&error)).unwrap_or_default(),
            page,
        };
        html_with(status, &view)
    }

    /// For as many as it was, beginning where it is, and as if it were not there.
    fn wish_for(
        &self,
        booking: &Booking,
        wish: Wish,
        chosen: impl FnOnce(Option<ResourceId>) -> Option<ResourceId>,
    ) -> Wish {
        let its_day = Day::at(booking.starts_at, &self.visitor.shop.zone());
        Wish {
            only: chosen(wish.only),
            seats: booking.seats,
            week: wish.week.or(wish.day).or(Some(its_day)),
            near: Some(its_day),
            moving: Some(self.id),
            ..wish
        }
    }

    fn way(&self, wish: &Wish) -> Way {
        Way {
            path: format!("/reservas/{}/mover", self.id),
            wait: String::new(),
            only: wish.only,
            seats: 1,
            day: wish.day,
            week: wish.week.filter(|_| wish.day.is_none()),
            frame: self.frame,
            key: self.key.clone(),
        }
    }
}
