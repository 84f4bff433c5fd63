//! The form of one's own review, and its photos.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use askama::Template;
use catalog::ProductId;
use http::page::{Crumb, refusal};
use http::{Answer, Form, FormState, Page, Query, Upload, Visitor, html, html_with, see_other};
use kernel::{Error, Line, Prose, Result};
use sales::model::OrderId;
use serde::Deserialize;
use validator::Validate;

use super::order::{KeyQuery, state_key, suffix, tone};
use crate::http::buyer::{buyer, plain_key, writer};
use crate::http::photo::keep_photo;
use crate::model::MOST_PHOTOS;
use crate::ops::find_purchase;
use crate::ops::photos::remove_photo;
use crate::ops::write_review::{ReviewRequest, write_review};
use crate::queries::PhotoView;
use crate::queries::own::{Author, OwnReview, find_own};

/// An order and a product in it.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Place {
    id: OrderId,
    product_id: ProductId,
}

/// What is typed.
#[derive(Debug, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct ReviewForm {
    #[validate(range(min = 1, max = 5))]
    stars: i16,
    title: Option<Line<120>>,
    text: Prose<2000>,
}

/// The place of the photo that goes.
#[derive(Debug, Deserialize, Validate)]
pub struct PhotoForm {
    position: i16,
}

#[derive(Template)]
#[template(path = "reviews/storefront/write.html")]
struct WritePage {
    page: Page,
    crumbs: Vec<Crumb>,
    f: FormState,
    action: String,
    /// Its name, of who wrote one already.
    own: Option<Own>,
}

struct Own {
    state: String,
    tone: &'static str,
    reject_reason: String,
    answer: String,
    photos: Vec<PhotoView>,
    has_room: bool,
    photos_action: String,
    remove_action: String,
    photo_error: String,
}

/// What the database told.
struct Found {
    product: String,
    review: Option<OwnReview>,
}

/// Who asks for what.
struct Ask<'a> {
    visitor: &'a Visitor,
    req: &'a HttpRequest,
    at: Place,
    key: Option<String>,
}

impl Ask<'_> {
    fn base(&self) -> String {
        format!("/orders/{}/reviews/{}", self.at.id, self.at.product_id)
    }

    fn address(&self, below: &str) -> String {
        format!("{}{below}{}", self.base(), suffix(self.key.as_deref()))
    }

    /// Back to the form, which says what was done.
    fn back(&self, done: &str) -> String {
        let joint = if self.key.is_some() { '&' } else { '?' };
        format!("{}{joint}done={done}", self.address(""))
    }

    async fn find(&self) -> Result<Found> {
        let who = buyer(self.visitor, Some(self.at.id), self.key.as_deref());
        let mut tx = self.visitor.begin().await?;
        let order = find_purchase(&mut tx, self.at.product_id, who).await?;
        let product: Option<String> =
            sqlx::query_scalar("select name from product where tenant_id = $1 and product_id = $2")
                .bind(tx.tenant())
                .bind(self.at.product_id)
                .fetch_optional(&mut *tx)
                .await?;
        let review = find_own(&mut tx, self.at.product_id, Author::of(&order)).await?;
        tx.commit().await?;
        Ok(Found {
            product: product.ok_or_else(Error::not_found)?,
            review,
        })
    }

    fn page(&self) -> Page {
        Page::titled(self.visitor, self.req, "reviews-write-title")
    }

    fn shown(&self, page: Page, found: Found, f: FormState, photo_error: String) -> WritePage {
        let list = format!("/orders/{}/reviews{}", self.at.id, suffix(self.key.as_deref()));
        let own = found.review.map(|review| Own {
            state: page.t(state_key(review.status)),
            tone: tone(review.status),
            reject_reason: review.reject_reason.unwrap_or_default(),
            answer: review.answer.unwrap_or_default(),
            has_room: i64::try_from(review.photos.len()).unwrap_or(i64::MAX) < MOST_PHOTOS,
            photos: review.photos,
            photos_action: self.address("/pictures"),
            remove_action: self.address("/pictures/remove"),
            photo_error,
        });
        WritePage {
            crumbs: vec![
                Crumb::new(list, page.t("reviews-order-title")),
                Crumb::new("", found.product),
            ],
            f,
            action: self.address(""),
            own,
            page,
        }
    }
}

fn ask<'a>(
    visitor: &'a Visitor,
    req: &'a HttpRequest,
    at: &web::Path<Place>,
    query: Query<KeyQuery>,
) -> Ask<'a> {
    Ask {
        visitor,
        req,
        at: **at,
        key: plain_key(query.0.key),
    }
}

fn prefilled(found: &Found) -> FormState {
    let Some(review) = &found.review else {
        return FormState::blank();
    };
    FormState::prefilled([
        ("stars", review.stars.to_string()),
        ("title", review.title.clone().unwrap_or_default()),
        ("text", review.text.clone()),
    ])
}

/// `GET /orders/{id}/reviews/{product_id}?key=`.
pub async fn show(
    visitor: Visitor,
    req: HttpRequest,
    at: web::Path<Place>,
    query: Query<KeyQuery>,
) -> Answer {
    let ask = ask(&visitor, &req, &at, query);
    let found = ask.find().await?;
    let f = prefilled(&found);
    html(&ask.shown(ask.page(), found, f, String::new()))
}

/// `POST /orders/{id}/reviews/{product_id}?key=`.
pub async fn save(
    visitor: Visitor,
    req: HttpRequest,
    at: web::Path<Place>,
    query: Query<KeyQuery>,
    form: Form<ReviewForm>,
) -> Answer {
    let ask = ask(&visitor, &req, &at, query);
    let written = match form.parsed {
        Ok(form) => keep(&ask, form).await,
        Err(error) => Err(error),
    };
    let error = match written {
        Ok(()) => return Ok(see_other(&ask.back("review-saved"))),
        Err(error) => error,
    };
    let (status, error) = refusal(error)?;
    let found = ask.find().await?;
    let page = ask.page();
    let f = FormState::refused(&page, form.typed, &error);
    html_with(status, &ask.shown(page, found, f, String::new()))
}

async fn keep(ask: &Ask<'_>, form: ReviewForm) -> Result<()> {
    let who = buyer(ask.visitor, Some(ask.at.id), ask.key.as_deref());
    let wanted = ReviewRequest {
        stars: form.stars,
        title: form.title,
        text: form.text,
        order_id: None,
        order_key: None,
    };
    let mut tx = ask.visitor.begin().await?;
    write_review(&mut tx, &ask.visitor.app, ask.at.product_id, who, &wanted).await?;
    tx.commit().await
}

/// `POST /orders/{id}/reviews/{product_id}/pictures?key=`.
pub async fn add_photo(
    visitor: Visitor,
    req: HttpRequest,
    at: web::Path<Place>,
    query: Query<KeyQuery>,
    upload: Upload,
) -> Answer {
    let ask = ask(&visitor, &req, &at, query);
    let found = ask.find().await?;
    let review = found.review.as_ref().ok_or_else(Error::not_found)?;
    let who = writer(&visitor, ask.key.as_deref());
    let error = match keep_photo(&visitor, review.id, who, &upload).await {
        Ok(()) => return Ok(see_other(&ask.back("review-photo-added"))),
        Err(error) => error,
    };
    let (status, error) = refusal(error)?;
    again(&ask, found, status, &error)
}

fn again(ask: &Ask<'_>, found: Found, status: StatusCode, error: &Error) -> Answer {
    let page = ask.page();
    let state = FormState::refused(&page, http::Typed::default(), error);
    let said = match state.error("file") {
        "" => state.problem.clone(),
        said => said.to_owned(),
    };
    let f = prefilled(&found);
    html_with(status, &ask.shown(page, found, f, said))
}

/// `POST /orders/{id}/reviews/{product_id}/pictures/remove?key=`.
pub async fn take_photo(
    visitor: Visitor,
    req: HttpRequest,
    at: web::Path<Place>,
    query: Query<KeyQuery>,
    form: Form<PhotoForm>,
) -> Answer {
    let ask = ask(&visitor, &req, &at, query);
    let position = form.into_inner()?.position;
    let found = ask.find().await?;
    let review = found.review.ok_or_else(Error::not_found)?;
    let who = writer(&visitor, ask.key.as_deref());
    let mut tx = visitor.begin().await?;
    remove_photo(&mut tx, review.id, who, position).await?;
    tx.commit().await?;
    Ok(see_other(&ask.back("review-photo-removed")))
}
