//! The cart. Every answer of these paths tells the token, refusals too, so what may be refused comes in as a result.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use db::TenantTx;
use http::{Failure, Id, Json, Visitor};
use kernel::Result;
use promotions::model::CouponCode;

use crate::http::cart_key::{cart_key, count_coupon, look_of, set_cookies, set_header};
use crate::model::{CartId, CartItemId, CartKey};
use crate::ops::add_item::{ItemRequest, add_item};
use crate::ops::change_coupons::{CouponRequest, add_coupon, remove_coupon};
use crate::ops::change_item::{QuantityRequest, empty_cart, remove_item, set_quantity};
use crate::ops::merge_cart::merge_cart;
use crate::queries::carts::{CartView, find_cart, view_cart, view_items};

type Outcome = Result<(Option<CartId>, CartView), Failure>;

/// `GET /cart`.
pub async fn get(visitor: Visitor, req: HttpRequest) -> HttpResponse {
    let key = cart_key(&visitor, &req, None);
    let outcome = read(&visitor, key).await;
    answer(&visitor, key, StatusCode::OK, outcome)
}

/// `POST /cart/items`.
pub async fn add(
    visitor: Visitor,
    req: HttpRequest,
    body: Result<Json<ItemRequest>, Failure>,
) -> HttpResponse {
    let key = cart_key(&visitor, &req, None);
    let outcome = match body {
        Ok(item) => put_in(&visitor, key, item.value).await,
        Err(failure) => Err(failure),
    };
    answer(&visitor, key, StatusCode::CREATED, outcome)
}

/// `PUT /cart/items/{id}`.
pub async fn set(
    visitor: Visitor,
    req: HttpRequest,
    id: Result<Id<CartItemId>, Failure>,
    body: Result<Json<QuantityRequest>, Failure>,
) -> HttpResponse {
    let key = cart_key(&visitor, &req, None);
    let outcome = match (id, body) {
        (Ok(id), Ok(body)) => {
            change(&visitor, key, async |tx| {
                set_quantity(tx, key, id.0, body.value.quantity).await
            })
            .await
        }
        (Err(failure), _) | (_, Err(failure)) => Err(failure),
    };
    answer(&visitor, key, StatusCode::OK, outcome)
}

/// `DELETE /cart/items/{id}`.
pub async fn remove(visitor: Visitor, req: HttpRequest, id: Result<Id<CartItemId>, Failure>) -> HttpResponse {
    let key = cart_key(&visitor, &req, None);
    let outcome = match id {
        Ok(id) => change(&visitor, key, async |tx| remove_item(tx, key, id.0).await).await,
        Err(failure) => Err(failure),
    };
    answer(&visitor, key, StatusCode::OK, outcome)
}

/// `DELETE /cart`.
pub async fn empty(visitor: Visitor, req: HttpRequest) -> HttpResponse {
    let key = cart_key(&visitor, &req, None);
    let outcome = change(&visitor, key, async |tx| empty_cart(tx, key).await).await;
    answer(&visitor, key, StatusCode::OK, outcome)
}

/// `POST /cart/coupons`.
pub async fn add_code(
    visitor: Visitor,
    req: HttpRequest,
    body: Result<Json<CouponRequest>, Failure>,
) -> HttpResponse {
    let key = cart_key(&visitor, &req, None);
    let outcome = match body {
        Ok(wanted) => try_code(&visitor, &req, key, &wanted.value).await,
        Err(failure) => Err(failure),
    };
    answer(&visitor, key, StatusCode::CREATED, outcome)
}

async fn try_code(visitor: &Visitor, req: &HttpRequest, key: CartKey, wanted: &CouponRequest) -> Outcome {
    count_coupon(visitor, req).await?;
    change(visitor, key, async |tx| add_coupon(tx, key, wanted).await).await
}

/// `DELETE /cart/coupons/{code}`.
pub async fn remove_code(
    visitor: Visitor,
    req: HttpRequest,
    code: Result<Id<CouponCode>, Failure>,
) -> HttpResponse {
    let key = cart_key(&visitor, &req, None);
    let outcome = match code {
        Ok(code) => change(&visitor, key, async |tx| remove_coupon(tx, key, &code.0).await).await,
        Err(failure) => Err(failure),
    };
    answer(&visitor, key, StatusCode::OK, outcome)
}

async fn read(visitor: &Visitor, key: CartKey) -> Outcome {
    let mut tx = visitor.begin_generic().await?;
    merge_cart(&mut tx, key).await?;
    let cart = find_cart(&mut tx, key).await?;
    let view = view_cart(&mut tx, cart, look_of(visitor)).await?;
    tx.commit().await?;
    Ok((cart, view))
}

async fn put_in(visitor: &Visitor, key: CartKey, wanted: ItemRequest) -> Outcome {
    let mut tx = visitor.begin_async_commit().await?;
    merge_cart(&mut tx, key).await?;
    let filled = add_item(&mut tx, key, wanted).await?;
    let view = view_items(
        &mut tx,
        Some(filled.cart),
        (filled.items, vec![filled.added]),
        look_of(visitor),
    )
    .await?;
    tx.commit().await?;
    Ok((Some(filled.cart), view))
}

async fn change(
    visitor: &Visitor,
    key: CartKey,
    work: impl AsyncFnOnce(&mut TenantTx) -> Result<CartId>,
) -> Outcome {
    let mut tx = visitor.begin_async_commit().await?;
    merge_cart(&mut tx, key).await?;
    let cart = work(&mut tx).await?;
    let view = view_cart(&mut tx, Some(cart), look_of(visitor)).await?;
    tx.commit().await?;
    Ok((Some(cart), view))
}

/// Without a cart to name, the token is that of a cart that will be made when something is put in.
fn answer(visitor: &Visitor, key: CartKey, status: StatusCode, outcome: Outcome) -> HttpResponse {
    match outcome {
        Ok((cart, view)) => {
            let cart = cart.unwrap_or_else(|| visitor.app.env.new_id());
            let mut response = HttpResponse::build(status).json(&view);
            set_header(visitor, &mut response, cart);
            set_cookies(visitor, &mut response, cart, view.count);
            response
        }
        Err(failure) => {
            let mut response = HttpResponse::from_error(failure);
            set_header(
                visitor,
                &mut response,
                key.token_cart.unwrap_or_else(|| visitor.app.env.new_id()),
            );
            response
        }
    }
}
