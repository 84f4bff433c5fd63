//! An order's page: thank you, tracking, how to pay; and calling the order off.

use actix_web::{HttpRequest, HttpResponse};
use http::{Answer, Form, Id, Query, Visitor, html, see_other};
use kernel::{Error, Result};
use serde::Deserialize;
use validator::Validate;

use super::order_page::{OrderPage, Watch};
use crate::desk::Desk;
use crate::http::reader::{customer, order_reader};
use crate::model::OrderId;
use crate::ops::cancel_order::{CancelRequest, cancel_by_customer};
use crate::queries::orders::{get_detail, get_order};

/// The key of the order's link, and what was just done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct OrderQuery {
    key: Option<String>,
    done: Option<String>,
}

/// A form with nothing but its token.
#[derive(Debug, Deserialize, Validate)]
pub struct Nothing {}

/// `GET /orders/{id}?key=`.
pub async fn show(visitor: Visitor, req: HttpRequest, id: Id<OrderId>, query: Query<OrderQuery>) -> Answer {
    let OrderQuery { key, done } = query.0;
    let key = key.filter(|key| is_plain(key));
    let reader = order_reader(&visitor, key.as_deref());
    let mut tx = visitor.begin_generic().await?;
    let detail = get_detail(&mut tx, id.0, &reader).await?;
    tx.commit().await?;
    let thanks = done.as_deref() == Some("order-placed");
    html(&OrderPage::new(&visitor, &req, detail, &Watch { key, thanks }))
}

/// `POST /orders/{id}/cancel?key=`.
pub async fn cancel(
    visitor: Visitor,
    id: Id<OrderId>,
    query: Query<OrderQuery>,
    form: Form<Nothing>,
) -> Answer {
    form.into_inner()?;
    let key = query.0.key.filter(|key| is_plain(key));
    call_off(&visitor, id.0, key.as_deref()).await?;
    Ok(back_to(id.0, key.as_deref()))
}

async fn call_off(visitor: &Visitor, id: OrderId, key: Option<&str>) -> Result<()> {
    let desk = Desk::of(&visitor.app);
    let mut tx = visitor.begin_generic().await?;
    let order = get_order(&mut tx, id, &customer(visitor, key)).await?;
    let why = desk.text(order.locale, "track-cancel-reason", &[]);
    let reason = kernel::Line::parse(&why).map_err(|e| Error::Fault(e.into()))?;
    cancel_by_customer(&mut tx, &desk, id, &CancelRequest { reason: Some(reason) }).await?;
    tx.commit().await
}

fn back_to(id: OrderId, key: Option<&str>) -> HttpResponse {
    let key = key.map(|key| format!("key={key}&")).unwrap_or_default();
    see_other(&format!("/orders/{id}?{key}done=order-cancelled"))
}

/// Keys of ours are URL-safe text; anything else opens nothing and is not repeated in links.
fn is_plain(key: &str) -> bool {
    (1..=100).contains(&key.len())
        && key
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}
