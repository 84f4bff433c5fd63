//! What there is to review in an order, and the way there from a product's page.

use actix_web::{HttpRequest, web};
use askama::Template;
use http::page::Crumb;
use http::{Answer, Id, Page, Query, Visitor, html, see_other};
use kernel::{Error, Result};
use sales::model::{OrderId, OrderStatus};
use sales::queries::orders::{OrderReader, get_order};
use serde::Deserialize;

use crate::http::buyer::{buyer, plain_key};
use crate::model::ReviewStatus;
use crate::ops::find_purchase;
use crate::queries::own::{Bought, list_bought};
use crate::queries::shown::reviewed;

/// The key of the order's link.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct KeyQuery {
    pub(super) key: Option<String>,
}

#[derive(Template)]
#[template(path = "reviews/storefront/order.html")]
struct OrderReviewsPage {
    page: Page,
    crumbs: Vec<Crumb>,
    /// Whether it has arrived.
    arrived: bool,
    products: Vec<Row>,
}

struct Row {
    name: String,
    picture: Option<String>,
    stars: Option<i16>,
    state: String,
    tone: &'static str,
    url: String,
}

/// `GET /orders/{id}/reviews?key=`: the buyer's alone, whoever else may see the order.
pub async fn show(visitor: Visitor, req: HttpRequest, id: Id<OrderId>, query: Query<KeyQuery>) -> Answer {
    let key = plain_key(query.0.key);
    let who = buyer(&visitor, Some(id.0), key.as_deref());
    let reader = OrderReader {
        person: who.person,
        key_hash: who.key_hash,
        staff: false,
    };
    let mut tx = visitor.begin().await?;
    let order = get_order(&mut tx, id.0, &reader).await?;
    let bought = list_bought(&mut tx, &order).await?;
    tx.commit().await?;
    let page = Page::titled(&visitor, &req, "reviews-order-title");
    let suffix = suffix(key.as_deref());
    html(&OrderReviewsPage {
        crumbs: vec![
            Crumb::new(
                format!("/orders/{}{suffix}", id.0),
                page.tn("track-title", "number", order.number),
            ),
            Crumb::new("", page.title.clone()),
        ],
        arrived: order.status == OrderStatus::Delivered,
        products: bought
            .into_iter()
            .map(|one| row(&page, id.0, &suffix, one))
            .collect(),
        page,
    })
}

fn row(page: &Page, order: OrderId, suffix: &str, bought: Bought) -> Row {
    let state = bought.status.map(|status| page.t(state_key(status)));
    Row {
        name: bought.name,
        picture: bought.image_key.map(|key| pictures::url(&key, 320)),
        stars: bought.stars,
        state: state.unwrap_or_default(),
        tone: bought.status.map_or("calm", tone),
        url: format!("/orders/{order}/reviews/{}{suffix}", bought.product_id),
    }
}

/// Key of what its author is told of where a review stands.
pub(super) const fn state_key(status: ReviewStatus) -> &'static str {
    match status {
        ReviewStatus::Pending => "reviews-state-pending",
        ReviewStatus::Published => "reviews-state-published",
        ReviewStatus::Rejected => "reviews-state-rejected",
    }
}

/// Of its badge.
pub(super) const fn tone(status: ReviewStatus) -> &'static str {
    match status {
        ReviewStatus::Pending => "wait",
        ReviewStatus::Published => "good",
        ReviewStatus::Rejected => "bad",
    }
}

/// What goes on showing that an order is theirs.
pub(super) fn suffix(key: Option<&str>) -> String {
    key.map(|key| format!("?key={key}")).unwrap_or_default()
}

#[derive(Template)]
#[template(path = "reviews/storefront/who_may.html")]
struct WhoMayPage {
    page: Page,
    crumbs: Vec<Crumb>,
    /// Why not, in a sentence.
    why: String,
    is_signed_in: bool,
}

/// `GET /p/{slug}/review`: to the form, for who bought it; everybody else reads who may.
pub async fn lead(visitor: Visitor, req: HttpRequest, slug: web::Path<String>) -> Answer {
    let mut tx = visitor.begin().await?;
    let product = reviewed(&mut tx, &slug).await?;
    let bought = find_purchase(&mut tx, product.product_id, buyer(&visitor, None, None)).await;
    tx.commit().await?;
    let why = match bought {
        Ok(order) => {
            let to = format!("/orders/{}/reviews/{}", order.order_id, product.product_id);
            return Ok(see_other(&to));
        }
        Err(error) => refused(&visitor, error)?,
    };
    let page = Page::titled(&visitor, &req, "reviews-write-title");
    html(&WhoMayPage {
        crumbs: vec![
            Crumb::new(format!("/p/{}", product.slug), product.name),
            Crumb::new("", page.title.clone()),
        ],
        why,
        is_signed_in: visitor.person.is_some(),
        page,
    })
}

/// The sentence of a refusal; a fault goes on.
fn refused(visitor: &Visitor, error: Error) -> Result<String> {
    match error {
        Error::Refused(refusal) => {
            Ok(visitor
                .app
                .i18n
                .text(visitor.locale, &format!("error-{}", refusal.code.code), &[]))
        }
        fault @ Error::Fault(_) => Err(fault),
    }
}
