//! Orders as their customers place and read them.

use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse};
use db::TenantTx;
use http::extract::etag;
use http::idempotency::{Ask, Claim, IdempotencyKey, claim, find, record};
use http::{Answer, Id, Json, Query, SignedIn, Visitor};
use kernel::PageQuery;
use serde::Deserialize;
use utoipa::IntoParams;

use super::order_views::{OrderView, PlacedView};
use crate::desk::Desk;
use crate::error::SalesError;
use crate::http::cart_key::{cart_key, count_checkout, empty_badge};
use crate::http::reader::{customer, order_reader};
use crate::model::{CartId, CartKey, OrderId};
use crate::ops::cancel_order::{CancelRequest, cancel_by_customer};
use crate::ops::place_order::{Buyer, OrderRequest, place_order};
use crate::queries::orders::{OrderFilter, OrderReader, get_detail, get_order, list_orders};

const PLACE: &str = "POST /api/v1/orders";

/// The key of an order's link.
#[derive(Debug, Deserialize, IntoParams)]
pub struct KeyQuery {
    /// The `access_token` that placing the order answered; not needed by who is signed in.
    pub(super) key: Option<String>,
}

/// `POST /orders`.
pub async fn place(
    visitor: Visitor,
    req: HttpRequest,
    key: IdempotencyKey,
    body: Json<OrderRequest>,
) -> Answer {
    let buyer = buyer_of(&visitor, cart_key(&visitor, &req, body.cart_token.as_deref()));
    count_checkout(&visitor, &req, buyer.cart).await?;
    let mut tx = visitor.begin_generic().await?;
    let ask = Ask {
        vault: &visitor.app.vault,
        actor: actor_of(buyer.cart)?,
        route: PLACE,
        key: &key,
        request_hash: body.hash,
    };
    if let Claim::Replay(mut answer) = claim_for(&mut tx, &ask, buyer.cart).await? {
        empty_badge(&visitor, &mut answer);
        return Ok(answer);
    }
    let placed = place_order(&mut tx, &Desk::of(&visitor.app), &visitor.shop, &buyer, &body).await?;
    let view = PlacedView::of(&visitor, placed);
    record(&mut tx, &ask, StatusCode::CREATED, &view).await?;
    tx.commit().await?;
    let mut answer = HttpResponse::Created()
        .insert_header((header::LOCATION, format!("/api/v1/orders/{}", view.id)))
        .json(view);
    empty_badge(&visitor, &mut answer);
    Ok(answer)
}

/// Who orders, as the session and the cart say.
pub fn buyer_of(visitor: &Visitor, cart: CartKey) -> Buyer {
    let account = visitor.person.as_ref().map(|p| (p.name.clone(), p.email.clone()));
    Buyer {
        cart,
        account,
        locale: visitor.locale,
    }
}

/// In whose name an idempotency key is remembered: the person's, else the cart's, which is the same at each retry.
pub fn actor_of(key: CartKey) -> kernel::Result<String> {
    match (key.person, key.token_cart) {
        (Some(person), _) => Ok(format!("person:{person}")),
        (None, Some(cart)) => Ok(guest_with(cart)),
        (None, None) => Err(SalesError::CartEmpty.into()),
    }
}

fn guest_with(cart: CartId) -> String {
    format!("cart:{cart}")
}

/// Claims the key. Who ordered as a guest, signed in and asks again gets the guest's answer: it is the same person with
/// the same cart, and wants the goods once.
pub async fn claim_for(tx: &mut TenantTx, ask: &Ask<'_>, cart: CartKey) -> kernel::Result<Claim> {
    if let (Some(_), Some(cart)) = (cart.person, cart.token_cart) {
        let as_guest = Ask {
            actor: guest_with(cart),
            ..*ask
        };
        if let Some(answer) = find(tx, &as_guest).await? {
            return Ok(Claim::Replay(answer));
        }
    }
    claim(tx, ask).await
}

/// `GET /orders`.
pub async fn list(me: SignedIn, page: Query<PageQuery>) -> Answer {
    let page = page.0.checked()?;
    let mut tx = me.begin().await?;
    let filter = OrderFilter {
        person: Some(me.person.person_id),
        ..OrderFilter::default()
    };
    let orders = list_orders(&mut tx, &filter, page).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(orders))
}

/// `GET /orders/{id}`.
pub async fn get(visitor: Visitor, id: Id<OrderId>, query: Query<KeyQuery>) -> Answer {
    show(&visitor, id.0, &order_reader(&visitor, query.key.as_deref())).await
}

/// `POST /orders/{id}/cancel`.
pub async fn cancel(
    visitor: Visitor,
    id: Id<OrderId>,
    query: Query<KeyQuery>,
    body: Json<CancelRequest>,
) -> Answer {
    let reader = customer(&visitor, query.key.as_deref());
    let mut tx = visitor.begin_generic().await?;
    get_order(&mut tx, id.0, &reader).await?;
    cancel_by_customer(&mut tx, &Desk::of(&visitor.app), id.0, &body).await?;
    tx.commit().await?;
    show(&visitor, id.0, &reader).await
}

/// The order as JSON, if the reader may see it.
pub(super) async fn show(visitor: &Visitor, id: OrderId, reader: &OrderReader) -> Answer {
    let mut tx = visitor.begin_generic().await?;
    let detail = get_detail(&mut tx, id, reader).await?;
    tx.commit().await?;
    let view = OrderView::of(visitor, detail);
    Ok(HttpResponse::Ok().insert_header(etag(view.version)).json(view))
}
