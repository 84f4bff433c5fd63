//! Who comes: the last step, while the time is kept.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use db::TenantTx;
use http::page::Frame;
use http::{Answer, Form, FormState, Id, Query, Typed, Visitor, html, html_with, see_other};
use kernel::{Error, Result};
use serde::Deserialize;
use validator::Validate;

use super::details_form::{known, request};
use super::details_page::{DetailsPage, Look};
use super::free::Free;
use super::services::page_of;
use super::steps::{TimeForm, hold_time, is_gone};
use super::times::Times;
use super::way::{Way, booking_page, details_path, plain_key, service_path};
use crate::desk::Desk;
use crate::http::caller::{as_customer, count, customer};
use crate::model::{Booking, BookingId, BookingStatus, Guest, Service};
use crate::ops::book::{Manner, book as book_it};
use crate::ops::cancel_booking::{By, CancelRequest, cancel_booking};
use crate::ops::hold::Held;
use crate::ops::offer_freed::find_offered;
use crate::queries::bookings::{BookingReader, get_booking, list_servers_of};
use crate::queries::services::{find_by_slug, get_service};

/// Which time is kept.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct HoldQuery {
    hold: Option<String>,
    key: Option<String>,
    embed: Frame,
}

/// A form whose fields are read one by one.
#[derive(Debug, Deserialize, Validate)]
pub struct Anything {}

/// The time that is kept, as far as its key opens it.
struct Kept {
    service: Service,
    booking: Booking,
    key: String,
    frame: Frame,
}

/// `GET /reservar/{slug}/datos?hold=&key=`.
pub async fn show(visitor: Visitor, req: HttpRequest, slug: Id<String>, query: Query<HoldQuery>) -> Answer {
    let mut tx = visitor.begin_generic().await?;
    let kept = Kept::read(&mut tx, &slug.0, &query).await?;
    if kept.booking.status != BookingStatus::Held {
        return Ok(kept.leave());
    }
    let offered = find_offered(&mut tx, kept.booking.booking_id).await?;
    let mut look = kept.look(&mut tx, &visitor).await?;
    let known = known(&mut tx, &visitor).await?;
    tx.commit().await?;
    let title = if offered.is_some() {
        "book-offered-title"
    } else {
        "book-details-title"
    };
    let page = page_of(&visitor, &req, kept.frame, visitor.t(title));
    let f = match offered {
        Some(to) => {
            look.offered = true;
            let phone = to.phone.map(|phone| phone.to_string()).unwrap_or_default();
            let pairs = [
                ("name", to.customer_name.to_string()),
                ("email", to.email.to_string()),
                ("phone", phone),
            ];
            FormState::prefilled(pairs)
        }
        None => FormState::prefilled(known),
    };
    html(&DetailsPage::new(page, f, &look))
}

/// `POST /reservar/{slug}/datos?hold=&key=`: books it. `pick` chooses another time, and keeps what was typed.
pub async fn book(
    visitor: Visitor,
    req: HttpRequest,
    slug: Id<String>,
    query: Query<HoldQuery>,
    form: Form<Anything>,
) -> Answer {
    let typed = form.typed;
    let mut tx = visitor.begin_generic().await?;
    let kept = Kept::read(&mut tx, &slug.0, &query).await?;
    tx.commit().await?;
    if !typed.get("pick").is_empty() {
        count(&visitor, &req).await?;
        kept.release(&visitor).await?;
        return kept.hold_again(&visitor, &req, typed, "").await;
    }
    match kept.book(&visitor, &typed).await {
        Ok(()) => Ok(see_other(&booking_page(
            kept.booking.booking_id,
            "",
            &kept.key,
            "booking-made",
            kept.frame,
        ))),
        // Sent twice is booked once.
        Err(error) if error.code() == Some("hold_expired") && kept.booking.status.is_ahead() => {
            Ok(kept.leave())
        }
        Err(error) if error.code() == Some("hold_expired") => {
            // It keeps a time as the first step does.
            count(&visitor, &req).await?;
            kept.hold_again(&visitor, &req, typed, "book-held-again").await
        }
        Err(error) => kept.refuse(&visitor, &req, typed, error).await,
    }
}

/// `POST /reservar/{slug}/soltar?hold=&key=`: lets the time go, to choose another one.
pub async fn release(
    visitor: Visitor,
    slug: Id<String>,
    query: Query<HoldQuery>,
    form: Form<Anything>,
) -> Answer {
    form.into_inner()?;
    let mut tx = visitor.begin_generic().await?;
    let kept = Kept::read(&mut tx, &slug.0, &query).await?;
    tx.commit().await?;
    kept.release(&visitor).await?;
    let day = crate::model::Day::at(kept.booking.starts_at, &visitor.shop.zone()).to_string();
    let embed = kept.frame.word();
    Ok(see_other(&http::page::address(
        &service_path(&slug.0),
        &[("day", &day), ("embed", embed)],
    )))
}

impl Kept {
    async fn read(tx: &mut TenantTx, slug: &str, query: &HoldQuery) -> Result<Self> {
        let id: Option<BookingId> = query.hold.as_deref().and_then(|text| text.parse().ok());
        let (Some(id), Some(key)) = (id, plain_key(query.key.as_deref())) else {
            return Err(Error::not_found());
        };
        let reader = BookingReader {
            key_hash: Some(http::secrets::sha256(key.as_bytes())),
            ..BookingReader::default()
        };
        let booking = get_booking(tx, id, &reader).await?;
        let service = get_service(tx, booking.service_id).await?;
        if service.slug != slug {
            return Err(Error::not_found());
        }
        Ok(Self {
            service,
            booking,
            key: key.to_owned(),
            frame: query.embed,
        })
    }

    /// To the appointment that it became, or to the times when it became none.
    fn leave(&self) -> HttpResponse {
        let id = self.booking.booking_id;
        match self.booking.status {
            BookingStatus::Expired => {
                let embed = self.frame.word();
                see_other(&http::page::address(
                    &service_path(&self.service.slug),
                    &[("embed", embed)],
                ))
            }
            _ => see_other(&booking_page(id, "", &self.key, "", self.frame)),
        }
    }

    async fn look(&self, tx: &mut TenantTx, visitor: &Visitor) -> Result<Look> {
        Ok(Look {
            service: self.service.clone(),
            kept: Some(self.booking.clone()),
            servers: list_servers_of(tx, &self.booking).await?,
            action: details_path(&self.service.slug, self.booking.booking_id, &self.key, self.frame),
            offered: false,
            texts: Desk::of(&visitor.app).sends_texts(tx).await?,
        })
    }

    async fn book(&self, visitor: &Visitor, typed: &Typed) -> Result<()> {
        let request = request(typed, &self.service.questions, &self.booking, &self.key)?;
        let desk = Desk::of(&visitor.app);
        let mut tx = visitor.begin_generic().await?;
        let mut guest = Guest::from(&customer(visitor, &request.customer));
        if !desk.sends_texts(&mut tx).await? {
            // There was no box to tick.
            guest.reminders_by_text = None;
        }
        book_it(
            &mut tx,
            &desk,
            &visitor.shop,
            &guest,
            &request.wish(),
            Manner::default(),
        )
        .await?;
        tx.commit().await
    }

    async fn release(&self, visitor: &Visitor) -> Result<()> {
        if self.booking.status != BookingStatus::Held {
            return Ok(());
        }
        let desk = Desk::of(&visitor.app);
        let mut tx = visitor.begin_generic().await?;
        get_booking(
            &mut tx,
            self.booking.booking_id,
            &as_customer(visitor, Some(&self.key)),
        )
        .await?;
        let request = CancelRequest::default();
        let id = self.booking.booking_id;
        match cancel_booking(&mut tx, &desk, &visitor.shop, id, &request, By::Customer).await {
            Ok(_) => tx.commit().await,
            // Its minutes were over just now.
            Err(Error::Refused(_)) => Ok(()),
            Err(fault) => Err(fault),
        }
    }

    /// Keeps the time that was picked, or the same once more, and shows the form with everything that was typed. Nothing is
    /// booked by that: who sends the form twice has two times kept, of which one runs out.
    async fn hold_again(&self, visitor: &Visitor, req: &HttpRequest, typed: Typed, why: &str) -> Answer {
        let picked = typed.get("pick");
        let form = TimeForm {
            start: if picked.is_empty() {
                self.booking.starts_at.to_string()
            } else {
                picked.to_owned()
            },
            with: typed.get("with").parse().ok(),
            seats: Some(self.booking.seats),
        };
        match hold_time(visitor, &self.service.slug, &form).await {
            Ok(held) => self.show_held(visitor, req, typed, (held, why)).await,
            Err(error) if is_gone(&error) => self.show_times(visitor, req, typed, (&form, &error)).await,
            Err(error) => Err(error.into()),
        }
    }

    async fn show_held(
        &self,
        visitor: &Visitor,
        req: &HttpRequest,
        typed: Typed,
        (held, why): (Held, &str),
    ) -> Answer {
        let again = Self {
            service: self.service.clone(),
            booking: held.booking,
            key: held.key.text,
            frame: self.frame,
        };
        let mut tx = visitor.begin_generic().await?;
        let look = again.look(&mut tx, visitor).await?;
        tx.commit().await?;
        let page = page_of(visitor, req, self.frame, visitor.t("book-details-title"));
        let mut f = FormState::typed(typed);
        if !why.is_empty() {
            f.problem = page.t(why);
        }
        html(&DetailsPage::new(page, f, &look))
    }

    async fn show_times(
        &self,
        visitor: &Visitor,
        req: &HttpRequest,
        typed: Typed,
        (form, error): (&TimeForm, &Error),
    ) -> Answer {
        let zone = visitor.shop.zone();
        let wish = form.wish(visitor);
        let mut tx = visitor.begin_generic().await?;
        let service = find_by_slug(&mut tx, &self.service.slug)
            .await?
            .ok_or_else(Error::not_found)?;
        let free = Free::read(&mut tx, &service, &wish, &zone).await?;
        let mut look = self.look(&mut tx, visitor).await?;
        tx.commit().await?;
        let page = page_of(visitor, req, self.frame, visitor.t("book-details-title"));
        let way = Way::to_service(&service, &wish, self.frame);
        let shares = service.seats > 1;
        look.kept = None;
        let times = Times::new(&page, &free, (&zone, &visitor.shop.time_zone), shares, &way);
        let mut f = FormState::typed(typed);
        f.problem = page.error_text(error);
        html_with(
            StatusCode::CONFLICT,
            &DetailsPage::new(page, f, &look).with_times(times),
        )
    }

    /// What does not fit is said at its field, and the time stays kept.
    async fn refuse(&self, visitor: &Visitor, req: &HttpRequest, typed: Typed, error: Error) -> Answer {
        let (status, error) = http::page::refusal(error)?;
        let mut tx = visitor.begin_generic().await?;
        let mut look = self.look(&mut tx, visitor).await?;
        look.offered = find_offered(&mut tx, self.booking.booking_id).await?.is_some();
        tx.commit().await?;
        let page = page_of(visitor, req, self.frame, visitor.t("book-details-title"));
        let f = FormState::refused(&page, typed, &error);
        html_with(status, &DetailsPage::new(page, f, &look))
    }
}
